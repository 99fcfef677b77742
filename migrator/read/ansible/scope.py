"""Variables in Ansible's order of precedence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any


class Level(IntEnum):
    """Where a variable is set; a higher one wins. From Ansible's manual, "Variable precedence"."""

    DEFAULTS = 1
    INVENTORY = 2
    GROUP_ALL = 3
    GROUP = 4
    HOST = 5
    FACTS = 6
    PLAY = 7
    FILES = 8
    ROLE = 9
    BLOCK = 10
    TASK = 11
    INCLUDED = 12
    SET = 13
    PARAMETERS = 14
    LOOP = 15
    EXTRA = 16


@dataclass(frozen=True)
class Scope:
    """The variables that a task sees: mappings by level, the later of one level first."""

    layers: tuple[tuple[Level, Mapping[str, Any]], ...] = ()

    def within(self, level: Level, variables: Mapping[str, Any]) -> Scope:
        """The scope with more variables at a level; they win over those that it has there."""
        at = next(
            (i for i, (other, _) in enumerate(self.layers) if other <= level), len(self.layers)
        )
        return Scope((*self.layers[:at], (level, variables), *self.layers[at:]))

    def find(self, name: str) -> tuple[Any, bool]:
        """The raw value that wins, and whether there is one."""
        for _, variables in self.layers:
            if name in variables:
                return variables[name], True
        return None, False

    def at(self, *levels: Level) -> Iterator[Mapping[str, Any]]:
        """The mappings of some levels, the winning one first."""
        return (variables for level, variables in self.layers if level in levels)
