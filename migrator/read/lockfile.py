"""Lock files: which there are, which one counts, and whether it fits the manifest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from migrator.read.lock_formats import LOCK_FORMATS, Locked, LockNotReadable, Misfit
from migrator.read.manifest import Manifest
from migrator.read.project import NotReadable, Project

MAX_LOCK_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Lockfile:
    """One lock file. `manager` is the plan's name of who wrote it; `format` its own number.

    `versions` are those of the packages that the manifest itself names. `git` names
    every locked package that comes from a git repository, however deep; `hosts` are the hosts
    that packages are downloaded from; `nested` the workspaces' folders with a node_modules of
    their own, None where the format does not say. `unreadable` is why nothing of it could be used.
    """

    path: str
    manager: str
    format: str | None = None
    versions: dict[str, str] = field(default_factory=dict)
    misfits: tuple[Misfit, ...] = ()
    git: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    nested: tuple[str, ...] | None = None
    unreadable: str | None = None

    @property
    def fits(self) -> bool:
        """Whether an install that must not change the lock file (`npm ci`) would accept it."""
        return self.unreadable is None and not self.misfits


def read_lockfiles(
    project: Project, directory: str, manifest: Manifest | None
) -> tuple[Lockfile, ...]:
    """The lock files in a directory, the one that counts first.

    npm-shrinkwrap.json wins over package-lock.json, as npm has it. Between managers the
    manifest's packageManager decides, then which lock fits, then the order of `LOCK_FORMATS`.
    """
    found = list(_read_all(project, directory, manifest))
    wanted = (manifest.package_manager or "").partition("@")[0] if manifest else ""
    found.sort(key=lambda lock: (lock.manager != wanted, not lock.fits))
    return tuple(found)


def _read_all(project: Project, directory: str, manifest: Manifest | None) -> Iterator[Lockfile]:
    folder = "" if directory in ("", ".") else f"{directory}/"
    for name in LOCK_FORMATS:
        path = folder + name
        if project.is_file(path):
            yield _read(project, path, name, manifest)


def _read(project: Project, path: str, name: str, manifest: Manifest | None) -> Lockfile:
    manager, read = LOCK_FORMATS[name]
    if read is None:
        return Lockfile(path, manager, unreadable="it is a binary format")
    try:
        locked = read_lock_text(project.text(path, limit=MAX_LOCK_BYTES), name, manifest)
    except (NotReadable, LockNotReadable) as error:
        return Lockfile(path, manager, unreadable=str(error))
    return Lockfile(
        path,
        manager,
        locked.format,
        locked.versions,
        locked.misfits,
        tuple(sorted(locked.git)),
        tuple(sorted(locked.hosts)),
        tuple(sorted(locked.nested)) if manager == "npm" else None,
    )


def read_lock_text(text: str, name: str, manifest: Manifest | None) -> Locked:
    """Read a lock file's text by its file name; LockNotReadable says why it is of no use."""
    read = LOCK_FORMATS[name][1]
    if read is None:
        raise LockNotReadable("it is a binary format")
    if text.startswith("<<<<<<< ") or "\n<<<<<<< " in text:
        raise LockNotReadable("it holds the marks of an unresolved merge")
    wanted: dict[str, str] = {}
    if manifest is not None:
        wanted = {**manifest.development, **manifest.optional, **manifest.dependencies}
    optional = frozenset(manifest.optional) if manifest else frozenset()
    return read(text, wanted, optional)
