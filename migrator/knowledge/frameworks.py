"""Frameworks by the npm package that reveals them: how they listen, build and start."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from migrator.knowledge.tables import table

# server: the application calls listen · application: a finished program with its own start ·
# static: makes or serves files · frontend: built to files for the browser · builder: only builds.
Kind = Literal["server", "application", "static", "frontend", "builder"]


@dataclass(frozen=True)
class Framework:
    """One framework.

    `port` is where it listens unless told otherwise, None where the code must say;
    `port_variable` overrides it. `commands` are its own programs, `entries` the
    files that their subcommands run, `development` the commands
    that only a developer uses, `build` and `start` exec-form commands, and `output` the folder
    that the build makes. `listens_on_localhost`: by default only the machine itself can reach it,
    which in a container nobody can.
    """

    name: str
    kind: Kind
    packages: tuple[str, ...]
    port: int | None = None
    port_variable: str | None = None
    commands: tuple[str, ...] = ()
    entries: Mapping[str, str] = field(default_factory=dict)
    development: tuple[str, ...] = ()
    build: tuple[str, ...] | None = None
    output: str | None = None
    start: tuple[str, ...] | None = None
    listens_on_localhost: bool = False
    note: str | None = None


@functools.cache
def every_framework() -> tuple[Framework, ...]:
    """All frameworks, those built upon others before them: Nest before express."""
    return tuple(_framework(row) for row in table("frameworks")["frameworks"])


def frameworks_of(packages: Iterable[str]) -> tuple[Framework, ...]:
    """The frameworks among an application's npm packages, the one that decides first."""
    have = set(packages)
    return tuple(each for each in every_framework() if not have.isdisjoint(each.packages))


def framework_of_command(program: str) -> Framework | None:
    """The framework that a program belongs to: `sails`, `next`, `react-scripts`."""
    return next((each for each in every_framework() if program in each.commands), None)


@functools.cache
def serving_programs() -> tuple[str, ...]:
    """The frameworks' own programs that may be the application: `sails`, `next`, `hubot`.

    Meteor's is left out: it brings a Node of its own.
    """
    kinds = {"server", "application", "frontend"}
    found = (each.commands for each in every_framework() if each.kind in kinds)
    return tuple(sorted({program for commands in found for program in commands} - {"meteor"}))


def is_server(package: str) -> bool:
    """Whether depending on an npm package means that the application listens itself."""
    return package in _servers()


def is_development_command(command: str) -> bool:
    """Whether a command line is a framework's development server: `next dev`, `ng serve --open`.

    A program whose bare name is one (`next`, `vite`) is so only without a subcommand.
    """
    words = command.split()
    patterns = [pattern.split() for each in every_framework() for pattern in each.development]
    for pattern in patterns:
        following = words[len(pattern) : len(pattern) + 1]
        if words[: len(pattern)] == pattern and (len(pattern) > 1 or _is_option(following)):
            return True
    return False


def _is_option(following: list[str]) -> bool:
    return not following or following[0].startswith("-")


@functools.cache
def _servers() -> frozenset[str]:
    kinds = {"server", "application"}
    servers = (each for each in every_framework() if each.kind in kinds)
    return frozenset(package for each in servers for package in each.packages)


def _framework(row: dict[str, Any]) -> Framework:
    return Framework(
        name=row["name"],
        kind=row["kind"],
        packages=tuple(row["packages"]),
        port=row.get("port"),
        port_variable=row.get("port_variable"),
        commands=tuple(row.get("commands", ())),
        entries=row.get("entries", {}),
        development=tuple(row.get("dev", ())),
        build=tuple(row["build"]) if "build" in row else None,
        output=row.get("output"),
        start=tuple(row["start"]) if "start" in row else None,
        listens_on_localhost=row.get("localhost", False),
        note=row.get("note"),
    )
