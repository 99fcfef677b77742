"""What compose publishes: the ports that the Vagrantfile forwards, each to its container."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from migrator.machine import ForwardedPort, Machine
from migrator.plan import PublishedPort, Service, Warning
from migrator.values import Unknown

TOOL_PORTS: Mapping[int, str] = {
    22: "SSH has no part in a container; use `docker compose exec`",
    5858: "it is Node's debugger, which belongs to the development override",
    9229: "it is Node's debugger, which belongs to the development override",
    35729: "it is LiveReload, which belongs to development",
}
WEB_PORTS = (80, 443)


@dataclass(frozen=True)
class PortDecision:
    """The published ports, and what was left out with its reason."""

    ports: list[PublishedPort]
    warnings: list[Warning] = field(default_factory=list)


@dataclass(frozen=True)
class Targets:
    """Where a guest port can lead: the application, a service, or a proxy or redirect before it."""

    app_service: str
    app_port: int | None
    app_machine: str | None
    services: Sequence[Service]
    to_app: frozenset[int] = frozenset()


def decide_ports(machines: Sequence[Machine], targets: Targets) -> PortDecision:
    """Publish what is forwarded; with nothing forwarded, the application's own port."""
    decision = PortDecision([])
    taken: set[tuple[int | None, str]] = set()
    for machine in machines:
        for port in machine.forwarded_ports:
            published = _published(port, machine, targets, decision)
            if published is None:
                continue
            key = (published.host, published.protocol)
            if key in taken and published.host is not None:
                decision.warnings.append(_taken(port))
                continue
            taken.add(key)
            decision.ports.append(published)
    reached = any(port.service == targets.app_service for port in decision.ports)
    if targets.app_port is not None and not reached and (targets.app_port, "tcp") not in taken:
        decision.ports.append(
            PublishedPort(targets.app_port, targets.app_port, targets.app_service)
        )
    decision.ports.sort(key=lambda p: (p.service, p.container, p.host or 0, p.protocol))
    return decision


def _published(
    port: ForwardedPort, machine: Machine, targets: Targets, decision: PortDecision
) -> PublishedPort | None:
    guest = port.guest
    if isinstance(guest, Unknown) or isinstance(port.host, Unknown):
        return None
    host_ip = port.host_ip if isinstance(port.host_ip, str) else None
    app = targets.app_port
    if guest == app or (app is not None and guest in targets.to_app):
        return PublishedPort(port.host, app or guest, targets.app_service, host_ip, port.protocol)
    for service in targets.services:
        if service.port == guest:
            return PublishedPort(port.host, guest, service.name, host_ip, port.protocol)
    why = TOOL_PORTS.get(guest, "nothing that is known here listens on it")
    message = f"Port {guest} of {machine.name} is forwarded but not published: {why}."
    decision.warnings.append(Warning("port-not-published", message, port.at.source, port.at.line))
    return None


def _taken(port: ForwardedPort) -> Warning:
    message = f"Host port {port.host} is forwarded twice; only the first is published."
    return Warning("port-collision", message, port.at.source, port.at.line)
