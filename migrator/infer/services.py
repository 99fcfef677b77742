"""Which backing services the machines run, at which version, with which databases."""

from __future__ import annotations

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
)
from migrator.knowledge import distributions, services
from migrator.model import BackingService
from migrator.plan import OperatingSystem

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
    live: str | None = None
    databases: dict[str, None] = field(default_factory=dict)
    users: dict[str, None] = field(default_factory=dict)
    loads: dict[str, None] = field(default_factory=dict)
    plugins: dict[str, None] = field(default_factory=dict)


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
    """Give what a shared client does to the server that is installed: `mysql` speaks to MariaDB."""
    for (kind, machine), sighted in list(gathered.items()):
        relative = gathered.get((_RELATIVES.get(kind, ""), machine))
        if sighted.installed or relative is None or not relative.installed:
            continue
        relative.evidence += sighted.evidence
        relative.databases.update(sighted.databases)
        relative.users.update(sighted.users)
        relative.loads.update(sighted.loads)


def _kinds(item: Evidence) -> Iterable[str]:
    """The kinds of service that an observation speaks of."""
    match item.observation:
        case PackageInstalled(name=name) | PackageRemoved(name=name):
            known = services.service_of_package(name)
            return [known[0]] if known else []
        case ServiceStarted(unit=unit) | ServiceRunning(unit=unit):
            kind = services.service_of_unit(unit)
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
            known = services.service_of_package(name)
            sighted.installed = True
            sighted.package = sighted.package or name
            sighted.pinned = sighted.pinned or version or (known[1] if known else None)
        case PackageRemoved():
            sighted.installed = False
        case ServiceInstalled(version=version):
            sighted.installed = True
            sighted.pinned = version or sighted.pinned
        case ServiceRunning():
            sighted.installed = True
        case ServiceVersion(version=version):
            sighted.live = version
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


def _conclude(
    sighted: _Sighted, os: OperatingSystem | None, repositories: Sequence[str]
) -> BackingService:
    version, source = _version(sighted, os, repositories)
    return BackingService(
        sighted.kind,
        version,
        sighted.machine,
        tuple(sighted.evidence),
        tuple(sighted.databases),
        tuple(sighted.users),
        tuple(sighted.loads),
        tuple(sighted.plugins),
        source,
    )


def _version(
    sighted: _Sighted, os: OperatingSystem | None, repositories: Sequence[str]
) -> tuple[str | None, str]:
    """The version the VM has, and where it is known from, the surest source first."""
    if sighted.live is not None:
        return sighted.live, "the running machine reports it"
    if sighted.pinned is not None:
        return sighted.pinned, "provisioning names it"
    for url in repositories:
        served = services.version_of_repository(sighted.kind, url)
        if served is not None:
            return served, f"its package source {url} serves it"
    if os is not None and sighted.package is not None:
        known = distributions.distribution_version(os, sighted.package)
        if known is not None:
            return known, f"{os.id} {os.version or ''} has it".replace("  ", " ")
    return None, "no source names its version"
