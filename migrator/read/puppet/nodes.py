"""The syntax tree of a manifest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union

Value = Union[None, bool, int, float, str]


@dataclass(frozen=True)
class Node:
    """Where a node stands: its line, its last line and its text."""

    line: int
    end_line: int
    text: str


@dataclass(frozen=True)
class Literal(Node):
    value: Value


@dataclass(frozen=True)
class Default(Node):
    """The word `default`."""


@dataclass(frozen=True)
class Regex(Node):
    pattern: str


@dataclass(frozen=True)
class Interpolated(Node):
    """A text with values in it."""

    parts: tuple[str | Node, ...]


@dataclass(frozen=True)
class Variable(Node):
    name: str


@dataclass(frozen=True)
class Array(Node):
    items: tuple[Node, ...]


@dataclass(frozen=True)
class Table(Node):
    """A hash."""

    pairs: tuple[tuple[Node, Node], ...]


@dataclass(frozen=True)
class Access(Node):
    """`base[keys]`; of a type's name it is a reference to resources."""

    base: Node
    keys: tuple[Node, ...]


@dataclass(frozen=True)
class TypeName(Node):
    name: str


@dataclass(frozen=True)
class Unary(Node):
    sign: str
    operand: Node


@dataclass(frozen=True)
class Binary(Node):
    """Two operands; `->` and its kin order resources."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Choice(Node):
    """`value ? { … }` and `case value { … }`: options with what they choose."""

    value: Node
    options: tuple[tuple[tuple[Node, ...], tuple[Node, ...]], ...]
    selects: bool


@dataclass(frozen=True)
class Condition(Node):
    """`if` and `unless`."""

    test: Node
    then: tuple[Node, ...]
    otherwise: tuple[Node, ...]
    negated: bool = False


@dataclass(frozen=True)
class Parameter:
    name: str
    default: Node | None


@dataclass(frozen=True)
class Lambda(Node):
    parameters: tuple[Parameter, ...]
    body: tuple[Node, ...]


@dataclass(frozen=True)
class Call(Node):
    name: str
    arguments: tuple[Node, ...]
    block: Lambda | None = None


@dataclass(frozen=True)
class Assignment(Node):
    names: tuple[str, ...]
    value: Node
    appends: bool = False


@dataclass(frozen=True)
class Body(Node):
    """One title with its attributes; `*` gives a hash of them."""

    title: Node
    attributes: tuple[tuple[str, Node], ...]


@dataclass(frozen=True)
class Resource(Node):
    kind: str
    bodies: tuple[Body, ...]
    virtual: bool = False


@dataclass(frozen=True)
class Defaults(Node):
    """`Exec { path => … }`."""

    kind: str
    attributes: tuple[tuple[str, Node], ...]


@dataclass(frozen=True)
class Override(Node):
    """`Service['x'] { … }`."""

    reference: Node
    attributes: tuple[tuple[str, Node], ...]


@dataclass(frozen=True)
class Collector(Node):
    """`Package <| … |>`; `title` is the one that the query asks for, if it asks for one."""

    kind: str
    title: str | None
    attributes: tuple[tuple[str, Node], ...] = ()


@dataclass(frozen=True)
class Definition(Node):
    """A class (`class`), a defined type (`define`) or a node."""

    kind: str
    name: str
    parameters: tuple[Parameter, ...]
    inherits: str | None
    body: tuple[Node, ...]
    matches: tuple[Node, ...] = ()
