"""Which commands bring a database to the application's state, from `startup_steps.json`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from migrator.knowledge.tables import table

_MIGRATE = re.compile(r"(?:^|[^a-z])migrat(?:e|ions?)(?:[^a-z]|$)")


def migrations() -> tuple[str, ...]:
    """The programs that migrate databases, sorted."""
    return tuple(sorted(table("startup_steps")["migrations"]))


def package_of(program: str) -> str | None:
    """The npm package that brings a program for migrations, None for any other."""
    package: str | None = table("startup_steps")["migrations"].get(program)
    return package


def is_migration(program: str, words: Sequence[str]) -> bool:
    """Whether a migration program's words bring the database up, rather than down or to a look."""
    return any(word in table("startup_steps")["migrating_verbs"] for word in words[1:]) and (
        program in table("startup_steps")["migrations"]
    )


def names_a_migration(script: str) -> bool:
    """Whether a package script or a file is named after migrating: `db:migrate`, `migrate.js`."""
    return _MIGRATE.search(script.lower()) is not None and "make" not in script.lower()


def builds(script: str) -> bool:
    """Whether a package script is named after making files, which the image's build does."""
    words = re.split(r"[^a-z]+", script.lower())
    return any(word in table("startup_steps")["builders"] for word in words)
