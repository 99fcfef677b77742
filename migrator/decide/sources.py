"""Small questions to the situation that several decisions share."""

from __future__ import annotations

from collections.abc import Sequence

from migrator.evidence import (
    DependenciesInstalled,
    Evidence,
    HostNamed,
    NodeFound,
    NodeInstalled,
    NodeRepository,
    NodeSelected,
    PackageInstalled,
    PortListened,
    PortRedirected,
    ProcessRunning,
    ProcessStarted,
    ProxySite,
)
from migrator.infer.node import NODE_PACKAGES
from migrator.infer.running import is_tool
from migrator.infer.seen import seen
from migrator.knowledge import native_modules
from migrator.read.manifest import Manifest
from migrator.situation import Situation

_POINTS: dict[type, int] = {
    ProcessRunning: 8,
    ProcessStarted: 5,
    DependenciesInstalled: 4,
    NodeFound: 3,
    NodeInstalled: 2,
    NodeSelected: 2,
    NodeRepository: 2,
}


def app_machine(situation: Situation) -> str | None:
    """The machine that runs the application: where Node and its dependencies are installed.

    A running process says most; of machines that are alike in it, what the files say counts,
    then which is the first. Where none does, the primary or the first machine.
    """
    points: dict[str, tuple[int, int]] = {}
    for item in situation.evidence:
        if item.machine is not None:
            most, declared = points.get(item.machine, (0, 0))
            worth = _points(item)
            most = max(most, worth)
            points[item.machine] = most, max(declared, worth if item.method != "live" else 0)
    machines = situation.repository.config.machines
    best = max(points.values(), default=(0, 0))
    if best[0]:
        return next((m.name for m in machines if points.get(m.name) == best), None)
    primary = next((m.name for m in machines if m.primary), None)
    return primary or (machines[0].name if machines else None)


def _points(item: Evidence) -> int:
    observation = item.observation
    if isinstance(observation, ProcessRunning) and is_tool(observation):
        return 0
    if isinstance(observation, PackageInstalled):
        return 2 if observation.name in NODE_PACKAGES else 0
    return _POINTS.get(type(observation), 0)


def host_names(evidence: Sequence[Evidence]) -> dict[str, str]:
    """Names that /etc/hosts gives to addresses."""
    return {named.name: named.address for named, _ in seen(evidence, HostNamed)}


def proxied_ports(evidence: Sequence[Evidence]) -> frozenset[int]:
    """Guest ports that lead to the application: a proxy's, or redirected by the firewall."""
    redirected = {redirect.port for redirect, _ in seen(evidence, PortRedirected)}
    proxied = {
        port
        for site, _ in seen(evidence, ProxySite)
        if site.upstream_port is not None
        for port in site.listen
    }
    return frozenset(redirected | proxied)


def ports_of_code(evidence: Sequence[Evidence]) -> frozenset[int]:
    """The ports that the started code itself listens on; what other scripts name is left out."""
    listened = seen(evidence, PortListened)
    return frozenset(port.port for port, item in listened if item.by == "javascript.listening")


def native_modules_of(manifest: Manifest | None) -> list[str]:
    """The dependencies that are compiled when they are installed, sorted."""
    if manifest is None:
        return []
    names = {*manifest.dependencies, *manifest.optional, *manifest.development}
    return sorted(name for name in names if native_modules.is_compiled(name))
