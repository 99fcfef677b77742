"""Well-known modules of the Puppet Forge: what their classes and defined types do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from migrator.knowledge.tables import table

Kind = Literal["classes", "defines"]


@dataclass(frozen=True)
class Known:
    """The steps of one class or defined type (see `read/known_steps.py`).

    `defaults` are the values of parameters that are not given; `unsaid` are parameters whose
    default cannot be told, with the reason to give.
    """

    steps: Sequence[Any]
    defaults: Mapping[str, str]
    unsaid: Mapping[str, str]


def known_of(kind: str, name: str) -> Known | None:
    """What is known of a class or defined type by its full name; None for an unknown one."""
    row = table("forge_modules")[kind].get(name)
    if row is None:
        return None
    if isinstance(row, list):
        return Known(row, {}, {})
    return Known(row["steps"], row.get("defaults", {}), row.get("unsaid", {}))


def is_told(name: str, author: str | None) -> bool:
    """Whether the module of that author, which the repository has, is told by its data.

    That holds for the few whose manifests ask the guest, or functions in Ruby, for what matters.
    """
    told: list[str] = table("forge_modules")["told_by_data"].get(author or "", [])
    return name.partition("::")[0] in told
