"""A whole repository of workspaces: one installation, several processes that call each other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from migrator.pipeline import Request, analyse, decide
from migrator.plan import App, Plan
from migrator.questions import Answers
from migrator.render import render

VAGRANTFILE = """Vagrant.configure("2") do |config|
  config.vm.provision "shell", inline: "cd /vagrant && npm ci && pm2 start ecosystem.json"
end
"""
SERVER = "require('http').createServer().listen(process.env.PORT)\n"


def process(name: str, port: int, **variables: str) -> dict[str, object]:
    """An app of the ecosystem file, in the folder of its name."""
    given = {"PORT": port, **variables}
    return {"name": name, "cwd": f"./{name}", "script": "server.js", "env": given}


def planned(folder: Path, *processes: dict[str, object], **manifests: dict[str, Any]) -> Plan:
    """The plan of a repository with these packages; double underscores stand for slashes."""
    packages = {"engines": {"node": "20.20.2"}, "workspaces": ["web", "api"]}
    files = {
        "Vagrantfile": VAGRANTFILE,
        "ecosystem.json": json.dumps({"apps": processes}),
        "package.json": json.dumps({**packages, **manifests.pop("root", {})}),
        "package-lock.json": json.dumps(
            {"lockfileVersion": 3, "packages": {"": packages, **manifests.pop("locked", {})}}
        ),
    }
    for name in ("web", "api"):
        files[f"{name}/server.js"] = SERVER
        manifest = {"name": name, **manifests.get(name, {})}
        files[f"{name}/package.json"] = json.dumps(manifest)
    for path, text in files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return decide(analyse(Request(root=folder)), Answers())


def app_of(plan: Plan) -> App:
    assert plan.app is not None
    return plan.app


def dockerfile_of(plan: Plan) -> str:
    return next(file.text for file in render(plan) if file.path == "Dockerfile")


def test_each_process_runs_from_its_own_folder_on_the_one_image(tmp_path: Path) -> None:
    plan = planned(tmp_path, process("web", 3000), process("api", 4000))

    assert app_of(plan).start == ["node", "web/server.js"]
    assert [(app.service, app.start, app.port) for app in plan.extra_apps] == [
        ("api", ["node", "api/server.js"], 4000)
    ]


def test_the_package_json_of_every_workspace_is_there_when_packages_are_installed(
    tmp_path: Path,
) -> None:
    text = dockerfile_of(planned(tmp_path, process("web", 3000)))

    before, _, _ = text.partition("npm ci")
    assert "COPY --chown=node:node package.json package-lock.json ./\n" in before
    assert "COPY --chown=node:node api/package.json api/\n" in before
    assert "COPY --chown=node:node web/package.json web/\n" in before


def test_a_workspaces_development_dependencies_are_not_in_the_release(tmp_path: Path) -> None:
    plan = planned(tmp_path, process("web", 3000), api={"devDependencies": {"mocha": "10"}})

    assert app_of(plan).dev_dependencies
    assert "npm ci --omit=dev" in dockerfile_of(plan)


def test_a_workspaces_own_packages_reach_the_release_and_development(tmp_path: Path) -> None:
    locked: dict[str, object] = {
        "node_modules/koa": {},
        "web/node_modules/koa": {},
        "node_modules/a/node_modules/b": {},
    }
    plan = planned(
        tmp_path, process("web", 3000), locked=locked, api={"devDependencies": {"mocha": "10"}}
    )
    files = {file.path: file.text for file in render(plan)}

    assert app_of(plan).module_folders == ["node_modules", "web/node_modules"]
    assert "    mkdir -p node_modules web/node_modules\n" in files["Dockerfile"]
    for folder in app_of(plan).module_folders:
        copied = f"COPY --from=production --chown=node:node /app/{folder} {folder}\n"
        assert copied in files["Dockerfile"]
    assert "- /app/web/node_modules\n" in files["compose.override.yaml"]


def test_without_development_dependencies_each_folder_is_copied(tmp_path: Path) -> None:
    plan = planned(tmp_path, process("web", 3000), locked={"web/node_modules/koa": {}})

    copied = "COPY --from=dependencies --chown=node:node /app/web/node_modules web/node_modules\n"
    assert copied in dockerfile_of(plan)


def test_a_workspaces_hook_needs_the_sources(tmp_path: Path) -> None:
    plan = planned(tmp_path, process("web", 3000), api={"scripts": {"prepare": "node make.js"}})

    assert app_of(plan).install_needs_sources == "api/package.json has a prepare script"


def test_a_package_apart_is_not_on_the_image(tmp_path: Path) -> None:
    plan = planned(
        tmp_path, process("web", 3000), process("api", 4000), root={"workspaces": ["web"]}
    )

    assert plan.extra_apps == []
    assert app_of(plan).copy_before_install[-1] == "web/package.json"


@pytest.mark.parametrize(
    ("address", "moved"),
    [
        ("http://localhost:4000", "http://api:4000"),
        ("http://127.0.0.1:4000/v1?full", "http://api:4000/v1?full"),
        ("localhost:4000", "api:4000"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("http://localhost:4001", "http://localhost:4001"),
        ("http://api.example.org:4000", "http://api.example.org:4000"),
    ],
)
def test_the_address_of_another_process_becomes_its_containers(
    tmp_path: Path, address: str, moved: str
) -> None:
    plan = planned(tmp_path, process("web", 3000, API_URL=address), process("api", 4000))

    assert {one.name: one.value for one in plan.environment}["API_URL"] == moved


def test_an_address_without_a_port_is_no_process_of_no_port(tmp_path: Path) -> None:
    silent = {**process("api", 4000), "env": {}}
    plan = planned(tmp_path, process("web", 3000, API_URL="http://localhost/api"), silent)

    assert {one.name: one.value for one in plan.environment}["API_URL"] == "http://localhost/api"


def test_a_port_that_two_processes_are_given_is_nobodys(tmp_path: Path) -> None:
    plan = planned(
        tmp_path,
        process("web", 3000, API_URL="http://localhost:4000"),
        process("api", 4000),
        {**process("api", 4000), "name": "api-2", "script": "other.js"},
    )

    assert {one.name: one.value for one in plan.environment}["API_URL"] == "http://localhost:4000"


def test_an_address_with_a_password_stays_a_secret(tmp_path: Path) -> None:
    plan = planned(
        tmp_path,
        process("web", 3000, API_URL="http://me:hunter2@localhost:4000"),
        process("api", 4000),
    )

    (found,) = [one for one in plan.environment if one.name == "API_URL"]
    assert (found.value, found.secret) == (None, True)
