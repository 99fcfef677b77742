"""Well-known roles that repositories use without having them."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from migrator.knowledge.tables import table
from migrator.read.ansible.documents import read_document
from migrator.read.ansible.keywords import blocks


@dataclass(frozen=True)
class KnownRole:
    """What a role does, in tasks of our own words, and the defaults of its variables."""

    name: str
    defaults: Mapping[str, Any]
    tasks: Any

    @property
    def tagged(self) -> bool:
        """Whether its tasks have tags, so that `--tags` chooses among them."""
        return any("tags" in task for task in blocks(self.tasks))


def known_role(name: str, sources: Mapping[str, str]) -> KnownRole | None:
    """The role called `name`; `sources` maps names to where requirements.yml gets them from.

    A name that anybody may give a role (`nodejs`) says nothing by itself.
    """
    for key in (sources.get(name, name), name, _within(name, sources)):
        found = _roles().get(normal(key)) if key else None
        if found is not None:
            return found
    return None


def _within(name: str, sources: Mapping[str, str]) -> str | None:
    """A repository that holds many roles is installed under the name of the roles' folder."""
    return f"{sources['roles']}/{name}" if "roles" in sources else None


def normal(name: str) -> str:
    """A role's name, or the address of its repository, as the table has it."""
    text = re.sub(
        r"^(?:git\+)?(?:https?://|git@|ssh://git@)?(?:www\.)?github\.com[/:]", "", name.strip()
    )
    return text.removesuffix("/").removesuffix(".git").lower()


@functools.cache
def _roles() -> dict[str, KnownRole]:
    found: dict[str, KnownRole] = {}
    for name, entry in table("galaxy_roles")["roles"].items():
        tasks = read_document(json.dumps(entry["tasks"]))
        role = KnownRole(name, entry.get("defaults", {}), tasks)
        for key in (name, *entry.get("repositories", ())):
            found[normal(key)] = role
    return found


def required(document: Any) -> dict[str, str]:
    """Role names to their sources, from the document of a requirements file."""
    entries = document.get("roles") if isinstance(document, Mapping) else document
    found: dict[str, str] = {}
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, str):
            found[entry] = entry
        elif isinstance(entry, Mapping):
            source = str(entry.get("src", entry.get("role", entry.get("name", ""))))
            found[str(entry.get("name", source))] = source
    return found
