"""Which backing services the machines run, at which version, with which databases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from migrator.evidence import (
    DatabaseCreated,
    DatabaseLoaded,
    DatabaseUser,
    Evidence,
    PackageInstalled,
    PackageRemoved,
    RepositoryAdded,
    ServiceConfigured,
    ServiceInstalled,
    ServiceRunning,
    ServiceStarted,
    ServiceVersion,
    SocketListening,
)
from migrator.knowledge import distributions, services
from migrator.model import BackingService
from migrator.plan import OperatingSystem

# postgresql@9.6-main
_NUMBER_IN_UNIT = re.compile(r"\d+(?:\.\d+)*")
_RELATIVES = {"mysql": "mariadb", "mariadb": "mysql"}


@dataclass
class _Sighted:
    """What was seen of one kind of service on one machine, while it is gathered."""

    kind: str
    machine: str | None
    evidence: list[Evidence] = field(default_factory=list)
    installed: bool = False
    package: str | None = None
    pinned: str | None = None
    repository: str | None = None
    live: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    databases: dict[str, None] = field(default_factory=dict)
    users: dict[str, None] = field(default_factory=dict)
    loads: dict[str, None] = field(default_factory=dict)
    plugins: dict[str, None] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)


def backing_services(
    evidence: Sequence[Evidence], systems: Mapping[str, OperatingSystem | None]
) -> list[BackingService]:
    """The services that provisioning installs or that run in the live machine.

    A service that is only configured, through a client, is none: the server is
    elsewhere. `systems` gives each machine's operating system.
    """
    gathered: dict[tuple[str, str | None], _Sighted] = {}
    repositories: dict[str | None, list[str]] = {}
    for item in evidence:
        if isinstance(item.observation, RepositoryAdded):
            repositories.setdefault(item.machine, []).append(item.observation.url)
        for kind in _kinds(item):
            sighted = gathered.setdefault((kind, item.machine), _Sighted(kind, item.machine))
            _gather(sighted, item)
    _merge_relatives(gathered)
    return [
        _conclude(
            sighted, systems.get(sighted.machine or ""), repositories.get(sighted.machine, [])
        )
        for sighted in gathered.values()
        if sighted.installed
    ]


def _merge_relatives(gathered: dict[tuple[str, str | None], _Sighted]) -> None:
    """Make one service of MySQL and MariaDB on a machine where there is but one server.

    A shared client does its work on the server that is installed, and a unit called `mysql`
    may run MariaDB: the server's own binary knows.
    """
    for (kind, machine), sighted in list(gathered.items()):
        relative = gathered.get((_RELATIVES.get(kind, ""), machine))
        if relative is None or not (relative.installed or (relative.live and sighted.installed)):
            continue
        is_client = not sighted.installed
        is_same = bool(relative.live) and not sighted.live
        if not is_client and not is_same:
            continue
        sighted.installed, relative.installed = False, True
        relative.evidence += sighted.evidence
        relative.units += sighted.units
        relative.databases.update(sighted.databases)
        relative.users.update(sighted.users)
        relative.loads.update(sighted.loads)
        relative.settings.update(sighted.settings)


def _kinds(item: Evidence) -> Iterable[str]:
    """The kinds of service that an observation speaks of."""
    match item.observation:
        case PackageInstalled(name=name) | PackageRemoved(name=name):
            known = services.service_of_package(name)
            return [known[0]] if known else []
        case ServiceStarted(unit=unit) | ServiceRunning(unit=unit):
            kind = services.service_of_unit(unit)
            return [kind] if kind else []
        case SocketListening(process=str() as process):
            kind = services.service_of_unit(process)
            return [kind] if kind else []
        case ServiceInstalled(kind=kind) | ServiceConfigured(kind=kind) | ServiceVersion(kind=kind):
            return [kind]
        case DatabaseCreated(kind=kind) | DatabaseUser(kind=kind) | DatabaseLoaded(kind=kind):
            return [kind]
    return []


def _gather(sighted: _Sighted, item: Evidence) -> None:
    sighted.evidence.append(item)
    match item.observation:
        case PackageInstalled(name=name, version=version):
            # What is installed in the guest by hand is a service only when it runs.
            known = services.service_of_package(name)
            sighted.installed = sighted.installed or item.method == "static"
            sighted.package = sighted.package or name
            sighted.pinned = sighted.pinned or version or (known[1] if known else None)
        case PackageRemoved():
            sighted.installed = False
        case ServiceInstalled(version=version):
            sighted.installed = True
            sighted.pinned = version or sighted.pinned
        case ServiceRunning(unit=unit):
            sighted.installed = True
            sighted.units.append(unit)
        case SocketListening():
            sighted.installed = True
        case ServiceVersion(version=version):
            sighted.live.append(version)
        case ServiceStarted() if item.by.endswith("_server"):
            sighted.installed = True
        case DatabaseCreated(name=name):
            sighted.databases[name] = None
        case DatabaseUser(name=name):
            sighted.users[name] = None
        case DatabaseLoaded(path=path):
            sighted.loads[path] = None
        case ServiceConfigured(setting="plugin" | "extension", value=str() as value):
            sighted.plugins[value] = None
        case ServiceConfigured(setting=str() as setting, value=str() as value):
            sighted.settings[setting] = value


def _conclude(
    sighted: _Sighted, os: OperatingSystem | None, repositories: Sequence[str]
) -> BackingService:
    named = _version(sighted, repositories)
    served = None
    if named is None and os is not None and sighted.package is not None:
        served = distributions.distribution_version(os, sighted.package)
    return BackingService(
        sighted.kind,
        named or served,
        sighted.machine,
        tuple(sighted.evidence),
        tuple(sighted.databases),
        tuple(sighted.users),
        tuple(sighted.loads),
        tuple(sighted.plugins),
        served is not None,
        tuple(sighted.settings.items()),
    )


def _version(sighted: _Sighted, repositories: Sequence[str]) -> str | None:
    """The version the VM has, from the surest of what names one."""
    if sighted.live:
        return _live_version(sighted)
    if sighted.pinned is not None:
        return sighted.pinned
    for url in repositories:
        served = services.version_of_repository(sighted.kind, url)
        if served is not None:
            return served
    return None


def _live_version(sighted: _Sighted) -> str:
    """Of several servers that are installed: the one that runs, the pinned one, the newest."""
    wanted = [
        match[0] for unit in sighted.units for match in [_NUMBER_IN_UNIT.search(unit)] if match
    ]
    wanted += [sighted.pinned] if sighted.pinned else []
    for name in wanted:
        same = [version for version in sighted.live if f"{version}.".startswith(f"{name}.")]
        if same:
            return same[0]
    return max(sighted.live, key=services.numbers)


def running_kinds(evidence: Sequence[Evidence]) -> set[tuple[str, str | None]]:
    """The kinds of service that run, each with its machine: a unit, or a process or its port."""
    found = set()
    for item in evidence:
        match item.observation:
            case ServiceRunning(unit=name) | SocketListening(process=str() as name):
                found.add((services.service_of_unit(name), item.machine))
        if isinstance(item.observation, SocketListening):
            found.add((services.service_of_port(item.observation.port), item.machine))
    running = {(kind, machine) for kind, machine in found if kind is not None}
    same = {(_RELATIVES[kind], machine) for kind, machine in running if kind in _RELATIVES}
    return running | same
