"""YAML as plain values, and one clear error for what cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import yaml

_Taken = TypeVar("_Taken")
MAX_NATIVE_DEPTH = 500


class NotYaml(Exception):
    """A text that is not YAML of plain values; `line` counts from 1 where it is known."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason if line is None else f"line {line}: {reason}")
        self.reason = reason
        self.line = line


def read_yaml(text: str) -> object:
    """The first document's value. Tags that would make objects are refused with NotYaml."""
    return _read(text, lambda documents: next(documents, None))


def read_only_yaml(text: str) -> object:
    """The value of a text's only document; NotYaml for a second one, which would be ignored."""
    documents = _read(text, list)
    if len(documents) > 1:
        raise NotYaml("it holds more than one document")
    return documents[0] if documents else None


def _read(text: str, take: Callable[[Iterator[object]], _Taken]) -> _Taken:
    try:
        return take(yaml.load_all(text, Loader=loader_for(text)))
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
    if native is None or _possible_depth(text) > MAX_NATIVE_DEPTH:
        return yaml.SafeLoader
    return native  # type: ignore[no-any-return]  # absent where PyYAML has no libyaml


def _possible_depth(text: str) -> int:
    """No value can be nested more deeply than this; most are nested far less."""
    brackets = text.count("[") + text.count("{")
    indents = (
        len(line) - len(line.lstrip(" ")) + line.count("- ") + line.count("? ")
        for line in text.splitlines()
    )
    return brackets + max(indents, default=0)
