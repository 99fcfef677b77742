"""States as an SLS file declares them: `id`, `module.function`, arguments, requisites."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from migrator.read.ansible.documents import Block
from migrator.read.salt.lines import with_gaps
from migrator.values import Text

REQUISITES = ("require", "watch", "onchanges", "prereq", "listen", "onfail", "use")
MAX_DEPTH = 30


@dataclass(eq=False)
class State:
    """One function of one id; `unit` is its ledger entry."""

    id: Text
    function: str
    arguments: dict[str, Any]
    sls: str
    source: str
    line: int
    end_line: int
    unit: int = -1
    assumed: tuple[str, ...] = ()
    applied: bool = False
    after: list[State] = field(default_factory=list)
    watched: list[State] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Its function: `pkg.installed`."""
        return self.function

    @property
    def place(self) -> tuple[str, int]:
        """Its file and line."""
        return self.source, self.line

    @property
    def module(self) -> str:
        """The state module: `pkg` of `pkg.installed`."""
        return self.function.partition(".")[0]

    def value(self, *names: str) -> Any:
        """The first of these arguments that is given."""
        return next((self.arguments[name] for name in names if name in self.arguments), None)


def declared(document: Block, places: list[int], sls: str, source: str) -> Iterator[State]:
    """The states of a rendered document; `places` has the file's line of each rendered one."""
    starts = [document.lines[key] for key in document]
    ends = [*(start - 1 for start in starts[1:]), len(places)][: len(starts)]
    for (ident, body), start, end in zip(document.items(), starts, ends, strict=True):
        if ident in ("include", "extend", "exclude") or ident.startswith("__"):
            continue
        for function, given, first, last in _functions(body, start, end):
            yield State(
                with_gaps(ident),
                function,
                arguments_of(given),
                sls,
                source,
                places[first - 1],
                max(places[first - 1], places[max(first, last) - 1]),
            )


def _functions(body: Any, start: int, end: int) -> Iterator[tuple[str, Any, int, int]]:
    """(function, its arguments, first line, last line), rendered lines, of one id."""
    if isinstance(body, str):
        yield body, [], start, end
    elif isinstance(body, Block):
        keys = [key for key in body if not key.startswith("__")]
        firsts = [start, *(body.lines[key] for key in keys[1:])]
        firsts = firsts[: len(keys)]
        lasts = [*(first - 1 for first in firsts[1:]), end][: len(keys)]
        for key, first, last in zip(keys, firsts, lasts, strict=True):
            yield _named(key, body[key]), body[key], first, last


def _named(key: str, given: Any) -> str:
    """`pkg.installed`, also where it is written `pkg: [installed, …]`."""
    if "." in key:
        return key
    words = [word for word in given if isinstance(word, str)] if isinstance(given, list) else []
    words = [given] if isinstance(given, str) else words
    return f"{key}.{words[0]}" if words else key


def arguments_of(given: Any) -> dict[str, Any]:
    """The arguments of a function: a list of small mappings, or a mapping."""
    found: dict[str, Any] = {}
    for item in given if isinstance(given, list) else [given]:
        if isinstance(item, Mapping):
            for key, value in item.items():
                found[str(key)] = plain(value)
    return found


def plain(value: Any, depth: int = 0) -> Any:
    """A value of a document, its gaps made unknown."""
    if depth > MAX_DEPTH:
        return None
    if isinstance(value, str):
        return with_gaps(value)
    if isinstance(value, Mapping):
        return {str(with_gaps(str(k))): plain(one, depth + 1) for k, one in value.items()}
    return [plain(one, depth + 1) for one in value] if isinstance(value, list) else value
