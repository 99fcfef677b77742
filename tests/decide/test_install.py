"""Which install commands an application gets, by its lock file and its npm."""

from __future__ import annotations

import pytest

from migrator.decide.install import decide_installation
from migrator.read.lock_formats import Misfit
from migrator.read.lockfile import Lockfile
from migrator.read.manifest import read_manifest

NPM_LOCK = Lockfile("package-lock.json", "npm", "1")


@pytest.mark.parametrize(
    ("lock", "npm", "everything", "production"),
    [
        (NPM_LOCK, "6.14.4", "npm ci", "npm ci --only=production"),
        (NPM_LOCK, "10.8.2", "npm ci", "npm ci --omit=dev"),
        (NPM_LOCK, "3.10.10", "npm install", "npm install --only=production"),
        (NPM_LOCK, "1.4.28", "npm install", "npm install --production"),
        (None, "6.14.4", "npm install", "npm install --only=production"),
        (None, None, "npm install", "npm install --omit=dev"),
        (
            Lockfile("yarn.lock", "yarn", "1"),
            "6.14.4",
            "yarn install --frozen-lockfile",
            "yarn install --frozen-lockfile --production",
        ),
        (
            Lockfile("yarn.lock", "yarn", "8"),
            "10.8.2",
            "yarn install --immutable",
            "yarn workspaces focus --all --production",
        ),
        (
            Lockfile("pnpm-lock.yaml", "pnpm", "6.0"),
            "10.8.2",
            "pnpm install --frozen-lockfile",
            "pnpm install --frozen-lockfile --prod",
        ),
    ],
)
def test_the_commands_fit_the_lock_file_and_the_npm(
    lock: Lockfile | None, npm: str | None, everything: str, production: str
) -> None:
    found = decide_installation(None, lock, npm)

    assert " ".join(found.everything) == everything
    assert " ".join(found.production) == production


def test_a_lock_file_that_does_not_fit_is_not_given_to_npm_ci() -> None:
    lock = Lockfile("package-lock.json", "npm", "1", misfits=(Misfit("express", "^5", "4.17.1"),))

    assert decide_installation(None, lock, "6.14.4").everything == ("npm", "install")


def test_the_manifest_says_which_manager_when_there_is_no_lock_file() -> None:
    manifest = read_manifest('{"packageManager": "pnpm@8.6.0"}', "package.json")

    found = decide_installation(manifest, None, "10.8.2")

    assert found.manager.name == "pnpm"
    assert found.manager.version == "8.6.0"
