"""Backing services as compose runs them: image, accounts, data, health check, volume."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from migrator.knowledge import services as known
from migrator.model import BackingService
from migrator.plan import EnvironmentVariable, HealthCheck, InitScript, Service, Warning


@dataclass(frozen=True)
class ServiceDecision:
    """The services, and what a person should know about them."""

    services: list[Service]
    warnings: list[Warning] = field(default_factory=list)


def decide_services(
    found: Sequence[BackingService], in_repository: Mapping[str, str | None]
) -> ServiceDecision:
    """One container a kind and machine.

    `in_repository` maps the guest's path of a dump or script to its path in the
    repository, None where it has none.
    """
    decision = ServiceDecision([])
    taken: set[str] = set()
    for service in sorted(found, key=lambda each: (each.kind, each.machine or "")):
        definition = known.definition(service.kind)
        if definition is None:
            continue
        name = (
            definition.name
            if definition.name not in taken
            else f"{definition.name}-{service.machine}"
        )
        taken.add(name)
        decision.services.append(_service(service, definition, name, in_repository, decision))
    return decision
