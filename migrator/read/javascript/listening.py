"""Where the application's code listens: `listen`, Hapi's connections, WebSocket servers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from tree_sitter import Node

from migrator.read.javascript.evaluate import Evaluator
from migrator.read.javascript.loading import exports_of
from migrator.read.javascript.names import calls_of_modules
from migrator.read.javascript.nodes import arguments_of, callee_of, line_of, text_of
from migrator.read.javascript.settling import happens
from migrator.read.javascript.source import Source
from migrator.read.javascript.values import (
    NOTHING,
    Fact,
    Loaded,
    Made,
    Merged,
    Module,
    Package,
    Structure,
    number,
)

MAX_CALLS = 300

Kind = Literal["http", "https", "socket", "debug", "unknown"]


@dataclass(frozen=True)
class Listening:
    """One place where the code listens.

    `port` is None where it could not be told. `variable` is the environment variable
    that sets it and `default` what the code falls back on. `host` is the address it binds
    to where one is written, and `host_variable` what sets it. `package` is the one that
    serves: express, hapi, ws, …
    `assumed` is set where something unknown was left out on the way.
    """

    port: int | None
    file: str
    line: int
    variable: str | None = None
    default: int | None = None
    host: str | None = None
    host_variable: str | None = None
    kind: Kind = "unknown"
    package: str | None = None
    assumed: bool = False


# Packages that serve; what another one returned says nothing about who serves.
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("http", "http2", "express", "connect", "koa", "restify", "fastify"), "http"),
    **dict.fromkeys(("hapi", "@hapi/hapi", "glue", "@hapi/glue", "loopback", "polka"), "http"),
    **dict.fromkeys(("micro", "sails", "keystone", "feathers", "@nestjs/core", "next"), "http"),
    **dict.fromkeys(("nuxt", "json-server", "webpack-dev-server", "browser-sync"), "http"),
    **dict.fromkeys(("union", "flatiron", "total.js", "geddy", "derby", "actionhero"), "http"),
    **dict.fromkeys(("livereload", "tiny-lr", "@feathersjs/express", "apollo-server"), "http"),
    **dict.fromkeys(("https", "spdy"), "https"),
    **dict.fromkeys(("net", "tls", "dgram", "ws", "socket.io", "websocket", "sockjs"), "socket"),
    **dict.fromkeys(("mosca", "aedes", "faye", "primus", "engine.io"), "socket"),
}
_HAPI = frozenset({"hapi", "@hapi/hapi"})
# Packages whose class or function takes the port that it listens on.
_CONSTRUCTED = frozenset({*_HAPI, "ws", "socket.io", "mosca", "engine.io", "nodejs-websocket"})
_CONSTRUCTED_MARKS = tuple(
    f"{quote}{name}{quote}".encode() for name in sorted(_CONSTRUCTED) for quote in "'\""
)
_SERVERS = ("app", "server", "http", "https", "io", "srv", "api", "web", "express", "koa")


def listening_in(evaluator: Evaluator, source: Source) -> Iterator[Listening]:
    """Yield where one file listens, in its order."""
    named = [call for name in _METHODS for call in source.calls.get(name, ())]
    if any(mark in source.content for mark in _CONSTRUCTED_MARKS):
        named += [*source.of("new_expression"), *calls_of_modules(source)]
    calls = {call.id: call for call in named}
    for call in sorted(calls.values(), key=lambda call: call.start_byte)[:MAX_CALLS]:
        found = _listening(evaluator, call, source)
        if found is not None and happens(evaluator, call, source) is not False:
            yield found


def _listening(evaluator: Evaluator, call: Node, source: Source) -> Listening | None:
    callee = callee_of(call)
    if callee is None:
        return None
    method, receiver = text_of(callee), None
    if callee.type == "member_expression":
        method = text_of(callee.child_by_field_name("property"))
        receiver = callee.child_by_field_name("object")
    if method == "listen" and receiver is not None:
        return _listen(evaluator, call, receiver, source)
    if method == "connection" and receiver is not None:
        return _constructed(evaluator, call, "hapi", source)
    if method in _STARTERS and receiver is not None:
        return _started(evaluator, call, receiver, method, source)
    if receiver is None or method in ("server", "createServer", "Server"):
        made = evaluator.evaluate(callee, source).content
        if isinstance(made, Package) and made.name in _CONSTRUCTED:
            return _constructed(evaluator, call, made.name, source)
    return None


def _listen(evaluator: Evaluator, call: Node, receiver: Node, source: Source) -> Listening | None:
    base = evaluator.evaluate(receiver, source).content
    package = base.name if isinstance(base, Package | Made) and base.name in _KINDS else None
    facts = [evaluator.evaluate(argument, source) for argument in arguments_of(call)[:3]]
    first = facts[0] if facts else NOTHING
    host = facts[1] if len(facts) > 1 else NOTHING
    if package == "loopback" and not _is_told(first):
        first = _configured(evaluator, _CONFIGURED["loopback"])
    elif isinstance(first.content, Structure) and first.content.node.type == "object":
        first, host = evaluator.member(first, "port"), evaluator.member(first, "host")
    elif _is_attached(first, call):
        return None
    port = _port(first.content)
    if port == 0 or (isinstance(first.content, str) and port is None):
        return None
    if port is None and first.variable is None and not _serves(package, receiver):
        return None
    return _made(first, port, host, package or _hint(receiver), call, source)


def _is_attached(first: Fact, call: Node) -> bool:
    """Whether the first argument is a callback, or a server that another one is attached to."""
    if isinstance(first.content, Package | Made):
        return first.content.name in _KINDS
    if isinstance(first.content, Structure | Module):
        return True
    argument = arguments_of(call)[0] if arguments_of(call) else None
    unknown = not first.known and first.variable is None
    return (
        unknown and argument is not None and argument.type == "identifier" and bool(_hint(argument))
    )


def _serves(package: str | None, receiver: Node) -> bool:
    """Whether a receiver is a server, by its package or else by its name."""
    return package is not None or _hint(receiver) is not None


def _hint(receiver: Node) -> str | None:
    name = text_of(receiver).rpartition(".")[2].lower()
    return "http" if name.endswith(_SERVERS) else None


def _constructed(
    evaluator: Evaluator, call: Node, package: str, source: Source
) -> Listening | None:
    """`new Server(port)`, `new Server(host, port)`, `Hapi.server({port})`."""
    facts = [evaluator.evaluate(argument, source) for argument in arguments_of(call)[:3]]
    for position, fact in enumerate(facts[:2]):
        if isinstance(fact.content, Structure | Loaded | Merged):
            port = evaluator.member(fact, "port")
            if not _is_told(port):
                continue
            host = evaluator.member(fact, "host")
            host = host if host.known else evaluator.member(fact, "address")
            return _made(port, _port(port.content), host, package, call, source)
        if _is_told(fact) and fact.content != 0:
            host = facts[0] if position == 1 else NOTHING
            return _made(fact, _port(fact.content), host, package, call, source)
    return None


_METHODS = (
    *("listen", "connection", "server", "createServer", "Server", "lift", "init", "compose"),
    "start",
)
# The call that starts a framework, and the packages it is known of.
_STARTERS = {
    "lift": ("sails",),
    "init": ("keystone",),
    "compose": ("glue", "@hapi/glue"),
    "start": ("total.js", "strapi"),
}
# Where a framework's port stands, with `{}` for the environment; the first that has one counts.
_CONFIGURED = {
    "sails": ("config/local.js", "config/env/{}.js", "config/application.js", "config/port.js"),
    "strapi": ("config/environments/{}/server.json", "config/server.js"),
    "loopback": ("server/config.local.json", "server/config.json", "config.json"),
}


def _started(
    evaluator: Evaluator, call: Node, receiver: Node, method: str, source: Source
) -> Listening | None:
    """A framework that is started by a call and finds its port in its configuration."""
    base = evaluator.evaluate(receiver, source).content
    name = base.name if isinstance(base, Package | Made) else ""
    if name not in _STARTERS[method]:
        return None
    arguments = arguments_of(call)
    options = evaluator.evaluate(arguments[0], source) if arguments else NOTHING
    port = NOTHING
    for keys in (("port",), ("server", "port"), ("connections", "0", "port")):
        port = port if _is_told(port) else evaluator.member(options, *keys)
    if not _is_told(port):
        port = _configured(evaluator, _CONFIGURED.get(name, ()))
    return _made(port, _port(port.content), NOTHING, name, call, source)


def _configured(evaluator: Evaluator, files: Iterable[str]) -> Fact:
    """The `port` of the first of a framework's configuration files that has one."""
    program = evaluator.program
    environment = program.variable("NODE_ENV") or "development"
    for name in files:
        path = program.within_app(name.format(environment))
        if path.endswith(".json"):
            loaded = program.loaded(path)
            fact = NOTHING if loaded is None else Fact(loaded)
        else:
            source = program.source(path)
            fact = NOTHING if source is None else exports_of(evaluator, source)
        port = evaluator.member(fact, "port")
        if _is_told(port):
            return port
    return NOTHING


def _is_told(port: Fact) -> bool:
    return _port(port.content) is not None or port.variable is not None


def _made(
    fact: Fact, port: int | None, host: Fact, package: str | None, call: Node, source: Source
) -> Listening:
    return Listening(
        port,
        source.path,
        line_of(call),
        variable=fact.variable,
        default=_port(fact.default) if fact.variable else None,
        host=_text(host),
        host_variable=host.variable,
        kind=_KINDS.get(package or "", "unknown"),
        package=package,
        assumed=fact.assumed,
    )


def _text(fact: Fact) -> str | None:
    return fact.content if isinstance(fact.content, str) and fact.content else None


def _port(content: object) -> int | None:
    value = None if isinstance(content, bool) else number(content)
    return int(value) if value is not None and 0 <= value <= 65535 and value == int(value) else None
