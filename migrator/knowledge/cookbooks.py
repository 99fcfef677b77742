"""Well-known Chef cookbooks: what recipes and resources do, and what attributes default to."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from migrator.knowledge.services import numbers
from migrator.knowledge.tables import table


@dataclass(frozen=True)
class Cookbook:
    """One cookbook of Chef's supermarket.

    `recipes` are lists of steps by the recipe's name (see `read/known_steps.py`); `defaults`
    are the values of attributes that all of its releases share, `by_release` those that
    changed, as (first release, value) from old to new; `unsaid` are attributes whose
    default cannot be told without the release, with the reason to give.
    """

    name: str
    recipes: Mapping[str, Sequence[Any]]
    defaults: Mapping[str, str]
    by_release: Mapping[str, Sequence[Sequence[str]]]
    unsaid: Mapping[str, str]

    def default_of(self, attribute: str, release: str | None) -> str | None:
        """The default that an attribute has in a release; None where that is not known."""
        if release is None:
            return None
        reached = [
            value
            for first, value in self.by_release.get(attribute, ())
            if numbers(release) >= numbers(first)
        ]
        return reached[-1] if reached else None


@functools.cache
def cookbook(name: str) -> Cookbook | None:
    """What is known of a cookbook; None for one that is not known."""
    known = table("cookbooks")
    row = known["cookbooks"].get(known["same_as"].get(name, name))
    if row is None:
        return None
    return Cookbook(
        name,
        row.get("recipes", {}),
        row.get("defaults", {}),
        row.get("by_release", {}),
        row.get("unsaid", {}),
    )


def custom_resource(kind: str) -> Sequence[Any] | None:
    """The steps of a well-known cookbook's resource; None for one that is not known."""
    steps: Sequence[Any] | None = table("cookbooks")["resources"].get(kind)
    return steps
