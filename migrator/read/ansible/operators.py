"""Arithmetic and comparison of values that may be unknown."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from migrator.read.ansible.budget import MAX_ITEMS, MAX_TEXT
from migrator.read.ansible.values import as_text, unknown
from migrator.read.shell.texts import join
from migrator.values import Text, Unknown

MAX_NUMBER = 10**18

_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "lt": operator.lt,
    "lteq": operator.le,
    "gt": operator.gt,
    "gteq": operator.ge,
}
_NUMERIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
}


def compared(sign: str, left: Any, right: Any) -> Any:
    """One comparison by Jinja's name of it: True, False, or an Unknown."""
    if sign in {"in", "notin"}:
        found = contains(right, left)
        return found if isinstance(found, Unknown) else found is (sign == "in")
    for side in (left, right):
        if isinstance(side, Unknown):
            return unknown(side.reason)
    if sign in {"eq", "ne"}:
        return same(left, right) is (sign == "eq")
    try:
        return bool(_ORDER[sign](left, right))
    except TypeError:
        return unknown("a comparison of values of different kinds")


def same(left: Any, right: Any) -> bool:
    """Equality; a number equals the text that a template made of it."""
    try:
        if isinstance(left, str) != isinstance(right, str):
            simple = (bool, int, float, str)
            if isinstance(left, simple) and isinstance(right, simple):
                return str(left) == str(right)
        return bool(left == right)
    except RecursionError:
        return False


def contains(container: Any, item: Any) -> Any:
    """Whether `item` is in a list, a mapping or a text."""
    if isinstance(item, Unknown):
        return unknown(item.reason)
    if isinstance(container, Unknown):
        if isinstance(item, str) and any(item in part for part in container.parts if part):
            return True
        return unknown(container.reason)
    if isinstance(container, str):
        return str(item) in container
    if isinstance(container, Mapping):
        return str(item) in container
    if not isinstance(container, (list, tuple)):
        return unknown("a look into what holds nothing")
    if any(same(item, other) for other in container if not isinstance(other, Unknown)):
        return True
    hidden = next((other for other in container if isinstance(other, Unknown)), None)
    return False if hidden is None else unknown(hidden.reason)


def arithmetic(sign: str, left: Any, right: Any) -> Any:
    """A sum, product and so on; texts and lists are joined by `+` and repeated by `*`."""
    for side in (left, right):
        if isinstance(side, Unknown):
            texts = (
                sign == "+"
                and isinstance(left, (str, Unknown))
                and isinstance(right, (str, Unknown))
            )
            return join([left, right]) if texts else unknown(side.reason)
    if isinstance(left, (bool, int, float)) and isinstance(right, (bool, int, float)):
        return _number(sign, left, right)
    if sign == "+" and isinstance(left, list) and isinstance(right, list):
        return left + right
    if sign == "+" and isinstance(left, str) and isinstance(right, str):
        return left + right
    if sign == "*" and isinstance(right, int) and isinstance(left, (str, list)):
        limit = MAX_TEXT if isinstance(left, str) else MAX_ITEMS
        return left * right if len(left) * right <= limit else unknown("it is too long")
    if sign == "%" and isinstance(left, str):
        return formatted(left, right if isinstance(right, (list, tuple)) else [right])
    return unknown("an operation that is not computed here")


def _number(sign: str, left: float, right: float) -> Any:
    compute = _NUMERIC.get(sign)
    if compute is None or max(abs(left), abs(right)) > MAX_NUMBER:
        return unknown("a calculation that is not done here")
    try:
        return compute(left, right)
    except (ZeroDivisionError, OverflowError):
        return unknown("a calculation without a result")


def formatted(pattern: str, values: Any) -> Any:
    """`'%s:%s' | format(a, b)`: only `%s` and `%d` without widths."""
    pieces = pattern.replace("%d", "%s").split("%s")
    if any("%" in piece for piece in pieces) or len(pieces) != len(values) + 1:
        return unknown("a format that is not computed here")
    texts: list[Text] = [pieces[0]]
    for value, piece in zip(values, pieces[1:], strict=True):
        texts += [as_text(value), piece]
    return join(texts)
