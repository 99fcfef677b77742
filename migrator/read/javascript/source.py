"""One parsed file, with what the evaluator looks for already sorted out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tree_sitter import Node

from migrator.read.javascript.nodes import callee_of, function_around, key_of, text_of


@dataclass(frozen=True)
class Binding:
    """A name bound in a scope, which reaches from byte `start` to byte `end`.

    `keys` lead from the value to what the name stands for: `const {a: {b}} = value` binds
    b with keys ("a", "b"). `value` None: it has no initial value. `fallback` is the value
    of `{b = 3}`. `parameter` is the position of a function's parameter, `owner` the function.
    """

    start: int
    end: int
    value: Node | None = None
    keys: tuple[str, ...] = ()
    fallback: Node | None = None
    parameter: int | None = None
    owner: Node | None = None


@dataclass
class Source:
    """One parsed file; `path` is relative to the project's root.

    `assigned` has every right side by the left one's text (`exports.port`), `exported` what
    `export` statements name: "default" among them.
    """

    path: str
    content: bytes
    root: Node
    bindings: dict[str, list[Binding]] = field(default_factory=dict)
    assigned: dict[str, list[Node]] = field(default_factory=dict)
    exported: dict[str, Node] = field(default_factory=dict)
    kept: dict[str, list[Node]] = field(default_factory=dict)
    _literals: dict[int, Entries] = field(default_factory=dict)

    def of(self, *types: str) -> Iterator[Node]:
        """The nodes of these types, one type after the other, each in the file's order."""
        for type in types:
            yield from self.kept.get(type, ())

    @cached_property
    def calls(self) -> Mapping[str, list[Node]]:
        """Calls and constructions by the last name of what they call: `a.b.listen()` is listen.

        What has no name, such as `require('./server')()`, is under "".
        """
        calls: dict[str, list[Node]] = {}
        for call in self.of("call_expression", "new_expression"):
            callee = callee_of(call)
            if callee is not None and callee.type == "member_expression":
                callee = callee.child_by_field_name("property")
            named = callee is not None and callee.type != "call_expression"
            calls.setdefault(text_of(callee) if named else "", []).append(call)
        return calls

    @cached_property
    def returns(self) -> Mapping[int, list[Node]]:
        """The return statements of each function, by the function node's id."""
        returns: dict[int, list[Node]] = {}
        for statement in self.of("return_statement"):
            function = function_around(statement)
            if function is not None:
                returns.setdefault(function.id, []).append(statement)
        return returns

    def entries(self, literal: Node) -> Entries:
        """What an object literal holds; it is looked through once."""
        if literal.id not in self._literals:
            self._literals[literal.id] = _entries(literal)
        return self._literals[literal.id]


@dataclass(frozen=True)
class Entries:
    """What an object literal holds: its keys, and its spreads, each with its position."""

    keys: Mapping[str, tuple[int, Node]]
    spreads: tuple[tuple[int, Node], ...]


def _entries(literal: Node) -> Entries:
    keys: dict[str, tuple[int, Node]] = {}
    spreads = []
    for position, child in enumerate(literal.named_children):
        key = None
        if child.type == "pair":
            key = key_of(child.child_by_field_name("key"))
        elif child.type == "shorthand_property_identifier":
            key = text_of(child)
        elif child.type == "method_definition":
            key = text_of(child.child_by_field_name("name"))
        elif child.type == "spread_element":
            spreads.append((position, child))
        if key is not None:
            keys[key] = (position, child)
    return Entries(keys, tuple(spreads))
