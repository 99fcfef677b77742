"""Puppet's values in Python.

undef is None; booleans, numbers, texts, lists and dicts are Python's own, and
`migrator.values.Unknown` stands for what cannot be computed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from migrator.read.shell.texts import join, separated
from migrator.values import Text, Unknown

Puppet = Any
MAX_LENGTH = 1024 * 1024
MAX_ITEMS = 10_000


@dataclass(frozen=True)
class Reference:
    """A resource or class by its type and title: `Service['nginx']`."""

    kind: str
    title: str

    def __str__(self) -> str:
        return f"{self.kind}[{self.title}]"


class DefaultValue:
    """What `default` stands for where options are compared."""


DEFAULT = DefaultValue()


def to_text(value: Puppet) -> Text:
    """A value as interpolation shows it."""
    if isinstance(value, Unknown):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return join(["[", separated(", ", map(to_text, value[:MAX_ITEMS])), "]"])
    if isinstance(value, dict):
        return f"{{{len(value)} settings}}" if value else "{}"
    return str(value)[:MAX_LENGTH]


def joined(values: Iterable[Puppet]) -> Text:
    """Values as one text."""
    return join([to_text(value) for value in values])


def truth(value: Puppet) -> bool | None:
    """Whether a value counts as true, None where that cannot be known.

    The empty text counts as true, as in Puppet 4; Puppet 3 had it false, and manifests of its
    time compare with '' themselves.
    """
    if isinstance(value, Unknown):
        return True if len(value.parts) > 1 else None
    return value is not None and value is not False


def flat(value: Puppet, depth: int = 0) -> list[Puppet]:
    """A value as a list without lists in it."""
    if not isinstance(value, list):
        return [] if value is None else [value]
    if depth > 20:
        return []
    return [inner for item in value for inner in flat(item, depth + 1)]


def same(left: Puppet, right: Puppet) -> bool:
    """Whether two values are equal; texts are compared without their case."""
    if isinstance(left, str) and isinstance(right, str):
        return left.lower() == right.lower()
    if isinstance(left, str) != isinstance(right, str) and not isinstance(left, bool | None):
        return not isinstance(right, bool | None) and str(left) == str(right)
    return type(left) is type(right) and bool(left == right)
