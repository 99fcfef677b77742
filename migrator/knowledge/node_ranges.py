"""npm's version ranges over Node's releases: which versions a range accepts.

The forms that nearly everyone writes are read here; the semver library, which is slow,
only sees the rest.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable

from migrator.knowledge.node_releases import key_of

Accepts = Callable[[str], bool]

_CARET_OR_TILDE = re.compile(
    r"(\^|~>?)\s*v?(\d{1,3})(?:\.(\d{1,3}|[x*]))?(?:\.(\d{1,3}|[x*]))?(?:-0)?"
)
_COMPARATOR = re.compile(r"(>=|<=|>|<)\s*v?(\d{1,3}(?:\.\d{1,3}){0,2})(?:\.[x*])*")
_COMPARATORS = re.compile(rf"(?:{_COMPARATOR.pattern}[\s,]*)+")
_ORDER = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}
_RANGE = re.compile(r"[\d.x*v^~<>=|,\s-]+")


def acceptance(text: str) -> Accepts | None:
    """Tell which versions a range accepts; None when the text is no range at all."""
    if text in {"", "*", "x"}:
        return lambda version: True
    if not _RANGE.fullmatch(text):
        return None
    return _caret_or_tilde(text) or _comparators(text) or _npm_range(text)


def _caret_or_tilde(text: str) -> Accepts | None:
    """Read `^8.1` and `~0.10.20`.

    RubyGems' `~> 0.10` would also allow 0.11; nobody who writes it for Node means that.
    """
    match = _CARET_OR_TILDE.fullmatch(text)
    if match is None:
        return None
    least = tuple(int(part) for part in match.groups()[1:] if part and part.isdecimal())
    if match[1] == "^":
        fixed = 1 if least[0] > 0 else 3 if least[1:2] == (0,) else 2
    else:
        fixed = 2

    def accepts(version: str) -> bool:
        key = key_of(version)
        return key[:fixed][: len(least)] == least[:fixed] and key >= least

    return accepts


def _comparators(text: str) -> Accepts | None:
    """Read `>=4 <7`; a missing number means every release below it, as npm has it."""
    if not _COMPARATORS.fullmatch(text):
        return None
    bounds = [
        (order, tuple(int(number) for number in numbers.split(".")))
        for order, numbers in _COMPARATOR.findall(text)
    ]

    def accepts(version: str) -> bool:
        key = key_of(version)
        return all(_ORDER[order](key[: len(bound)], bound) for order, bound in bounds)

    return accepts


def _npm_range(text: str) -> Accepts:
    from nodesemver import make_range  # costs 20 ms, and few repositories need it

    try:
        wanted = make_range(text, loose=True)
    except (ValueError, TypeError, IndexError, AttributeError):
        return lambda version: False
    return lambda version: bool(wanted.test(version))
