"""What compose publishes: the ports that the Vagrantfile forwards, each to its container."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from migrator.knowledge.services import service_of_port
from migrator.machine import ForwardedPort, Location, Machine
from migrator.plan import PublishedPort, Service, Warning
from migrator.values import Unknown

TOOL_PORTS: Mapping[int, str] = {
    22: "SSH has no part in a container; use `docker compose exec`",
    5858: "it is Node's debugger, which belongs to the development override",
    9229: "it is Node's debugger, which belongs to the development override",
    35729: "it is LiveReload, which belongs to development",
}


@dataclass(frozen=True)
class LeftOut:
    """A forwarded port that compose does not publish, and why."""

    guest: int
    machine: str
    why: str
    at: Location


@dataclass(frozen=True)
class PortDecision:
    """The published ports, those of the development set-up alone, and what was left out."""

    ports: list[PublishedPort]
    development: list[PublishedPort] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    collisions: list[Warning] = field(default_factory=list)

    @property
    def warnings(self) -> list[Warning]:
        """One warning for all ports that were left out on a line for the same reason."""
        grouped: dict[tuple[str, str, Location], list[int]] = {}
        for each in self.left_out:
            grouped.setdefault((each.machine, each.why, each.at), []).append(each.guest)
        return [*self.collisions, *(_not_published(key, grouped[key]) for key in grouped)]


@dataclass(frozen=True)
class Targets:
    """Where a guest port can lead: the application, a service, or a proxy or redirect before it.

    `also` are further ports that the application's code listens on, `development`
    those of its development servers. `proxy` is the container in front, `proxied` maps what
    the VM's web server listened on to that container's ports. `beside` are the ports of the
    application's further processes, each with its container.
    """

    app_service: str
    app_port: int | None
    services: Sequence[Service]
    to_app: frozenset[int] = frozenset()
    also: frozenset[int] = frozenset()
    development: frozenset[int] = frozenset()
    proxy: str | None = None
    proxied: Mapping[int, int] = field(default_factory=dict)
    beside: Mapping[int, str] = field(default_factory=dict)


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
                decision.collisions.append(_taken(port))
                continue
            taken.add(key)
            decision.ports.append(published)
    _reach_application(decision, targets, taken)
    decision.ports.sort(key=lambda p: (p.service, p.container, p.host or 0, p.protocol))
    return decision


def _reach_application(
    decision: PortDecision, targets: Targets, taken: set[tuple[int | None, str]]
) -> None:
    """Publish the proxy's ports, or the application's own, where nothing leads there yet."""
    front = targets.proxy or targets.app_service
    own = {targets.app_port: targets.app_port} if targets.app_port is not None else {}
    if any(port.service in {front, targets.app_service} for port in decision.ports):
        return
    for guest, container in (targets.proxied if targets.proxy else own).items():
        if (guest, "tcp") not in taken:
            decision.ports.append(PublishedPort(guest, container, front))


def _published(
    port: ForwardedPort, machine: Machine, targets: Targets, decision: PortDecision
) -> PublishedPort | None:
    guest = port.guest
    if isinstance(guest, Unknown) or isinstance(port.host, Unknown):
        return None
    host_ip = port.host_ip if isinstance(port.host_ip, str) else None
    app = targets.app_port
    if targets.proxy is not None and guest in targets.proxied:
        container = targets.proxied[guest]
        return PublishedPort(port.host, container, targets.proxy, host_ip, port.protocol)
    if guest == app or (app is not None and guest in targets.to_app):
        return PublishedPort(port.host, app or guest, targets.app_service, host_ip, port.protocol)
    for service in targets.services:
        if service.port == guest or service_of_port(guest) == service.kind:
            return PublishedPort(port.host, guest, service.name, host_ip, port.protocol)
    if guest in targets.beside:
        service_beside = targets.beside[guest]
        return PublishedPort(port.host, guest, service_beside, host_ip, port.protocol)
    if guest in targets.also and guest not in TOOL_PORTS:
        return PublishedPort(port.host, guest, targets.app_service, host_ip, port.protocol)
    if guest in targets.development:
        development = PublishedPort(port.host, guest, targets.app_service, host_ip, port.protocol)
        decision.development.append(development)
        return None
    why = TOOL_PORTS.get(guest, "nothing that is known here listens on it")
    decision.left_out.append(LeftOut(guest, machine.name, why, port.at))
    return None


def _not_published(key: tuple[str, str, Location], guests: list[int]) -> Warning:
    machine, why, at = key
    if len(guests) == 1:
        message = f"Port {guests[0]} of {machine} is forwarded but not published: {why}."
    else:
        span = f"{min(guests)} to {max(guests)}"
        message = (
            f"{len(guests)} ports of {machine} ({span}) are forwarded but not published: {why}."
        )
    return Warning("port-not-published", message, at.source, at.line)


def _taken(port: ForwardedPort) -> Warning:
    message = f"Host port {port.host} is forwarded twice; only the first is published."
    return Warning("port-collision", message, port.at.source, port.at.line)
