"""Which install commands an application gets, by its lock file and its npm."""

from __future__ import annotations

import datetime

import pytest

from migrator.decide.install import decide_installation
from migrator.read.lock_formats import Misfit
from migrator.read.lockfile import Lockfile
from migrator.read.manifest import read_manifest

NPM_LOCK = Lockfile("package-lock.json", "npm", "1")
# What npm 2 to 4 wrote: `npm ci` wants a number in it.
SHRINKWRAP = Lockfile("npm-shrinkwrap.json", "npm", "")
DAY = datetime.date(2016, 2, 28)


@pytest.mark.parametrize(
    ("lock", "npm", "everything", "production"),
    [
        (NPM_LOCK, "6.14.4", "npm ci", "npm ci --only=production"),
        (NPM_LOCK, "10.8.2", "npm ci", "npm ci --omit=dev"),
        (NPM_LOCK, "3.10.10", "npm ci", "npm ci --omit=dev"),
        (NPM_LOCK, "5.6.0", "npm ci", "npm ci --omit=dev"),
        (SHRINKWRAP, "2.15.11", "npm install", "npm install --production"),
        (SHRINKWRAP, "6.14.4", "npm install", "npm install --only=production"),
        (None, "6.14.4", "npm install", "npm install --omit=dev"),
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


@pytest.mark.parametrize(
    ("lock", "npm", "fetched"),
    [
        (None, "2.15.1", True),
        (None, "6.14.18", True),
        (None, "8.19.4", False),
        (None, None, False),
        (NPM_LOCK, "4.6.1", True),
        (SHRINKWRAP, "2.15.1", False),
        (NPM_LOCK, "5.7.1", False),
        (Lockfile("package-lock.json", "npm", "3"), "6.14.18", True),
        (Lockfile("package-lock.json", "npm", "3"), "10.8.2", False),
        (Lockfile("yarn.lock", "yarn", "1"), "2.15.1", False),
    ],
)
def test_a_newer_npm_fetches_where_the_own_one_would_not_install_what_was_meant(
    lock: Lockfile | None, npm: str | None, fetched: bool
) -> None:
    assert decide_installation(None, lock, npm, DAY).fetched is fetched


def test_without_a_lock_file_nothing_newer_than_the_last_commit_is_installed() -> None:
    assert decide_installation(None, None, "10.8.2", DAY).before == "2016-02-29"
    assert decide_installation(None, None, "2.15.1", DAY).before == "2016-02-29"


def test_a_lock_file_that_cannot_be_read_is_none() -> None:
    lock = Lockfile("package-lock.json", "npm", unreadable="it holds the marks of a merge")

    found = decide_installation(None, lock, "10.8.2", DAY)

    assert found.everything == ("npm", "install")
    assert found.before == "2016-02-29"


@pytest.mark.parametrize(("lock", "committed"), [(NPM_LOCK, DAY), (None, None), (SHRINKWRAP, DAY)])
def test_no_day_is_made_up(lock: Lockfile | None, committed: datetime.date | None) -> None:
    assert decide_installation(None, lock, "10.8.2", committed).before is None


def test_a_lock_file_that_does_not_fit_is_mended_by_a_newer_npm() -> None:
    lock = Lockfile("package-lock.json", "npm", "1", misfits=(Misfit("express", "^5", "4.17.1"),))

    assert decide_installation(None, lock, "6.14.4").fetched
    assert not decide_installation(None, lock, "10.8.2").fetched


@pytest.mark.parametrize(
    ("manifest", "berry"),
    [
        ('{"packageManager": "yarn@1.22.19"}', False),
        ('{"packageManager": "yarn@0.27.5"}', False),
        ('{"packageManager": "yarn@2.4.3"}', True),
        ('{"packageManager": "yarn@3.6.0"}', True),
    ],
)
def test_without_a_lock_file_the_named_yarn_decides(manifest: str, berry: bool) -> None:
    found = decide_installation(read_manifest(manifest, "package.json"), None, "10.8.2")

    assert found.everything == (
        ("yarn", "install", "--immutable") if berry else ("yarn", "install")
    )


@pytest.mark.parametrize(
    ("lock", "npm", "committed", "why"),
    [
        (None, "10.8.2", None, "there is no lock file"),
        (
            None,
            "10.8.2",
            DAY,
            "there is no lock file, so nothing from 2016-02-29 on is installed",
        ),
        (None, "10.8.2", datetime.date.max, "there is no lock file"),
        (
            None,
            "2.15.11",
            DAY,
            "there is no lock file, so nothing from 2016-02-29 on is installed. npm 2.15.11"
            " cannot choose by the day and the Node, a newer npm can",
        ),
        (
            Lockfile("package-lock.json", "npm", None, unreadable="it is no JSON"),
            "10.8.2",
            None,
            "there is a lock file that cannot be read",
        ),
        (NPM_LOCK, "10.8.2", None, "the lock file says what is installed"),
        (
            NPM_LOCK,
            "3.10.10",
            None,
            "package-lock.json says what is installed."
            " npm 3.10.10 does not follow it, a newer does",
        ),
        (
            SHRINKWRAP,
            "2.15.11",
            None,
            "this npm has no `ci`; `npm install` follows the lock file",
        ),
        (
            Lockfile("package-lock.json", "npm", "1", misfits=(Misfit("a", "^5", "4.1.1"),)),
            "10.8.2",
            None,
            "the lock file does not agree with package.json, which `npm ci` refuses",
        ),
    ],
)
def test_the_reason_says_what_chooses_the_packages(
    lock: Lockfile | None, npm: str, committed: datetime.date | None, why: str
) -> None:
    assert decide_installation(None, lock, npm, committed).why == why


@pytest.mark.parametrize(
    ("format", "verb"), [("1", "ci"), ("2", "ci"), ("3", "ci"), ("", "install"), ("4", "install")]
)
def test_npm_ci_wants_a_number_that_it_knows(format: str, verb: str) -> None:
    lock = Lockfile("npm-shrinkwrap.json", "npm", format)

    assert decide_installation(None, lock, "10.8.2").everything == ("npm", verb)
