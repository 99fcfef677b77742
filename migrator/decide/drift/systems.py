"""The operating system of each machine: what its box is known to be, and what the guest says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from migrator.decide.drift.compared import Compared
from migrator.evidence import GuestSystem
from migrator.infer.seen import seen
from migrator.knowledge import distributions
from migrator.plan import OperatingSystem, Standing
from migrator.situation import Situation


def with_guests(situation: Situation) -> Situation:
    """The situation with the operating systems that the guests themselves named."""
    repository = replace(situation.repository, systems=_systems(situation))
    return replace(situation, repository=repository)


def _systems(situation: Situation) -> dict[str, OperatingSystem | None]:
    """Every machine's operating system: what the guest says, else what its box is known to be."""
    systems = dict(situation.repository.systems)
    for system, item in seen(situation.evidence, GuestSystem):
        if item.machine is not None:
            systems[item.machine] = distributions.os_of_release(
                system.id, system.version, system.codename
            )
    return systems


def compare_systems(situation: Situation) -> Iterator[Compared]:
    """Yield one comparison for each machine that was looked into."""
    for system, item in seen(situation.evidence, GuestSystem):
        known = situation.repository.systems.get(item.machine or "")
        guest = f"{system.id} {system.version or ''}".strip()
        if known is None:
            yield Compared(f"machines.{item.machine}.os", "guest-only", None, guest, None, item)
            continue
        files = f"{known.id} {known.version or ''}".strip()
        versions = f"{known.version or ''}.", f"{system.version or ''}."
        same = versions[0].startswith(versions[1]) or versions[1].startswith(versions[0])
        agree = known.id == system.id and (same or "." in versions)
        standing: Standing = "agree" if agree else "differ"
        place = _place_of_box(situation, item.machine)
        fact = f"machines.{item.machine}.os"
        yield Compared(fact, standing, files, guest, None, item, place=place)


def _place_of_box(situation: Situation, machine: str | None) -> str:
    machines = situation.repository.config.machines
    at = next((each.at for each in machines if each.name == machine), None)
    return f"{at.source}:{at.line}" if at is not None else ""
