"""Hard-coded addresses in the code and its configuration, with what is around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from migrator.read.javascript.addresses import MARKS, Address, Kind, address_in
from migrator.read.javascript.evaluate import Evaluator
from migrator.read.javascript.nodes import (
    FUNCTIONS,
    arguments_of,
    callee_of,
    key_of,
    line_of,
    string_of,
    text_of,
)
from migrator.read.javascript.source import Source
from migrator.read.javascript.values import Fact, Made, Package, number
from migrator.redact import redact

_HOST_WORDS = ("host", "server", "addr", "url", "uri", "endpoint", "contactpoints", "broker", "db")
_DIALECT_KEYS = ("dialect", "client", "driver", "adapter", "connector", "type", "engine")
_CONNECTING = frozenset(
    {
        *("createClient", "createConnection", "createPool", "connect", "createServer", "Client"),
        *("Pool", "Connection", "Db", "Server", "MongoClient", "open", "Sequelize", "Redis"),
    }
)
_IMPLICIT = {("redis", "createClient"), ("ioredis", ""), ("ioredis", "Redis")}
_MAX_CLIMB = 12
MAX_FOUND = 200


@dataclass(frozen=True)
class WrittenAddress:
    """An address that the code holds. Credentials in `text` are masked.

    `hint` is the word that tells what is there: the URL's scheme, a dialect, the npm
    package that connects, or the key it stands under. `variable` is the environment
    variable that overrides it. `line` is None in YAML.
    """

    text: str
    file: str
    line: int | None
    kind: Kind
    host: str | None = None
    port: int | None = None
    hint: str | None = None
    variable: str | None = None


def addresses_in(evaluator: Evaluator, source: Source) -> Iterator[WrittenAddress]:
    """Yield the addresses in one file of code, in its order."""
    found = list(_implicit(evaluator, source))
    if any(mark.encode() in source.content for mark in MARKS):
        for node in source.of("string", "template_string"):
            written = _written(evaluator, node, source) if len(found) < MAX_FOUND else None
            if written is not None:
                found.append(written)
    yield from sorted(found, key=lambda written: written.line or 0)


def _written(evaluator: Evaluator, node: Node, source: Source) -> WrittenAddress | None:
    text = string_of(node) if node.type == "string" else _template(evaluator, node, source)
    address = address_in(text)
    if address is None:
        return None
    around = _Around(evaluator, source)
    around.climb(node)
    if around.silent or (address.bare and address.kind == "service" and not around.connects):
        return None
    return WrittenAddress(
        redact(text),
        source.path,
        line_of(node),
        address.kind,
        address.host,
        address.port or (around.port if address.bare else None),
        _hint(address, around.hint),
        around.variable,
    )


def _hint(address: Address, around: str | None) -> str | None:
    if address.scheme is not None and address.scheme not in ("http", "https", "ws", "wss"):
        return address.scheme
    return around


def _template(evaluator: Evaluator, node: Node, source: Source) -> str:
    """A template's text, with `${…}` where a part of it is not known."""
    pieces = []
    for child in node.named_children:
        if child.type != "template_substitution":
            pieces.append(text_of(child))
            continue
        value = evaluator.evaluate(
            child.named_children[0] if child.named_children else None, source
        )
        plain = isinstance(value.content, str | int) and value.known
        pieces.append(str(value.content) if plain else "${…}")
    return "".join(pieces)


def _implicit(evaluator: Evaluator, source: Source) -> Iterator[WrittenAddress]:
    """Clients that connect to localhost because nothing else is said: `redis.createClient()`."""
    if b"redis" not in source.content:
        return
    for name in ("createClient", "Redis"):
        for call in source.calls.get(name, ()):
            callee = evaluator.evaluate(callee_of(call), source).content
            if not isinstance(callee, Package) or arguments_of(call):
                continue
            if (callee.name, "".join(callee.members)) in _IMPLICIT:
                text = text_of(call)[:80]
                yield WrittenAddress(
                    text, source.path, line_of(call), "service", "localhost", hint=callee.name
                )


class _Around:
    """What the code around a text says about it."""

    def __init__(self, evaluator: Evaluator, source: Source) -> None:
        self._evaluator = evaluator
        self._source = source
        self.variable: str | None = None
        self.port: int | None = None
        self.hint: str | None = None
        self.connects = False
        self.silent = False
        self._in_object = False

    def climb(self, node: Node) -> None:
        """Look at what a text is part of, up to its statement."""
        child, around = node, node.parent
        for _ in range(_MAX_CLIMB):
            if around is None or around.type.endswith("_statement") or around.type in FUNCTIONS:
                return
            visit = _CLIMBS.get(around.type)
            if visit is not None:
                visit(self, around, child)
            if self.silent:
                return
            child, around = around, around.parent

    def _binary(self, around: Node, child: Node) -> None:
        operator = text_of(around.child_by_field_name("operator"))
        if operator in ("||", "??"):
            if child == around.child_by_field_name("right"):
                left = self._evaluate(around.child_by_field_name("left"))
                self.variable = self.variable or left.variable
                self.connects = self.connects or left.variable is not None
        elif operator != "+" and operator != "&&":
            # A comparison does not connect to anything.
            self.silent = True

    def _ternary(self, around: Node, child: Node) -> None:
        if child != around.child_by_field_name("condition"):
            self.variable = self.variable or self._evaluate(around).variable

    def _pair(self, around: Node, child: Node) -> None:
        key = key_of(around.child_by_field_name("key")) or ""
        self._named(key)

    def _object(self, around: Node, child: Node) -> None:
        fact = self._evaluate(around)
        # The port beside the host is the host's; one further out is somebody else's.
        if self.port is None and not self._in_object:
            self.port = _number(self._evaluator.member(fact, "port"))
        self._in_object = True
        for key in _DIALECT_KEYS:
            value = self._evaluator.member(fact, key).content
            if self.hint is None and isinstance(value, str):
                self.hint = value[:40]

    def _declared(self, around: Node, child: Node) -> None:
        name = around.child_by_field_name("name") or around.child_by_field_name("left")
        self._named(text_of(name).rpartition(".")[2])

    def _named(self, name: str) -> None:
        if any(word in name.lower() for word in _HOST_WORDS):
            self.connects = True

    def _call(self, around: Node, child: Node) -> None:
        callee = callee_of(around)
        name = text_of(callee).rpartition(".")[2]
        if name == "listen" or text_of(callee).startswith(("console.", "log", "debug")):
            self.silent = True
            return
        called = self._evaluate(callee).content
        package = called.name if isinstance(called, Package | Made) else None
        if package is not None or name in _CONNECTING:
            self.connects = True
            self.hint = self.hint or package
        if child.type == "arguments" and self.port is None:
            numbers = (self._evaluate(argument) for argument in arguments_of(around)[:3])
            self.port = next((port for port in map(_number, numbers) if port), None)

    def _evaluate(self, node: Node | None) -> Fact:
        return self._evaluator.evaluate(node, self._source)


_CLIMBS = {
    "binary_expression": _Around._binary,
    "ternary_expression": _Around._ternary,
    "pair": _Around._pair,
    "object": _Around._object,
    "variable_declarator": _Around._declared,
    "assignment_expression": _Around._declared,
    "call_expression": _Around._call,
    "new_expression": _Around._call,
}


def _number(fact: Fact) -> int | None:
    if isinstance(fact.content, bool) or not isinstance(fact.content, int | str):
        return None
    value = number(fact.content)
    return int(value) if value is not None and 1 < value <= 65535 else None
