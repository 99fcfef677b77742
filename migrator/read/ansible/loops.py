"""Loops: what `item` is in each turn of a task."""

from __future__ import annotations

import fnmatch
import itertools
import posixpath
import re
from collections.abc import Callable, Mapping
from typing import Any

from migrator.read.ansible.documents import Block
from migrator.read.ansible.filters import flattened
from migrator.read.ansible.naming import Names, find
from migrator.read.ansible.shorthand import key_values
from migrator.read.ansible.values import Undefined, listed, unknown
from migrator.values import Unknown

MAX_TURNS = 300

Turns = list[dict[str, Any]]


def turns(task: Block, names: Names) -> Turns:
    """The variables that each turn of a task adds; one turn that adds nothing without a loop.

    Where the items are not known there is one turn with an unknown item.
    """
    for key, value in task.items():
        kind = "loop" if key == "loop" else key[5:] if key.startswith("with_") else None
        if kind is not None:
            return _named(task, _items(kind, value, names))
    return [{}]


def _named(task: Block, items: list[Any]) -> Turns:
    control = task.get("loop_control")
    control = control if isinstance(control, Mapping) else {}
    name = str(control.get("loop_var", "item"))
    index = control.get("index_var")
    found: Turns = []
    for number, item in enumerate(items[:MAX_TURNS]):
        found.append({name: item, **({str(index): number} if index else {})})
    return found


def _items(kind: str, value: Any, names: Names) -> list[Any]:
    given = _evaluated(value, names)
    if isinstance(given, Undefined):
        return [unknown(given.reason)]
    if isinstance(given, Unknown):
        return [given]
    return _LOOPS.get(kind, _unknown)(given, names)


def _evaluated(value: Any, names: Names) -> Any:
    """A loop's operand; a bare word is the variable of that name, as old playbooks write it."""
    if isinstance(value, list):
        return [_evaluated(item, names) if _is_bare(item, names) else names.render(item)
                for item in value]  # fmt: skip
    if _is_bare(value, names):
        return names(value)
    if isinstance(value, str) and "{{" not in value and re.match(r"[a-z_]\w*[.\[|]", value):
        found = names.render("{{ " + value + " }}")
        return value if isinstance(found, Unknown) else found
    return names.render(value)


def _is_bare(value: Any, names: Names) -> bool:
    if not isinstance(value, str) or not value.isidentifier():
        return False
    found = names(value)
    return isinstance(found, (list, Mapping))


def _plain(given: Any, names: Names) -> list[Any]:
    return flattened(given, 1)


def _loop(given: Any, names: Names) -> list[Any]:
    return listed(given)


def _dict(given: Any, names: Names) -> list[Any]:
    if not isinstance(given, Mapping):
        return [unknown("the items of what is no mapping")]
    return [{"key": key, "value": value} for key, value in given.items()]


def _nested(given: Any, names: Names) -> list[Any]:
    lists = [listed(one) for one in listed(given)]
    return [
        flattened(list(one), 1) for one in itertools.islice(itertools.product(*lists), MAX_TURNS)
    ]


def _together(given: Any, names: Names) -> list[Any]:
    lists = [listed(one) for one in listed(given)]
    return [list(one) for one in itertools.zip_longest(*lists)]


def _subelements(given: Any, names: Names) -> list[Any]:
    if not isinstance(given, list) or len(given) < 2:
        return [unknown("the parts of an unknown list")]
    found: list[Any] = []
    for item in listed(given[0]):
        parts = item.get(str(given[1])) if isinstance(item, Mapping) else None
        found += [[item, part] for part in listed(parts)]
    return found


def _indexed(given: Any, names: Names) -> list[Any]:
    return [[index, item] for index, item in enumerate(flattened(given, 1))]


def _sequence(given: Any, names: Names) -> list[Any]:
    """`start=1 end=4 format=web%02d`, `count=3`."""
    options = key_values(str(given))
    numbers = {key: int(text) for key, text in options.items() if re.fullmatch(r"-?\d{1,6}", text)}
    start, stride = numbers.get("start", 1), numbers.get("stride", 1) or 1
    end = numbers.get("end", start + numbers.get("count", 0) - 1)
    shown = options.get("format", "%d")
    width = re.fullmatch(r"([^%]*)%(0?\d{0,2})[dxi]([^%]*)", shown)
    if width is None or not {"end", "count"} & set(numbers):
        return [unknown("a sequence that is not computed here")]
    values = itertools.islice(range(start, end + (1 if stride > 0 else -1), stride), MAX_TURNS)
    return [f"{width[1]}{value:{width[2]}d}{width[3]}" for value in values]


def _fileglob(given: Any, names: Names) -> list[Any]:
    """The repository's files that match; their paths are such that tasks find them again."""
    found: list[Any] = []
    for pattern in listed(given):
        folder, name = posixpath.split(str(pattern))
        base = find(names.run, names.context, "files", folder or ".")
        if base is not None:
            matching = fnmatch.filter(names.run.project.entries(base), name)
            found += [names.run.guest_path(posixpath.join(base, one)) for one in matching]
    return found


def _first_found(given: Any, names: Names) -> list[Any]:
    """The first file of a list that is there; `files` and `paths` as in the lookup."""
    candidates: list[str] = []
    for one in listed(given):
        if isinstance(one, Mapping):
            paths = [str(path) for path in listed(one.get("paths"))] or [""]
            files = [str(file) for file in listed(one.get("files"))]
            candidates += [posixpath.join(path, file) for file in files for path in paths]
        else:
            candidates.append(str(one))
    for candidate in candidates:
        for kind in ("vars", "files", "templates", "tasks"):
            if find(names.run, names.context, kind, candidate) is not None:
                return [candidate]
    return []


def _one_of(given: Any, names: Names) -> list[Any]:
    return listed(given)[:1]


def _unknown(given: Any, names: Names) -> list[Any]:
    return [unknown("a kind of loop that is not computed here")]


_LOOPS: dict[str, Callable[[Any, Names], list[Any]]] = {
    "loop": _loop,
    "items": _plain,
    "list": _loop,
    "flattened": lambda given, names: flattened(given, 8),
    "dict": _dict,
    "nested": _nested,
    "cartesian": _nested,
    "together": _together,
    "subelements": _subelements,
    "indexed_items": _indexed,
    "sequence": _sequence,
    "fileglob": _fileglob,
    "first_found": _first_found,
    "random_choice": _one_of,
}
