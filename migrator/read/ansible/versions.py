"""Comparing versions as Ansible's `version` test does by default: part by part."""

from __future__ import annotations

import re

_SIGNS = {
    "==": (0,), "=": (0,), "eq": (0,), "!=": (-1, 1), "<>": (-1, 1), "ne": (-1, 1),
    "<": (-1,), "lt": (-1,), "<=": (-1, 0), "le": (-1, 0),
    ">": (1,), "gt": (1,), ">=": (0, 1), "ge": (0, 1),
}  # fmt: skip


def version_holds(left: str, sign: str, right: str) -> bool:
    """Whether `left sign right` holds for two versions; an unknown sign never holds."""
    first, second = _parts(left), _parts(right)
    order = (first > second) - (first < second)
    return order in _SIGNS.get(sign, ())


def _parts(version: str) -> list[tuple[int, int, str]]:
    """Numbers come after words of the same place, and count by their value."""
    found = re.findall(r"\d{1,18}|[A-Za-z]+", version[:200])
    return [(1, int(part[:18]), "") if part.isdecimal() else (0, 0, part) for part in found]
