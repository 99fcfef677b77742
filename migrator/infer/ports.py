"""Which port the application listens on in the guest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from migrator.evidence import (
    DevelopmentServer,
    EnvironmentSet,
    Evidence,
    PackageInstalled,
    PortExposed,
    PortListened,
    PortRedirected,
    ProcessRunning,
    ProxySite,
    SocketListening,
)
from migrator.infer.running import is_tool, sockets_of
from migrator.infer.seen import seen
from migrator.knowledge import services
from migrator.knowledge.frameworks import framework_of_command
from migrator.machine import ForwardedPort, Machine
from migrator.model import Finding, StartCommand
from migrator.ports import port_of

SIDE_PORTS: Mapping[int, str] = {
    22: "SSH",
    5858: "Node's debugger",
    9229: "Node's debugger",
    35729: "LiveReload",
    5000: "",
}
_LOOPBACK = frozenset({"127.0.0.1", "::1"})
_RUN_SCRIPTS = frozenset({"npm", "yarn", "pnpm"})
_PORT_OPTIONS = ("--port", "-p", "-P")


@dataclass(frozen=True)
class PortClues:
    """What is known about the application before its port is."""

    start: StartCommand | None
    environment: Mapping[str, str]
    machine: Machine | None
    default: int | None = None


def application_port(evidence: Sequence[Evidence], clues: PortClues) -> Finding[int] | None:
    """The port, from the surest source to the weakest; None when nothing tells."""
    for source in _SOURCES:
        finding = source(evidence, clues)
        if finding is not None:
            return finding
    if clues.default is not None:
        return Finding(clues.default, (), "assumed", "it is the framework's default")
    return None


def _live(evidence: Sequence[Evidence], clues: PortClues) -> Finding[int] | None:
    """What the application's process listens on."""
    process = _process_of(clues.start)
    found = sockets_of(process, evidence) if process else []
    return _best_socket(found, evidence, clues)


def _live_unknown(evidence: Sequence[Evidence], clues: PortClues) -> Finding[int] | None:
    """What a Node process listens on that nobody knows to be the application."""
    return _best_socket(_of_any_node(evidence), evidence, clues)


def _best_socket(
    sockets: Sequence[tuple[SocketListening, Evidence]],
    evidence: Sequence[Evidence],
    clues: PortClues,
) -> Finding[int] | None:
    """Of several sockets, one that the files speak of too, then one that others can reach."""
    found = [pair for pair in sockets if pair[0].port not in SIDE_PORTS or pair[0].port == 5000]
    if not found:
        return None
    spoken_of = {port.port for port, _ in seen(evidence, PortListened)}
    spoken_of |= {port.guest for port in _forwards(clues) if isinstance(port.guest, int)}
    spoken_of |= {site.upstream_port or 0 for site, _ in seen(evidence, ProxySite)}
    spoken_of |= {port for port in [port_of(clues.environment.get("PORT", ""))] if port is not None}

    def rank(pair: tuple[SocketListening, Evidence]) -> tuple[bool, bool, int]:
        socket = pair[0]
        return socket.port not in spoken_of, socket.address in _LOOPBACK, socket.port

    socket, item = min(found, key=rank)
    return Finding(socket.port, (item,), "observed", "the running process listens on it")


def _process_of(start: StartCommand | None) -> ProcessRunning | None:
    observations = [item.observation for item in start.evidence] if start else []
    return next((each for each in observations if isinstance(each, ProcessRunning)), None)


def _of_any_node(evidence: Sequence[Evidence]) -> list[tuple[SocketListening, Evidence]]:
    tools = {process.pid for process, _ in seen(evidence, ProcessRunning) if is_tool(process)}
    return [
        (socket, item)
        for socket, item in seen(evidence, SocketListening)
        if (socket.process or "").startswith(("node", "nodejs", "iojs"))
        and (socket.pid is None or socket.pid not in tools)
    ]


def _from_start(evidence: Sequence[Evidence], clues: PortClues) -> Finding[int] | None:
    """`PORT=4000 node app.js`, `node app.js --port 4000`, a unit's Environment=PORT=80."""
    start = clues.start
    if start is None:
        return None
    given = {**clues.environment, **start.environment}
    variables = [port.variable for port, _ in seen(evidence, PortListened) if port.variable]
    for name in [*dict.fromkeys(variables), "PORT"]:
        number = port_of(given.get(name, ""))
        if number is not None and (variables or name in start.environment):
            sources = [
                item for variable, item in seen(evidence, EnvironmentSet) if variable.name == name
            ]
            why = f"{name} is set to it"
            return Finding(number, tuple(sources[-1:]) or start.evidence, "declared", why)
    for option, value in zip(start.argv, start.argv[1:], strict=False):
        if option in _PORT_OPTIONS and (number := port_of(value)) is not None:
            return Finding(number, start.evidence, "declared", "the start command names it")
    for word in start.argv:
        name, _, value = word.partition("=")
        if name in _PORT_OPTIONS and (number := port_of(value)) is not None:
            return Finding(number, start.evidence, "declared", "the start command names it")
    return None


def _from_code(evidence: Sequence[Evidence], clues: PortClues) -> Finding[int] | None:
    """What the code listens on; of several, the one that the Vagrantfile forwards first."""
    listened = [
        (port.port, item)
        for port, item in seen(evidence, PortListened)
        if port.port not in SIDE_PORTS or port.port == 5000
    ]
    if not listened:
        return None
    reached: list[object] = [site.upstream_port for site, _ in seen(evidence, ProxySite)]
    reached += [port.guest for port in _forwards(clues)]
    listened.sort(key=lambda pair: reached.index(pair[0]) if pair[0] in reached else len(reached))
    port, item = listened[0]
    return Finding(port, (item,), "declared", "the code listens on it")


def _from_proxy(evidence: Sequence[Evidence], clues: PortClues) -> Finding[int] | None:
    for site, item in seen(evidence, ProxySite):
        local = site.upstream_host in {None, "localhost", "127.0.0.1", "::1"}
        if site.upstream_port is not None and local:
            why = f"{site.kind} passes requests on to it"
            return Finding(site.upstream_port, (item,), "declared", why)
    return None


def _from_redirect(evidence: Sequence[Evidence], clues: PortClues) -> Finding[int] | None:
    for redirect, item in seen(evidence, PortRedirected):
        return Finding(redirect.to, (item,), "declared", "iptables sends requests to it")
    return None


def _from_containers(evidence: Sequence[Evidence], clues: PortClues) -> Finding[int] | None:
    """What container files of a person's own give it; of several, a forwarded one first."""
    found = [
        (exposed.port, item)
        for exposed, item in seen(evidence, PortExposed)
        if exposed.port not in SIDE_PORTS or exposed.port == 5000
    ]
    reached = [port.guest for port in _forwards(clues)]
    for port, item in sorted(found, key=lambda pair: pair[0] not in reached):
        return Finding(port, (item,), "declared", f"{item.origin.place} gives it to the container")
    return None


def _from_development(evidence: Sequence[Evidence], clues: PortClues) -> Finding[int] | None:
    """The development server's, where the start script is that server."""
    start = clues.start
    servers = seen(evidence, DevelopmentServer)
    if start is None or not servers:
        return None
    framework = framework_of_command(start.argv[0].rpartition("/")[2])
    if start.argv[0] not in _RUN_SCRIPTS and framework is None:
        return None
    server, item = servers[0]
    return Finding(server.port, (item,), "assumed", "the development server listens on it")


def _from_framework(evidence: Sequence[Evidence], clues: PortClues) -> Finding[int] | None:
    """The default of the framework whose own program starts: `sails lift`, `hubot`."""
    start = clues.start
    framework = framework_of_command(start.argv[0].rpartition("/")[2]) if start else None
    if start is None or framework is None or framework.port is None:
        return None
    return Finding(framework.port, start.evidence, "assumed", f"{framework.name} listens on it")


def _from_forward(evidence: Sequence[Evidence], clues: PortClues) -> Finding[int] | None:
    """The one forwarded port that belongs to no service and no tool."""
    found = forwarded_candidates(evidence, clues)
    if len(found) != 1:
        return None
    return Finding(found[0], (), "assumed", "it is the one port that the Vagrantfile forwards")


def forwarded_candidates(evidence: Sequence[Evidence], clues: PortClues) -> list[int]:
    """The forwarded guest ports that may be the application's, in the Vagrantfile's order.

    A web server on the machine takes 80 and 443 for itself.
    """
    usual = [
        port.guest
        for port in _forwards(clues)
        if isinstance(port.guest, int)
        and port.guest not in SIDE_PORTS
        and services.service_of_port(port.guest) is None
        and port.protocol == "tcp"
    ]
    served = bool(seen(evidence, ProxySite)) or any(
        _is_web_server(package.name) for package, _ in seen(evidence, PackageInstalled)
    )
    return [port for port in dict.fromkeys(usual) if not (served and port in {80, 443})]


def _is_web_server(package: str) -> bool:
    kind = services.service_of_package(package)
    known = services.definition(kind[0]) if kind else None
    return known is not None and known.role == "web"


def _forwards(clues: PortClues) -> tuple[ForwardedPort, ...]:
    return clues.machine.forwarded_ports if clues.machine is not None else ()


_SOURCES = (
    _live,
    _from_start,
    _from_code,
    _from_proxy,
    _from_redirect,
    _live_unknown,
    _from_containers,
    _from_forward,
    _from_development,
    _from_framework,
)
