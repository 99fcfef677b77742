"""How dependencies are installed: which manager, which command, which flags."""

from __future__ import annotations

from dataclasses import dataclass

from migrator.plan import PackageManager
from migrator.read.lockfile import Lockfile
from migrator.read.manifest import Manifest


@dataclass(frozen=True)
class Installation:
    """The package manager and its two commands: everything, and only what runs."""

    manager: PackageManager
    everything: tuple[str, ...]
    production: tuple[str, ...]
    why: str


def decide_installation(
    manifest: Manifest | None, lock: Lockfile | None, npm: str | None
) -> Installation:
    """Choose the commands for a manifest and its lock file.

    `npm` is the version that comes with the Node release, None when it is not known.
    """
    kind = lock.manager if lock is not None else _asked_for(manifest)
    if kind == "yarn":
        return _yarn(manifest, lock)
    if kind == "pnpm":
        return _pnpm(manifest, lock)
    return _npm(lock, npm)


def _asked_for(manifest: Manifest | None) -> str:
    wanted = (manifest.package_manager if manifest else None) or ""
    return wanted.partition("@")[0] or "npm"


def _version(manifest: Manifest | None) -> str | None:
    wanted = (manifest.package_manager if manifest else None) or ""
    return wanted.partition("@")[2].partition("+")[0] or None


def _npm(lock: Lockfile | None, npm: str | None) -> Installation:
    """npm's flags changed their names twice: at 3.3 (`--only`) and at 7 (`--omit`).

    Source: npm's changelogs; `npm ci` came with 5.7.
    """
    major, minor = _numbers(npm)
    can_ci = (major, minor) >= (5, 7)
    verb = "ci" if lock is not None and lock.fits and can_ci else "install"
    if (major, minor) >= (7, 0):
        only = "--omit=dev"
    elif (major, minor) >= (3, 3):
        only = "--only=production"
    else:
        only = "--production"
    why = _npm_reason(lock, can_ci)
    manager = PackageManager("npm", npm, _file_name(lock))
    return Installation(manager, ("npm", verb), ("npm", verb, only), why)


def _npm_reason(lock: Lockfile | None, can_ci: bool) -> str:
    if lock is None:
        return "there is no lock file, so npm chooses versions on the day of the build"
    if not can_ci:
        return "this npm has no `ci`; `npm install` follows the lock file"
    if not lock.fits:
        return "the lock file does not agree with package.json, which `npm ci` refuses"
    return "the lock file says what is installed"


def _yarn(manifest: Manifest | None, lock: Lockfile | None) -> Installation:
    version = _version(manifest)
    if lock is not None:
        berry = lock.format not in {None, "1"}
    else:
        berry = version is not None and _numbers(version)[0] > 1
    manager = PackageManager("yarn", version, _file_name(lock))
    if berry:
        everything = ("yarn", "install", "--immutable")
        production = ("yarn", "workspaces", "focus", "--all", "--production")
        return Installation(manager, everything, production, "the lock file is Yarn 2's or newer")
    frozen = ("--frozen-lockfile",) if lock is not None else ()
    everything = ("yarn", "install", *frozen)
    return Installation(
        manager, everything, (*everything, "--production"), "the lock file is Yarn 1's"
    )


def _pnpm(manifest: Manifest | None, lock: Lockfile | None) -> Installation:
    frozen = ("--frozen-lockfile",) if lock is not None else ()
    manager = PackageManager("pnpm", _version(manifest), _file_name(lock))
    everything = ("pnpm", "install", *frozen)
    return Installation(manager, everything, (*everything, "--prod"), "the lock file is pnpm's")


def _file_name(lock: Lockfile | None) -> str | None:
    return lock.path.rpartition("/")[2] if lock is not None else None


def _numbers(version: str | None) -> tuple[int, int]:
    """Major and minor; an unknown npm counts as a current one."""
    parts = (version or "99.0").split(".")
    return (
        int(parts[0]) if parts[0].isdigit() else 99,
        int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else 0,
    )
