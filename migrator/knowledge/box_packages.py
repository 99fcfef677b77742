"""Packages that a box was made with: its kernel, its hardware, its installer.

Only for what is found installed in a running machine: nobody put these there for the
application, whatever its package program marks as asked for.
"""

from __future__ import annotations

import functools
import re

from migrator.knowledge.tables import table

MAX_LENGTH = 200


def reason_in_box(name: str) -> str | None:
    """Why a box has this package, None when it is not known to be a box's."""
    reason = _reasons().get(name)
    if reason is not None or len(name) > MAX_LENGTH:
        return reason
    return next((why for pattern, why in _patterns() if pattern.fullmatch(name)), None)


@functools.cache
def _reasons() -> dict[str, str]:
    rows = table("box_packages")["reasons"].items()
    return {name: reason for reason, names in rows for name in names}


@functools.cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), why) for pattern, why in table("box_packages")["patterns"])
