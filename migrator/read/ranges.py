"""Whether a version satisfies an npm range."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"([\^~]?)v?(\d{1,9})\.(\d{1,9})\.(\d{1,9})")
_MAX_RANGE_CHARACTERS = 256


def satisfies(version: str, wanted: str) -> bool | None:
    """Whether `version` lies in the range `wanted`; None when either is no version or range.

    A tag (`latest`), an address or a `workspace:` reference is not a range.
    """
    if version == wanted or wanted.strip() in ("", "*", "x"):
        return True
    plain, have = _PLAIN.fullmatch(wanted.strip()), _PLAIN.fullmatch(version)
    if plain and have and not have[1]:
        return _plainly(_triple(have), plain[1], _triple(plain))
    if len(wanted) > _MAX_RANGE_CHARACTERS or len(version) > _MAX_RANGE_CHARACTERS:
        return None
    return _by_library(version, wanted)


def _triple(match: re.Match[str]) -> tuple[int, int, int]:
    return int(match[2]), int(match[3]), int(match[4])


def _plainly(have: tuple[int, int, int], operator: str, least: tuple[int, int, int]) -> bool:
    """Compare whole triples, which nine ranges in ten are, without the library."""
    if not operator:
        return have == least
    if operator == "~" or least[0] == 0:
        fixed = 2 if operator == "~" or least[1] else 3
    else:
        fixed = 1
    return have >= least and have[:fixed] == least[:fixed]


def _by_library(version: str, wanted: str) -> bool | None:
    from nodesemver import satisfies as matches  # costs 20 ms, and few repositories need it
    from nodesemver import valid_range

    try:
        if valid_range(wanted, loose=True) is None:
            return None
        return bool(matches(version, wanted, loose=True))
    except (ValueError, TypeError, AttributeError, IndexError, KeyError):
        return None
