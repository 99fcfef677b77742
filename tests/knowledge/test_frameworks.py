"""Frameworks and the programs that run Node."""

from __future__ import annotations

import pytest

from migrator.knowledge.frameworks import (
    every_framework,
    framework_of_command,
    frameworks_of,
    is_development_command,
    is_server,
)
from migrator.knowledge.node_runners import command_form, runner, runner_of_package
from migrator.knowledge.tables import table


def test_what_is_built_upon_another_framework_decides() -> None:
    names = [each.name for each in frameworks_of(["express", "lodash", "@nestjs/core"])]

    assert names == ["nest", "express"]


@pytest.mark.parametrize("packages", [[], ["lodash", "mocha", "pg"], ["expressjs", "koa-router"]])
def test_ordinary_packages_are_no_framework(packages: list[str]) -> None:
    assert frameworks_of(packages) == ()


@pytest.mark.parametrize(
    ("package", "port", "output"),
    [
        ("sails", 1337, None),
        ("next", 3000, ".next"),
        ("react-scripts", 3000, "build"),
        ("@vue/cli-service", 8080, "dist"),
        ("@angular/cli", 4200, "dist"),
        ("ember-cli", 4200, "dist"),
        ("vite", 5173, "dist"),
        ("ghost", 2368, None),
    ],
)
def test_defaults_of_a_framework(package: str, port: int, output: str | None) -> None:
    (framework,) = frameworks_of([package])

    assert (framework.port, framework.output) == (port, output)


@pytest.mark.parametrize("package", ["express", "koa", "hapi", "restify", "fastify"])
def test_where_the_code_decides_no_port_is_invented(package: str) -> None:
    (framework,) = frameworks_of([package])

    assert framework.port is None
    assert is_server(package)


@pytest.mark.parametrize("package", ["react-scripts", "webpack", "gulp", "lodash", "gatsby"])
def test_what_only_builds_is_no_server(package: str) -> None:
    assert not is_server(package)


def test_what_listens_on_localhost_only_is_marked() -> None:
    marked = {each.name for each in every_framework() if each.listens_on_localhost}

    assert {"fastify", "vite", "angular", "nuxt"} <= marked
    assert "express" not in marked


def test_a_framework_by_its_own_command() -> None:
    framework = framework_of_command("react-scripts")

    assert framework is not None
    assert framework.name == "create-react-app"
    assert framework_of_command("ls") is None


@pytest.mark.parametrize(
    "command", ["next dev", "next", "next -p 4000", "ng serve --open", "vite --host", "meteor"]
)
def test_development_servers_are_told(command: str) -> None:
    assert is_development_command(command)


@pytest.mark.parametrize(
    "command", ["next start", "next build", "vite build", "sails lift", "node app.js", ""]
)
def test_other_commands_are_not_development_servers(command: str) -> None:
    assert not is_development_command(command)


def test_no_package_reveals_two_frameworks() -> None:
    packages = [package for each in every_framework() for package in each.packages]

    assert len(packages) == len(set(packages))


@pytest.mark.parametrize(
    ("program", "role", "development"),
    [
        ("nodemon", "watcher", True),
        ("supervisor", "watcher", True),
        ("forever", "manager", False),
        ("pm2", "manager", False),
        ("babel-node", "transpiler", False),
        ("coffee", "transpiler", False),
        ("concurrently", "multiplexer", True),
        ("cross-env", "prefix", False),
    ],
)
def test_who_runs_node(program: str, role: str, development: bool) -> None:
    found = runner(program)

    assert found is not None
    assert (found.role, found.development) == (role, development)


@pytest.mark.parametrize("program", ["node", "npm", "supervisord", "bash", ""])
def test_other_programs_are_no_runners(program: str) -> None:
    assert runner(program) is None


def test_a_package_names_the_program_it_brings() -> None:
    found = runner_of_package("coffee-script")

    assert found is not None
    assert found.program == "coffee"
    assert runner_of_package("express") is None


def test_each_table_names_its_sources() -> None:
    for name in ("frameworks", "node_runners"):
        assert all(source["standing"] in {"seen", "known"} for source in table(name)["sources"])


@pytest.mark.parametrize(
    ("program", "option"),
    [("node", "--require"), ("pm2-runtime", "--name"), ("forever", "-c"), ("nodemon", "--exec")],
)
def test_a_program_that_runs_a_file_is_known_by_its_options(program: str, option: str) -> None:
    form = command_form(program)

    assert form is not None
    assert option in form.taking_value
    assert "--version" not in form.taking_value


@pytest.mark.parametrize("program", ["npm", "webpack", "bash", ""])
def test_other_programs_run_no_javascript_file(program: str) -> None:
    assert command_form(program) is None


def test_what_runs_code_for_developers_only_is_a_known_runner() -> None:
    """A watcher that takes a file must be in both tables, or a release would start it."""
    watchers = {"nodemon", "supervisor", "node-supervisor", "node-dev", "ts-node-dev", "pm2-dev"}

    for program in watchers:
        known = runner(program)
        assert command_form(program) is not None
        assert known is not None
        assert known.development
