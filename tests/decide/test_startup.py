"""What runs before the application: in a container that ends, or in its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
import yaml

from migrator.decide.startup import StartupDecision, decide_startup
from migrator.evidence import Evidence, Origin, StartupStep
from migrator.plan import App
from migrator.read.manifest import read_manifest
from migrator.read.synced_folders import GuestPaths
from migrator.render import render
from migrator.values import Text, Unknown
from tests.render.plans import express, native_postgres

PATHS = {"default": GuestPaths({"/vagrant": "."}, {})}
MANIFEST = """{"scripts": {"migrate": "knex migrate:latest", "seed": "node seed.js"},
 "dependencies": {"knex": "1"}, "devDependencies": {"sequelize-cli": "6"}}"""


def step(*argv: str, directory: str = "/vagrant") -> Evidence:
    seen = StartupStep(argv, directory, "the database is migrated")
    return Evidence("default", seen, Origin("Vagrantfile", 9), by="npm.npm")


def with_variables(variables: Mapping[str, Text], *argv: str) -> Evidence:
    seen = StartupStep(argv, "/vagrant", "the database is migrated", variables)
    return Evidence("default", seen, Origin("Vagrantfile", 9), by="npm.npm")


def decided(*steps: Evidence, has_services: bool = True) -> StartupDecision:
    app = express().app
    assert isinstance(app, App)
    found = read_manifest(MANIFEST, "package.json")
    return decide_startup(steps, PATHS, app, found, has_services=has_services)


def test_with_a_database_a_container_runs_the_step_and_ends() -> None:
    found = decided(step("npm", "run", "migrate"), step("npm", "run", "migrate"))

    assert found.service is not None
    assert (found.service.role, found.service.start) == ("setup", ["npm", "run", "migrate"])
    assert not found.service.restart
    assert found.fates["/vagrant", "npm", "run", "migrate"].target == "compose.yaml: services.setup"


def test_a_program_of_a_dependency_is_called_by_its_path() -> None:
    found = decided(step("knex", "migrate:latest"))

    assert found.steps == [["node_modules/.bin/knex", "migrate:latest"]]


def test_what_only_development_has_is_for_a_person() -> None:
    found = decided(step("sequelize", "db:migrate"))

    assert found.service is None
    assert found.fates["/vagrant", "sequelize", "db:migrate"].outcome == "manual"
    assert "sequelize-cli is no production dependency" in (
        found.fates["/vagrant", "sequelize", "db:migrate"].reason
    )


def test_another_folders_step_is_for_a_person() -> None:
    found = decided(step("npm", "run", "migrate", directory="/opt/other"))

    assert [fate.outcome for fate in found.fates.values()] == ["manual"]


def test_without_services_the_application_runs_it_itself() -> None:
    found = decided(step("npm", "run", "seed"), has_services=False)

    assert found.service is None
    assert found.steps == [["npm", "run", "seed"]]
    assert (
        found.fates["/vagrant", "npm", "run", "seed"].target == "compose.yaml: services.app.command"
    )


def test_the_command_of_the_application_comes_after_its_steps() -> None:
    plan = express()
    assert plan.app is not None
    plan = replace(plan, app=replace(plan.app, before_start=[["npm", "run", "a b"], ["node", "x"]]))
    files = {file.path: file.text for file in render(plan)}
    service = yaml.safe_load(files["compose.yaml"])["services"]["app"]

    assert service["command"] == [
        "sh",
        "-c",
        "npm run 'a b' && node x && exec node server.js",
    ]


def test_every_container_of_the_application_waits_for_the_setup() -> None:
    plan = native_postgres()
    assert plan.app is not None
    setup = replace(plan.app, service="setup", role="setup", start=["npm", "run", "migrate"])
    worker = replace(plan.app, service="worker", start=["node", "worker.js"], port=None)
    files = {file.path: file.text for file in render(replace(plan, extra_apps=[setup, worker]))}
    services = yaml.safe_load(files["compose.yaml"])["services"]

    for name in ("app", "worker"):
        wait = services[name]["depends_on"]["setup"]
        assert wait == {"condition": "service_completed_successfully"}
    assert "setup" not in services["setup"]["depends_on"]
    assert services["setup"]["healthcheck"] == {"disable": True}


def test_the_variables_of_a_step_stand_before_it() -> None:
    found = decided(with_variables({"TARGET": "shop db"}, "node", "migrate.js"))

    assert found.steps == [["env", "TARGET=shop db", "node", "migrate.js"]]


@pytest.mark.parametrize(
    ("variables", "argv"),
    [
        ({}, ("node", "migrate.js", "--password=hunter22")),
        ({}, ("npm", "run", "migrate", "--", "--url", "postgres://u:hunter22@localhost/db")),
        ({"DB_PASSWORD": "hunter22"}, ("node", "migrate.js")),
        ({"TARGET": Unknown("nobody knows", "a.sh", 1)}, ("node", "migrate.js")),
    ],
)
def test_a_step_that_cannot_be_written_down_is_for_a_person(
    variables: dict[str, Text], argv: tuple[str, ...]
) -> None:
    found = decided(with_variables(variables, *argv))

    (fate,) = found.fates.values()
    assert (found.steps, found.service) == ([], None)
    assert fate.outcome == "manual"
    assert "hunter22" not in fate.reason


def test_the_same_words_in_another_folder_are_another_step() -> None:
    found = decided(step("node", "migrate.js"), step("node", "migrate.js", directory="/opt/other"))

    outcomes = {key[0]: fate.outcome for key, fate in found.fates.items()}
    assert outcomes == {"/vagrant": "compose", "/opt/other": "manual"}


def test_several_steps_are_run_one_after_the_other_by_the_container() -> None:
    found = decided(step("npm", "run", "migrate"), step("npm", "run", "seed"))

    assert found.service is not None
    assert found.service.start is None
    assert found.service.before_start == [["npm", "run", "migrate"], ["npm", "run", "seed"]]
    assert (found.service.port, found.service.replicas) == (None, 1)


def test_one_step_is_the_containers_own_command() -> None:
    (service,) = [decided(step("npm", "run", "seed")).service]

    assert service is not None
    assert service.before_start == []


def test_without_an_application_nothing_is_decided() -> None:
    found = decide_startup([step("node", "m.js")], PATHS, None, None, has_services=True)

    assert (found.steps, found.fates) == ([], {})


@pytest.mark.parametrize(
    ("argv", "reason"), [(("node", "m.js"), ""), (("npm", "run", "x"), "there is no package.json")]
)
def test_without_package_json_only_node_can_run(argv: tuple[str, ...], reason: str) -> None:
    app = express().app
    found = decide_startup([step(*argv)], PATHS, app, None, has_services=True)

    assert bool(found.steps) is not bool(reason)
    (fate,) = found.fates.values()
    assert reason in fate.reason


@pytest.mark.parametrize(
    ("manifest", "argv", "missing"),
    [
        ('{"scripts": {"m": "sequelize db:migrate"}}', ("npm", "run", "m"), ""),
        (MANIFEST.replace('"knex migrate:latest"', '"sequelize x"'), ("npm", "run", "migrate"),
         "sequelize-cli"),
        (MANIFEST.replace('"knex migrate:latest"', '"sequelize x"'), ("npm", "run", "seed"), ""),
        ('{"scripts": {"m": "ts-node m.ts"}, "devDependencies": {"ts-node": "1"}}',
         ("npm", "run", "m"), "ts-node"),
        ('{"scripts": {"m": "ts-node m.ts"}, "devDependencies": {"ts-node": "1"},'
         ' "dependencies": {"ts-node": "1"}}', ("npm", "run", "m"), ""),
        ('{"scripts": {"m": "ts-node m.ts"}, "devDependencies": {"ts-node": "1"},'
         ' "optionalDependencies": {"ts-node": "1"}}', ("npm", "run", "m"), ""),
        ('{"dependencies": {"express": "4"}}', ("knex", "migrate:latest"), "knex"),
    ],
)  # fmt: skip
def test_what_a_step_calls_has_to_be_in_the_release(
    manifest: str, argv: tuple[str, ...], missing: str
) -> None:
    found = decide_startup(
        [step(*argv)],
        PATHS,
        express().app,
        read_manifest(manifest, "package.json"),
        has_services=True,
    )

    said = f"the database is migrated, but {missing} is no production dependency"
    (fate,) = found.fates.values()
    assert fate.reason == (said if missing else "the database is migrated")
