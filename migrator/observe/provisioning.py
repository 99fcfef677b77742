"""The evidence of provisioning, and where it leads in the repository."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence

from migrator.detectors.run import observe_commands, observe_files
from migrator.evidence import (
    SCRIPT_SCOPE,
    DatabaseLoaded,
    EnvironmentSet,
    Evidence,
    Origin,
    ProxySite,
)
from migrator.machine import Machine
from migrator.read.project import NotReadable, Project
from migrator.read.repository import Repository
from migrator.read.synced_folders import GuestPaths, in_repository
from migrator.trace import GuestFile

# The variables of a .env file are told by its own detector.
_NOT_READ = (".env", ".log", ".pid", ".lock", ".sock")
_MADE_FOLDERS = frozenset({"node_modules", "bower_components", ".git", ".vagrant", "log", "logs"})


def observe_provisioning(repository: Repository) -> Iterator[Evidence]:
    """The evidence of provisioning in the order in which the machines run it."""
    for machine in repository.config.machines:
        yield from _of_provisioners(machine)
    for followed in repository.provisioned:
        commands = list(observe_commands(followed.commands, repository.steps, followed.machine))
        files = observe_files(followed.files, repository.steps, followed.machine)
        yield from _in_order(commands, files)


def _in_order(commands: Sequence[Evidence], files: Iterable[Evidence]) -> Iterator[Evidence]:
    """What commands show, as they run; behind the last of a step, what its files show.

    A manifest or state may well run after one that stands below it.
    """
    last = {item.origin.unit: place for place, item in enumerate(commands)}
    pending = sorted(files, key=lambda item: item.origin.unit or 0)
    behind: dict[int, list[Evidence]] = {}
    for item in pending:
        place = last.get(item.origin.unit)
        if place is None:
            own = item.origin.unit or 0
            place = max((at for unit, at in last.items() if (unit or 0) < own), default=-1)
        behind.setdefault(place, []).append(item)
    yield from behind.get(-1, ())
    for place, item in enumerate(commands):
        yield item
        yield from behind.get(place, ())


def _of_provisioners(machine: Machine) -> Iterator[Evidence]:
    """The variables that the Vagrantfile gives a shell provisioner's script."""
    for provisioner in machine.provisioners:
        for name, value in provisioner.env.items():
            if isinstance(name, str):
                origin = Origin(provisioner.at.source, provisioner.at.line, f"env {name}")
                seen = EnvironmentSet(name, value, scope=SCRIPT_SCOPE)
                yield Evidence(machine.name, seen, origin, by="vagrantfile.env")


def loaded_files(
    evidence: Sequence[Evidence], repository: Repository, project: Project
) -> dict[str, str]:
    """Guest path -> repository path, for dumps and scripts that provisioning loads.

    They lie in a synced folder, or were copied into the guest by an earlier step.
    """
    paths = repository.paths()
    files = {one.machine: {file.path: file for file in one.files} for one in repository.provisioned}
    found: dict[str, str] = {}
    for item in evidence:
        if not isinstance(item.observation, DatabaseLoaded):
            continue
        machine, loaded = item.machine or "", item.observation.path
        where, copied = paths.get(machine), files.get(machine, {}).get(loaded)
        path = in_repository(loaded, where.folders, where.links) if where else None
        if path is None and copied is not None:
            path = _copied_from(copied, project)
        if path is not None:
            found[loaded] = path
    return found


def made_files(repository: Repository, project: Project) -> dict[str, Origin]:
    """Path in the repository -> what writes it there, for files that only provisioning makes.

    They lie in a synced folder of a machine that was set up, and in no checkout. What is
    empty, a log or a lock is nothing that an application reads.
    """
    paths = repository.paths()
    found: dict[str, Origin] = {}
    for followed in repository.provisioned:
        where = paths.get(followed.machine, GuestPaths({}, {}))
        for file in followed.files:
            path = in_repository(file.path, where.folders, where.links)
            if path is None or project.is_file(path) or not file.content:
                continue
            parts = path.split("/")
            if not path.endswith(_NOT_READ) and _MADE_FOLDERS.isdisjoint(parts):
                found.setdefault(path, Origin(file.source, file.line))
    return found


def served_folders(
    project: Project, evidence: Sequence[Evidence], paths: Mapping[str, GuestPaths]
) -> dict[str, str]:
    """Guest path -> repository path, for the folders that web servers serve and that exist."""
    found: dict[str, str] = {}
    for item in evidence:
        where = paths.get(item.machine or "")
        if not isinstance(item.observation, ProxySite) or where is None:
            continue
        for _, folder in item.observation.folders:
            path = in_repository(folder, where.folders, where.links)
            if path is not None and project.is_dir(path):
                found[folder] = path
    return found


def _copied_from(file: GuestFile, project: Project) -> str | None:
    """The repository's file that a guest's file is an exact copy of: of the same name if there is
    one, else of the same kind."""
    name, kind = posixpath.basename(file.path), posixpath.splitext(file.path)[1]
    alike = [path for path in project.files() if posixpath.splitext(path)[1] == kind]
    for path in sorted(alike, key=lambda path: posixpath.basename(path) != name):
        try:
            if project.text(path).replace("\r\n", "\n") == file.content:
                return path
        except NotReadable:
            continue
    return None
