"""The nodes of a shell script, reduced to what following it needs.

Every node knows the ledger units that stand in it as a half-open range of
indices, `first` to `after`: units are numbered in the order of the text, so the
units of any part of a script are contiguous.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union


@dataclass(frozen=True)
class Word:
    """One word as written, quotes and all."""

    text: str
    line: int


@dataclass(frozen=True)
class Assignment:
    """`name=value`, `name+=value`, `name[index]=value`, `name=(words…)`."""

    name: str
    value: Word | tuple[Word, ...]
    index: str | None = None
    append: bool = False


@dataclass(frozen=True)
class Redirection:
    """One redirection; `body` holds a heredoc's text, `literal` when it is not expanded."""

    operator: str
    descriptor: str
    target: Word | None
    body: str | None = None
    literal: bool = False


@dataclass(frozen=True)
class Simple:
    """A simple command, a declaration (`export A=1`), a bare assignment or a test."""

    words: tuple[Word | Assignment, ...]
    assignments: tuple[Assignment, ...]
    redirections: tuple[Redirection, ...]
    line: int
    first: int
    after: int


@dataclass(frozen=True)
class Arithmetic:
    """`(( expression ))` as a command."""

    expression: str
    line: int
    first: int
    after: int


@dataclass(frozen=True)
class Opaque:
    """Text that is no statement; `why` says what hinders following it."""

    why: str
    line: int
    first: int
    after: int


@dataclass(frozen=True)
class Pipeline:
    stages: tuple[Node, ...]
    first: int
    after: int


@dataclass(frozen=True)
class Chain:
    """`head && item || item …`, from left to right."""

    head: Node
    items: tuple[tuple[str, Node], ...]
    first: int
    after: int


@dataclass(frozen=True)
class Negated:
    body: Node
    first: int
    after: int


@dataclass(frozen=True)
class Background:
    body: Node
    first: int
    after: int


@dataclass(frozen=True)
class Group:
    """`{ … }`, or statements without brackets where the text was not valid."""

    body: tuple[Node, ...]
    first: int
    after: int


@dataclass(frozen=True)
class Subshell:
    body: tuple[Node, ...]
    first: int
    after: int


@dataclass(frozen=True)
class Redirected:
    """A compound command with redirections; `header` is their unit when they run commands."""

    body: Node
    redirections: tuple[Redirection, ...]
    line: int
    header: int | None
    first: int
    after: int


@dataclass(frozen=True)
class Clause:
    """`if` or `elif`: the condition's statements and its text, and what follows `then`."""

    condition: tuple[Node, ...]
    text: str
    body: tuple[Node, ...]
    first: int
    after: int


@dataclass(frozen=True)
class If:
    clauses: tuple[Clause, ...]
    otherwise: tuple[Node, ...]
    first: int
    after: int


@dataclass(frozen=True)
class For:
    """`for name in words`; `words` is None for the positional arguments."""

    name: str
    words: tuple[Word, ...] | None
    body: tuple[Node, ...]
    line: int
    header: int | None
    first: int
    after: int


@dataclass(frozen=True)
class CountingFor:
    """`for ((start; condition; step))`."""

    start: str
    condition: str
    step: str
    body: tuple[Node, ...]
    line: int
    header: int
    first: int
    after: int


@dataclass(frozen=True)
class While:
    """`while` and `until`."""

    condition: tuple[Node, ...]
    text: str
    body: tuple[Node, ...]
    until: bool
    first: int
    after: int


@dataclass(frozen=True)
class Case:
    """`case`: each item is its patterns, its body and its terminator."""

    subject: Word
    items: tuple[CaseItem, ...]
    line: int
    header: int | None
    first: int
    after: int


@dataclass(frozen=True)
class CaseItem:
    patterns: tuple[Word, ...]
    body: tuple[Node, ...]
    terminator: str
    first: int
    after: int


@dataclass(frozen=True)
class Function:
    name: str
    body: Node
    line: int
    first: int
    after: int


Node = Union[
    Simple,
    Arithmetic,
    Opaque,
    Pipeline,
    Chain,
    Negated,
    Background,
    Group,
    Subshell,
    Redirected,
    If,
    For,
    CountingFor,
    While,
    Case,
    Function,
]


@dataclass(frozen=True)
class Span:
    """A ledger unit as text: lines are counted from 1, `end` is the last line.

    `start` and `stop` are byte offsets in the script, `stop` exclusive.
    """

    line: int
    end: int
    text: str
    start: int
    stop: int


@dataclass(frozen=True)
class Script:
    """A parsed script. `broken` lists the lines where the syntax is not valid."""

    body: tuple[Node, ...]
    spans: tuple[Span, ...]
    broken: tuple[int, ...]
