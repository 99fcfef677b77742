"""How the two sets of packages are made: beside each other, or the smaller out of the larger."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest

from migrator.plan import App, PackageManager, Plan
from migrator.render import render

from .plans import express, no_start

Manager = Literal["npm", "yarn", "pnpm"]
FOCUS = ["yarn", "workspaces", "focus", "--all", "--production"]


def stage(plan: Plan, name: str) -> list[str]:
    """The instructions of a stage, FROM first."""
    (text,) = [file.text for file in render(plan) if file.path == "Dockerfile"]
    stages = text.split("\nFROM ")
    (found,) = [each for each in stages if each.partition("\n")[0].endswith(f"AS {name}")]
    return [line.strip(" \\&") for line in f"FROM {found}".splitlines() if not line.startswith("#")]


def changed(app: App | None, **changes: object) -> App:
    assert app is not None
    return replace(app, **changes)  # type: ignore[arg-type]


def test_with_a_lock_file_both_sets_are_installed_at_once() -> None:
    production = stage(express(), "production")

    assert production[0] == "FROM base AS production"
    assert "npm ci --omit=dev" in production
    assert "npm ci" in stage(express(), "dependencies")


@pytest.mark.parametrize(
    ("manager", "production", "command"),
    [
        ("npm", ["npm", "install", "--omit=dev"], "npm prune --omit=dev"),
        ("npm", ["npm", "install", "--only=production"], "npm prune --production"),
        ("npm", ["npm", "install", "--production"], "npm prune --production"),
        ("yarn", ["yarn", "install", "--production"], "yarn install --production --ignore-scripts"),
        ("yarn", FOCUS, " ".join(FOCUS)),
    ],
)
def test_without_one_the_release_gets_what_is_left_of_everything(
    manager: Manager, production: list[str], command: str
) -> None:
    plan = express()
    app = changed(
        plan.app,
        package_manager=PackageManager(manager, None, None),
        install_production=production,
    )

    lines = stage(replace(plan, app=app), "production")

    assert lines[0] == "FROM dependencies AS production"
    assert command in lines
    assert not [line for line in lines if line.startswith("COPY")]


def test_a_hook_of_the_application_runs_where_everything_is() -> None:
    plan = express()
    app = changed(plan.app, install_needs_sources="package.json has a postinstall script")

    plan = replace(plan, app=app)

    assert stage(plan, "production")[0] == "FROM dependencies AS production"
    assert "COPY --chown=node:node . ./" in stage(plan, "dependencies")


@pytest.mark.parametrize(
    ("manager", "version", "waits"),
    [
        ("npm", "4.6.1", True),
        ("npm", "5.0.0", False),
        ("npm", "10.2.4", False),
        ("yarn", "1.22.22", True),
        ("pnpm", "8.6.0", False),
    ],
)
def test_one_installation_waits_where_two_cannot_share_a_cache(
    manager: Manager, version: str, waits: bool
) -> None:
    plan = express()
    app = changed(plan.app, package_manager=PackageManager(manager, version, "a lock file"))

    cache = next(line for line in stage(replace(plan, app=app), "production") if "=cache" in line)

    assert cache.endswith(",sharing=locked") is waits


def test_what_another_npm_fetches_has_the_packages_of_every_workspace() -> None:
    plan = no_start()
    app = changed(plan.app, module_folders=["node_modules", "packages/api/node_modules"])
    plan = replace(plan, app=app)

    kept = "cp -a --parents node_modules packages/api/node_modules /production"
    took = "COPY --from=packages --chown=node:node"

    assert kept in stage(plan, "packages")
    for name, folder in (("dependencies", "/app"), ("production", "/production")):
        nested = "packages/api/node_modules"
        assert f"{took} {folder}/{nested} {nested}" in stage(plan, name)
