"""What templates call by name: lookups, `range`, `dict`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from migrator.read.ansible.budget import MAX_ITEMS
from migrator.read.ansible.values import as_text, listed, undefined, unknown
from migrator.values import Unknown

if TYPE_CHECKING:
    from migrator.read.ansible.expressions import Evaluator

Function = Callable[["Evaluator", list[Any], dict[str, Any]], Any]


def _lookup(at: Evaluator, given: list[Any], named: dict[str, Any]) -> Any:
    """`lookup('env', 'HOME')`, `lookup('file', 'x')` and the like, as `at.names` gives them."""
    if len(given) < 2 or any(isinstance(word, Unknown) for word in given):
        return unknown("a lookup that is not done here")
    kind, subject = str(given[0]).rpartition(".")[2], given[1]
    if kind == "vars":
        found = at.names(str(subject))
        return named.get("default", found) if isinstance(found, Unknown) else found
    if kind in {"env", "file", "template"}:
        return at.names(f"lookup:{kind}:{as_text(subject)}")
    if kind in {"items", "list", "flattened"}:
        return listed(subject)
    return unknown(f"a lookup of the kind {kind} is not done here")


def _query(at: Evaluator, given: list[Any], named: dict[str, Any]) -> Any:
    found = _lookup(at, given, named)
    return found if isinstance(found, Unknown) else listed(found)


def _range(at: Evaluator, given: list[Any], named: dict[str, Any]) -> Any:
    if not given or not all(isinstance(number, int) for number in given):
        return unknown("a range whose ends are not known")
    try:
        numbers = range(*given[:3])
        size = len(numbers)
    except (ValueError, OverflowError):
        return unknown("a range that cannot be computed")
    return list(numbers) if size <= MAX_ITEMS else unknown("a range that is too long")


def _dict(at: Evaluator, given: list[Any], named: dict[str, Any]) -> Any:
    return dict(named) if not given else unknown("a mapping that is not computed here")


FUNCTIONS: dict[str, Function] = {
    "lookup": _lookup,
    "query": _query,
    "q": _query,
    "range": _range,
    "dict": _dict,
    "undef": lambda at, given, named: undefined("a value that has to be given"),
}
