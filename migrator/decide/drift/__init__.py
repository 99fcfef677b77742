"""Files and running machine, fact by fact: where they agree, and where they have drifted apart."""

from __future__ import annotations

from migrator.decide.drift.application import compare_application
from migrator.decide.drift.compared import Compared, Sides
from migrator.decide.drift.installed import compare_installed
from migrator.decide.drift.services import compare_services
from migrator.decide.drift.systems import compare_systems, with_guests
from migrator.infer.running import inspected

__all__ = ["Compared", "Sides", "compare", "with_guests"]


def compare(sides: Sides) -> list[Compared]:
    """Every fact that a running machine can confirm or contradict, sorted by fact."""
    machines = inspected(sides.situation.evidence)
    if not machines:
        return []
    found = [*compare_systems(sides.situation), *compare_services(sides)]
    if sides.both.app is not None and sides.machine in machines:
        found += [*compare_application(sides), *compare_installed(sides)]
    return sorted(found, key=lambda each: each.fact)
