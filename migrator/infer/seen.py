"""Picking evidence by what was observed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from migrator.evidence import Evidence

T = TypeVar("T")


def seen(evidence: Iterable[Evidence], kind: type[T]) -> list[tuple[T, Evidence]]:
    """The observations of one kind with their evidence, in order."""
    return [(item.observation, item) for item in evidence if isinstance(item.observation, kind)]
