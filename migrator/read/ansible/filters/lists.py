"""Filters of lists and mappings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from migrator.read.ansible.filters.kinds import Filter, of_list
from migrator.read.ansible.operators import contains, same
from migrator.read.ansible.values import listed, truth, undefined, unknown

if TYPE_CHECKING:
    from migrator.read.ansible.expressions import Evaluator


def flattened(items: Any, levels: int) -> list[Any]:
    """A list with the lists in it opened, down to `levels`."""
    found: list[Any] = []
    for item in listed(items):
        if isinstance(item, (list, tuple)) and levels > 0:
            found += flattened(item, levels - 1)
        else:
            found.append(item)
    return found


def _flatten(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    levels = given[0] if given else named.get("levels")
    return flattened(subject, levels if isinstance(levels, int) else 8)


def _path(at: Evaluator, item: Any, path: str) -> Any:
    """An attribute by its path: `user.name`, `0.port`."""
    for key in path.split(".")[:8]:
        item = at.item(item, int(key) if key.isdecimal() else key)
    return item


def _map(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    """`map(attribute='x')` and `map('filter', …)`."""
    items = listed(subject)
    if "attribute" in named:
        return [_path(at, item, str(named["attribute"])) for item in items]
    if given:
        return [at.filtered(str(given[0]), item, given[1:], {}) for item in items]
    return unknown("a map that is not computed here")


def _selecting(kept: bool, by_attribute: bool) -> Filter:
    """`select`, `reject`, `selectattr` and `rejectattr`."""

    def choose(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
        found = []
        for item in listed(subject):
            rest, value = given, item
            if by_attribute:
                value, rest = _path(at, item, str(given[0] if given else "")), given[1:]
            holds = truth(at.tested(str(rest[0]), value, rest[1:]) if rest else value)
            if holds is None:
                return unknown("which items are chosen cannot be told")
            if holds is kept:
                found.append(item)
        return found

    return choose


def _combine(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    found: dict[str, Any] = {}
    for one in (subject, *given):
        if not isinstance(one, Mapping):
            return unknown("a combination of what is no mapping")
        found.update(one)
    return found


def _dict2items(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    if not isinstance(subject, Mapping):
        return unknown("the items of what is no mapping")
    return [{"key": key, "value": value} for key, value in subject.items()]


def _items2dict(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    pairs = [item for item in listed(subject) if isinstance(item, Mapping)]
    return {str(pair.get("key")): pair.get("value") for pair in pairs}


def _unique(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    found: list[Any] = []
    for item in listed(subject):
        at.budget.reserve(len(found))
        if not any(same(item, other) for other in found):
            found.append(item)
    return found


def _end(index: int) -> Filter:
    def pick(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
        items = subject if isinstance(subject, (str, list)) else listed(subject)
        return items[index] if items else undefined("the item of an empty list")

    return pick


def _sort(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    backwards = truth(given[0] if given else named.get("reverse", False)) is True
    return sorted(listed(subject), key=str, reverse=backwards)


def _length(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    return len(subject) if isinstance(subject, (str, list, tuple, Mapping)) else 0


def _without(keep: Callable[[bool], bool]) -> Filter:
    """The items that are in the other list, or those that are not."""

    def apply(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
        first, second = listed(subject), listed(given[0] if given else None)
        at.budget.reserve(len(first) * len(second))
        return [item for item in first if keep(contains(second, item) is True)]

    return apply


def _union(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    return _unique(at, [*listed(subject), *listed(given[0] if given else None)], [], {})


LISTS: dict[str, Filter] = {
    "list": of_list(list),
    "reverse": of_list(lambda items: items[::-1]),
    "first": _end(0),
    "last": _end(-1),
    "length": _length,
    "count": _length,
    "sort": _sort,
    "unique": _unique,
    "union": _union,
    "difference": _without(lambda there: not there),
    "intersect": _without(bool),
    "map": _map,
    "select": _selecting(True, by_attribute=False),
    "reject": _selecting(False, by_attribute=False),
    "selectattr": _selecting(True, by_attribute=True),
    "rejectattr": _selecting(False, by_attribute=True),
    "combine": _combine,
    "flatten": _flatten,
    "dict2items": _dict2items,
    "items2dict": _items2dict,
}
