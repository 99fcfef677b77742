"""Every typical plan renders to files that were reviewed once, byte for byte."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from migrator.plan import Plan
from migrator.render import render

from .plans import PLANS, express, worker_rabbitmq

GOLDEN = Path(__file__).parent / "golden"
HADOLINT = Path(sys.executable).with_name("hadolint")


def rendered(plan: Plan) -> dict[str, str]:
    return {file.path: file.text for file in render(plan)}


def expected(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_renders_to_its_reviewed_files(name: str, update_golden: bool) -> None:
    files = rendered(PLANS[name]())
    folder = GOLDEN / name
    if update_golden:
        shutil.rmtree(folder, ignore_errors=True)
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")

    assert files == expected(folder)


@pytest.mark.parametrize("make", PLANS.values(), ids=PLANS.keys())
def test_rendering_twice_gives_the_same_bytes(make: Callable[[], Plan]) -> None:
    assert render(make()) == render(make())


@pytest.mark.parametrize("name", PLANS)
def test_hadolint_has_nothing_to_say(name: str, tmp_path: Path) -> None:
    dockerfile = tmp_path / "Dockerfile"
    dockerfile.write_text(rendered(PLANS[name]())["Dockerfile"], "utf-8")

    found = subprocess.run([HADOLINT, dockerfile], capture_output=True, text=True, check=False)

    assert found.stdout == ""


@pytest.mark.parametrize("make", PLANS.values(), ids=PLANS.keys())
def test_the_stages_have_their_names_and_order(make: Callable[[], Plan]) -> None:
    plan = make()
    lines = rendered(plan)["Dockerfile"].splitlines()
    stages = [line.rpartition(" ")[2] for line in lines if line.startswith("FROM ")]
    app = plan.app
    assert app is not None
    fetched = ["packages"] if app.fetch else []
    tools = ["tools"] if plan.os_packages.build or app.build_globals else []
    production = ["production"] if app.dev_dependencies and app.install_production else []
    built = ["build"] if app.build else []

    expected = ["base", *fetched, *tools, "dependencies", *production, *built, "test", "release"]
    assert stages == expected


def test_without_the_test_gate_the_release_does_not_wait_for_the_tests() -> None:
    plan = dataclasses.replace(express(), test_gate=False)

    assert "from=test" not in rendered(plan)["Dockerfile"]


def test_without_a_manifest_nothing_is_installed() -> None:
    app = express().app
    assert app is not None
    bare = dataclasses.replace(
        app, install=[], install_production=[], copy_before_install=[], lint=None, test=None
    )

    text = rendered(dataclasses.replace(express(), app=bare))["Dockerfile"]

    assert "package.json ./" not in text
    assert "node_modules" not in text
    assert "npm install" not in text


def test_a_repository_without_an_application_gets_no_container_files() -> None:
    plan = dataclasses.replace(express(), app=None, status="not-node", ports=[])

    assert sorted(rendered(plan)) == ["migration/plan.json", "migration/report.md"]


def test_an_application_whose_node_is_unknown_gets_no_container_files() -> None:
    app = express().app
    assert app is not None
    plan = dataclasses.replace(express(), app=dataclasses.replace(app, image=None))

    assert sorted(rendered(plan)) == ["migration/plan.json", "migration/report.md"]


def test_a_second_application_in_its_own_folder_gets_its_own_dockerfile() -> None:
    plan = worker_rabbitmq()
    admin = dataclasses.replace(plan.extra_apps[0], dir="admin", service="admin", port=4000)
    files = rendered(dataclasses.replace(plan, extra_apps=[admin]))
    compose = yaml.safe_load(files["compose.yaml"])

    assert "COPY --chown=node:node admin/ ./" in files["admin/Dockerfile"]
    assert compose["services"]["admin"]["build"] == {
        "context": ".",
        "dockerfile": "admin/Dockerfile",
        "target": "release",
    }


def test_an_application_without_development_dependencies_installs_once() -> None:
    dockerfile = rendered(worker_rabbitmq())["Dockerfile"]

    assert dockerfile.count("npm install") == 1
    assert "COPY --from=dependencies --chown=node:node /app/node_modules node_modules" in dockerfile


def test_a_node_before_check_parses_its_files_with_vm() -> None:
    dockerfile = rendered(PLANS["no-start"]())["Dockerfile"]

    assert "--check" not in dockerfile
    assert "createScript" in dockerfile
