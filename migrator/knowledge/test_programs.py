"""Programs of tests that need more than a build has."""

from __future__ import annotations

from migrator.knowledge.tables import table


def need_of(program: str) -> str | None:
    """What a program starts or connects to that there is not while an image is built."""
    need: str | None = table("test_programs")["needs"].get(program)
    return need
