"""How dependencies are installed: which manager, which command, which flags."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from migrator.knowledge import npm_features
from migrator.plan import PackageManager
from migrator.read.lockfile import Lockfile
from migrator.read.manifest import Manifest


@dataclass(frozen=True)
class Installation:
    """The package manager and its two commands: everything, and only what runs.

    `fetched` says that a newer npm has to run them, because the Node's own cannot install
    what was meant; `before` is the first day whose versions are too new, an ISO date, where
    nothing else says which are meant.
    """

    manager: PackageManager
    everything: tuple[str, ...]
    production: tuple[str, ...]
    why: str
    fetched: bool = False
    before: str | None = None


def decide_installation(
    manifest: Manifest | None,
    lock: Lockfile | None,
    npm: str | None,
    committed: datetime.date | None = None,
) -> Installation:
    """Choose the commands for a manifest and its lock file.

    `npm` is the version that comes with the Node release, None when it is not known;
    `committed` the day of the newest commit.
    """
    kind = lock.manager if lock is not None else _asked_for(manifest)
    if kind == "yarn":
        return _yarn(manifest, lock)
    if kind == "pnpm":
        return _pnpm(manifest, lock)
    return _npm(lock, npm, committed)


def _asked_for(manifest: Manifest | None) -> str:
    wanted = (manifest.package_manager if manifest else None) or ""
    return wanted.partition("@")[0] or "npm"


def _version(manifest: Manifest | None) -> str | None:
    wanted = (manifest.package_manager if manifest else None) or ""
    return wanted.partition("@")[2].partition("+")[0] or None


def _npm(lock: Lockfile | None, npm: str | None, committed: datetime.date | None) -> Installation:
    """The Node's own npm where it can follow the lock file, or choose by the day and the Node.

    See docs/decisions/0003-install-as-of-the-last-commit.md.
    """
    manager = PackageManager("npm", npm, _file_name(lock))
    if lock is not None and lock.unreadable is None:
        before = None
        fetched = not _follows(npm, lock)
        verb = "ci" if _can_ci(npm, lock, fetched) else "install"
    else:
        before = _day_after(committed)
        fetched = not npm_features.can(npm, "engines")
        verb = "install"
    only = "--omit=dev" if fetched else _only_production(npm)
    why = _npm_reason(lock, npm, fetched, before)
    return Installation(
        manager, ("npm", verb), ("npm", verb, only), why, fetched=fetched, before=before
    )


def _follows(npm: str | None, lock: Lockfile) -> bool:
    """Whether this npm installs what the lock file says; npm-shrinkwrap.json every one does.

    npm 5.0 to 5.6 read package-lock.json, and rewrite it as they like; npm up to 6 can stumble
    over one that does not fit. (A shrinkwrap without development dependencies is as usual.)
    """
    if lock.format == "3":
        return npm_features.can(npm, "lock_3")
    if _file_name(lock) == "npm-shrinkwrap.json":
        return True
    return npm_features.can(npm, "ci" if lock.fits else "engines")


def _can_ci(npm: str | None, lock: Lockfile, fetched: bool) -> bool:
    """Whether `npm ci` would run; a lock file of before npm 5 has no number, which it wants."""
    return lock.fits and lock.format in {"1", "2", "3"} and (fetched or npm_features.can(npm, "ci"))


def _only_production(npm: str | None) -> str:
    if npm_features.can(npm, "omit"):
        return "--omit=dev"
    return "--only=production" if npm_features.can(npm, "only") else "--production"


def _day_after(committed: datetime.date | None) -> str | None:
    """npm takes a date for its first moment, and the last commit may be of the evening."""
    if committed is None or committed == datetime.date.max:
        return None
    return (committed + datetime.timedelta(days=1)).isoformat()


def _npm_reason(lock: Lockfile | None, npm: str | None, fetched: bool, before: str | None) -> str:
    """Why packages are installed so, and by whom; the comment in the Dockerfile."""
    if lock is None or lock.unreadable is not None:
        nothing = "no lock file" if lock is None else "a lock file that cannot be read"
        until = f", so nothing from {before} on is installed" if before else ""
        chosen = f"there is {nothing}{until}"
        if not fetched:
            return chosen
        return f"{chosen}. npm {npm} cannot choose by the day and the Node, a newer npm can"
    if fetched:
        return (
            f"{_file_name(lock)} says what is installed. npm {npm} does not follow it, a newer does"
        )
    if not npm_features.can(npm, "ci"):
        return "this npm has no `ci`; `npm install` follows the lock file"
    if not lock.fits:
        return "the lock file does not agree with package.json, which `npm ci` refuses"
    return "the lock file says what is installed"


def _yarn(manifest: Manifest | None, lock: Lockfile | None) -> Installation:
    version = _version(manifest)
    if lock is not None:
        berry = lock.format not in {None, "1"}
    else:
        berry = version is not None and version.partition(".")[0] not in {"0", "1"}
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
