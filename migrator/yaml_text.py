"""YAML as plain values, and one clear error for what cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

import yaml

_Taken = TypeVar("_Taken")
_NOTHING = "tag:yaml.org,2002:null"
_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in (*("str", "int", "float", "bool", "null", "timestamp"), "seq", "map", "merge")
)
MAX_NATIVE_DEPTH = 500
MAX_PLACED_DEPTH = 20


class NotYaml(Exception):
    """A text that is not YAML of plain values; `line` counts from 1 where it is known."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason if line is None else f"line {line}: {reason}")
        self.reason = reason
        self.line = line


def read_yaml(text: str) -> object:
    """The first document's value. Tags that would make objects are refused with NotYaml."""
    return load_yaml(text, lambda documents: next(documents, None), loader_for(text))


@dataclass(frozen=True)
class Span:
    """Where a value stands: lines and columns count from 0, as a text is sliced."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True)
class Placed:
    """A value of a YAML text as it is written, `8.10` as `8.10` and `yes` as `yes`.

    A scalar's `text` is None where nothing is written; `items` holds a list's values and
    `entries` a mapping's keys and values, in order, a key that comes twice twice.
    """

    kind: Literal["scalar", "list", "mapping"]
    at: Span
    text: str | None = None
    items: tuple[Placed, ...] = ()
    entries: tuple[tuple[Placed, Placed], ...] = ()

    @property
    def line(self) -> int:
        """Counted from 1."""
        return self.at.line + 1


def read_placed(text: str) -> Placed | None:
    """A text's only document with the place of every value, None when there is nothing in it.

    NotYaml also for a second document, which would be ignored, for a value that contains
    itself, and for tags other than YAML's own.
    """
    nodes = _load(text, lambda: list(yaml.compose_all(text, Loader=loader_for(text))))
    if len(nodes) > 1:
        raise NotYaml("it holds more than one document")
    return _placed(nodes[0], (), {}) if nodes else None


def _placed(node: yaml.Node, around: tuple[yaml.Node, ...], done: dict[int, Placed]) -> Placed:
    """A node and what is in it; one that aliases repeat is gone through once."""
    if id(node) not in done:
        done[id(node)] = _placed_anew(node, around, done)
    return done[id(node)]


def _placed_anew(node: yaml.Node, around: tuple[yaml.Node, ...], done: dict[int, Placed]) -> Placed:
    line = node.start_mark.line + 1
    if any(node is outer for outer in around):
        raise NotYaml("it holds a value that contains itself", line)
    if len(around) > MAX_PLACED_DEPTH:
        raise NotYaml("it is nested too deeply", line)
    if node.tag not in _PLAIN_TAGS:
        raise NotYaml(f"it holds the tag {node.tag}", line)
    start, end = node.start_mark, node.end_mark
    at = Span(start.line, start.column, end.line, end.column)
    inside = (*around, node)
    if isinstance(node, yaml.MappingNode):
        entries = tuple((_placed(k, inside, done), _placed(v, inside, done)) for k, v in node.value)
        return Placed("mapping", at, entries=entries)
    if isinstance(node, yaml.SequenceNode):
        items = tuple(_placed(item, inside, done) for item in node.value)
        return Placed("list", at, items=items)
    return Placed("scalar", at, None if node.tag == _NOTHING else str(node.value))


def load_yaml(text: str, take: Callable[[Iterator[object]], _Taken], loader: Any) -> _Taken:
    """What `take` makes of the documents that a loader of PyYAML's reads; NotYaml if it cannot."""
    return _load(text, lambda: take(yaml.load_all(text, Loader=loader)))


def _load(text: str, load: Callable[[], _Taken]) -> _Taken:
    try:
        return load()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        reason = " ".join((error.problem or "it is not YAML").split())
        raise NotYaml(reason, None if mark is None else _line_of(mark.line, text)) from error
    except RecursionError as error:
        raise NotYaml("it is nested too deeply") from error
    except (yaml.YAMLError, ValueError, TypeError, AttributeError, KeyError) as error:
        # A malformed date, number or merge key escapes PyYAML as one of these.
        raise NotYaml(" ".join(str(error).split()) or "it is not YAML") from error


def _line_of(mark: int, text: str) -> int:
    """Counted from 1; libyaml puts what is missing at the end on a line after the last."""
    return min(mark + 1, max(len(text.splitlines()), 1))


def loader_for(text: str) -> type[yaml.SafeLoader] | type[yaml.CSafeLoader]:
    """libyaml's loader is ten times faster, and ends the process where nesting is too deep."""
    native = getattr(yaml, "CSafeLoader", None)
    if native is None or possible_depth(text) > MAX_NATIVE_DEPTH:
        return yaml.SafeLoader
    return native  # type: ignore[no-any-return]  # absent where PyYAML has no libyaml


def possible_depth(text: str) -> int:
    """No value can be nested more deeply than this; most are nested far less."""
    brackets = text.count("[") + text.count("{")
    indents = (
        len(line) - len(line.lstrip(" ")) + line.count("- ") + line.count("? ")
        for line in text.splitlines()
    )
    return brackets + max(indents, default=0)
