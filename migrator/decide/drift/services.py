"""Services: installed by files, running in the guest, and at which version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from migrator.decide.drift.compared import Compared, Sides
from migrator.evidence import Evidence, ServiceRunning, ServiceVersion, SocketListening
from migrator.infer.running import inspected, unreadable
from migrator.infer.services import running_kinds
from migrator.model import BackingService
from migrator.plan import Standing


def compare_services(sides: Sides) -> Iterator[Compared]:
    """Yield what is known of each kind of service on each machine that was looked into."""
    evidence = sides.situation.evidence
    files = {(each.kind, each.machine): each for each in sides.files.backing}
    running = running_kinds(evidence)
    names = {(each.kind, each.machine): each.name for each in sides.both.services.services}
    for service in sides.both.backing:
        machine = service.machine or ""
        if machine not in inspected(evidence):
            continue
        fact = f"services.{names.get((service.kind, service.machine), service.kind)}"
        written = files.get((service.kind, service.machine)) or _relative(service, files)
        item = next((each for each in service.evidence if _shows_running(each)), None)
        if written is None:
            yield Compared(fact, "guest-only", None, "runs", None, item)
        elif (service.kind, service.machine) in running:
            yield Compared(fact, "agree", "installed", "runs", _declared(written), item)
        elif "the running services" not in unreadable(evidence, machine):
            yield Compared(fact, "files-only", "installed", "does not run", _declared(written))
        yield from _versions(fact, written, service)


def _relative(
    service: BackingService, files: Mapping[tuple[str, str | None], BackingService]
) -> BackingService | None:
    """What the files call MySQL may be MariaDB in the guest, and the other way round."""
    other = {"mysql": "mariadb", "mariadb": "mysql"}.get(service.kind, "")
    return files.get((other, service.machine))


def _shows_running(item: Evidence) -> bool:
    return isinstance(item.observation, (ServiceRunning, SocketListening))


def _declared(service: BackingService) -> Evidence | None:
    return next((item for item in service.evidence if item.method == "static"), None)


def _versions(
    fact: str, written: BackingService | None, service: BackingService
) -> Iterator[Compared]:
    item = next((e for e in service.evidence if isinstance(e.observation, ServiceVersion)), None)
    if item is None or service.version is None:
        return
    files = written.version if written is not None else None
    if files is None:
        yield Compared(f"{fact}.version", "guest-only", None, service.version, None, item)
        return
    same = f"{service.version}.".startswith(f"{files}.") or _line(files) == _line(service.version)
    standing: Standing = "agree" if same else "differ"
    declared = _declared(written) if written is not None else None
    yield Compared(f"{fact}.version", standing, files, service.version, declared, item)


def _line(version: str) -> str:
    """The part of a server's version that a change of makes another server of it."""
    return ".".join(version.split(".")[:2])
