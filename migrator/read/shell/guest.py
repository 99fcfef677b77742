"""The machine that a script is followed on, as it is before the script runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from migrator.values import Text


@dataclass(frozen=True)
class Guest:
    """A fresh guest: the box's system, and how the repository is mounted in it.

    `id` is the system's os-release name (`ubuntu`), `family` its package world
    (`debian`, `redhat`, `alpine`, …); None where the box does not tell. `folders` maps
    guest paths to folders relative to the project's root, `links` symbolic links
    to their targets, `variables` is the environment of every command.
    """

    id: str | None = None
    version: str | None = None
    codename: str | None = None
    family: str | None = None
    architecture: str = "x86_64"
    hostname: str | None = None
    folders: Mapping[str, str] = field(default_factory=lambda: {"/vagrant": "."})
    variables: Mapping[str, Text] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
