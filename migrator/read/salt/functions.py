"""What templates ask Salt: `salt['pillar.get']('a:b', 'default')` and the like."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from migrator.read.ansible.values import unknown
from migrator.values import Unknown

if TYPE_CHECKING:
    from migrator.read.salt.writer import SlsWriter

Given = list[Any]
# Python has digits that are no numbers, and refuses to read very long numbers.
_INDEX = re.compile(r"[0-9]{1,9}")
Function = Callable[["SlsWriter", Given, dict[str, Any]], Any]


def call_salt(at: SlsWriter, name: Any, given: Given, named: dict[str, Any]) -> Any:
    """The answer of one execution module; only those that ask pillar and grains are known."""
    function = _KNOWN.get(name) if isinstance(name, str) else None
    if function is None:
        return unknown(f"what salt's {name} answers depends on the machine")
    return function(at, given, named)


def traversed(tree: Any, path: Any, default: Any) -> Any:
    """The value at `a:b:c` of nested mappings and lists, the default where there is none."""
    if isinstance(path, Unknown):
        return path
    current = tree
    for word in str(path).split(":"):
        if isinstance(current, Unknown):
            return current
        if isinstance(current, Mapping) and word in current:
            current = current[word]
        elif isinstance(current, list) and _INDEX.fullmatch(word) and int(word) < len(current):
            current = current[int(word)]
        else:
            return default
    return current


def _lookup(tree: str) -> Function:
    def get(at: SlsWriter, given: Given, named: dict[str, Any]) -> Any:
        path = given[0] if given else named.get("key", "")
        default = given[1] if len(given) > 1 else named.get("default", "")
        found = traversed(at.names(tree), path, default)
        if named.get("merge") and isinstance(found, Mapping) and isinstance(default, Mapping):
            return merged(default, found)
        return found

    return get


def _items(tree: str) -> Function:
    """`grains.item('os')` is a mapping of the names that it is asked for."""

    def get(at: SlsWriter, given: Given, _: dict[str, Any]) -> Any:
        return {str(name): traversed(at.names(tree), name, "") for name in given}

    return get


def _config(at: SlsWriter, given: Given, named: dict[str, Any]) -> Any:
    """`config.get` looks into the minion's configuration, its grains and its pillar."""
    nothing = object()
    for tree in ("opts", "grains", "pillar"):
        found = traversed(at.names(tree), given[0] if given else "", nothing)
        if found is not nothing and not isinstance(found, Unknown):
            return found
    return given[1] if len(given) > 1 else named.get("default", "")


def _filter_by(at: SlsWriter, given: Given, named: dict[str, Any]) -> Any:
    """`grains.filter_by({'Debian': {…}}, grain='os_family', merge=…, default=…)`."""
    choices = given[0] if given else named.get("lookup_dict")
    grain = given[1] if len(given) > 1 else named.get("grain", "os_family")
    if not isinstance(choices, Mapping):
        return unknown("a choice by a grain that cannot be computed")
    wanted = traversed(at.names("grains"), grain, None)
    if isinstance(wanted, Unknown):
        return wanted
    found = choices.get(str(wanted), _choice(choices, named.get("default", "default")))
    base = _choice(choices, named.get("base"))
    if isinstance(base, Mapping) and isinstance(found, Mapping):
        found = merged(base, found)
    merge = given[2] if len(given) > 2 else named.get("merge")
    return merged(found or {}, merge) if isinstance(merge, Mapping) else found


def _choice(choices: Mapping[Any, Any], name: Any) -> Any:
    """The choice of this name, which may be a list or anything else that names none."""
    return choices.get(name) if isinstance(name, str) else None


def _merge(at: SlsWriter, given: Given, named: dict[str, Any]) -> Any:
    if len(given) > 1 and isinstance(given[0], Mapping) and isinstance(given[1], Mapping):
        return merged(given[0], given[1])
    return unknown("a merge that cannot be computed")


def merged(base: Mapping[str, Any], over: Mapping[str, Any], depth: int = 0) -> dict[str, Any]:
    """`over` laid on `base`, mappings within mappings too."""
    found = dict(base)
    for key, value in over.items():
        before = found.get(key)
        if isinstance(before, Mapping) and isinstance(value, Mapping) and depth < 20:
            found[key] = merged(before, value, depth + 1)
        else:
            found[key] = value
    return found


_KNOWN: dict[str, Function] = {
    "pillar.get": _lookup("pillar"),
    "pillar.item": _items("pillar"),
    "grains.get": _lookup("grains"),
    "grains.item": _items("grains"),
    "grains.filter_by": _filter_by,
    "config.get": _config,
    "config.option": _config,
    "slsutil.merge": _merge,
    "defaults.merge": _merge,
}
