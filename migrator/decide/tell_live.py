"""Writes down every single thing that was seen in the running machines."""

from __future__ import annotations

from migrator.decide.facts import Facts
from migrator.evidence import (
    CronScheduled,
    EnvironmentSet,
    Evidence,
    GlobalInstalled,
    GuestSystem,
    HostNamed,
    NodeFound,
    Observation,
    PackageInstalled,
    PortRedirected,
    ProcessRunning,
    ServiceRunning,
    ServiceVersion,
    SocketListening,
    Unreadable,
)
from migrator.redact import redact
from migrator.situation import Situation
from migrator.values import Unknown


def tell_live(facts: Facts, situation: Situation) -> None:
    """Add a line for everything that a guest showed, used or not; what it hid is a warning."""
    for item in situation.evidence:
        if item.method != "live" or isinstance(item.observation, Unreadable):
            continue
        for fact, value in _told(item):
            facts.add(fact, value, item)


def _told(item: Evidence) -> list[tuple[str, object]]:
    told = _fact(item.observation)
    return [] if told is None else [(f"machines.{item.machine}.{told[0]}", told[1])]


def _fact(observation: Observation) -> tuple[str, object] | None:
    """What kind of thing was seen, and its value in short."""
    match observation:
        case GuestSystem(id=id, version=version):
            return "os", f"{id} {version or ''}".strip()
        case NodeFound(path=path, version=version):
            return "node", f"{version} ({path})"
        case ProcessRunning(argv=argv):
            return "process", list(argv)
        case SocketListening(port=port, process=process):
            return "listening", f"{port} ({process})" if process else str(port)
        case ServiceRunning(unit=unit):
            return "running", unit
        case ServiceVersion(kind=kind, version=version):
            return "server", f"{kind} {version}"
        case PackageInstalled(name=name):
            return "package", name
        case GlobalInstalled(name=name, version=version):
            return "npm", f"{name}@{version}" if version else name
        case EnvironmentSet(name=name, value=value):
            return "variable", name if isinstance(value, Unknown) else f"{name}={redact(value)}"
        case CronScheduled(schedule=schedule, command=command):
            return "cron", f"{schedule} {redact(command)}"
        case HostNamed(name=name, address=address):
            return "host", f"{name} {address}"
        case PortRedirected(port=port, to=to):
            return "redirect", f"{port} to {to}"
    return None
