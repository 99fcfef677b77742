"""Programs that run JavaScript: node, watchers, process managers, transpilers."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Literal

from migrator.knowledge.tables import table

# watcher: restarts on changes · debugger · manager: restarts on failure · transpiler: has to stay,
# because node cannot read the sources · multiplexer: starts several · prefix: sets something.
Role = Literal["watcher", "debugger", "manager", "transpiler", "multiplexer", "prefix"]


@dataclass(frozen=True)
class Runner:
    """One program; `packages` are the npm packages that bring it, `development` whether it is
    for developers only and has no place in the release image."""

    program: str
    role: Role
    development: bool
    packages: tuple[str, ...]
    note: str | None = None


@dataclass(frozen=True)
class CommandForm:
    """How a program that runs a file is called.

    `taking_value` are the options whose value is the next word. `subcommands` stand before the
    file; a program with `actions` takes the file without one, too, and those words are no files.
    """

    taking_value: frozenset[str]
    subcommands: frozenset[str]
    actions: frozenset[str] | None


def runner(program: str) -> Runner | None:
    """What a program's base name stands for, None when it is none of these."""
    return _runners().get(program)


def runner_of_package(package: str) -> Runner | None:
    """The program that an npm package brings; the first where it brings several."""
    return next((each for each in _runners().values() if package in each.packages), None)


def command_form(program: str) -> CommandForm | None:
    """How a program is called that runs a JavaScript file, None for every other."""
    return _command_forms().get(program)


@functools.cache
def _command_forms() -> dict[str, CommandForm]:
    return {
        program: CommandForm(
            frozenset(row["taking_value"]),
            frozenset(row.get("subcommands", ())),
            frozenset(row["actions"]) if "actions" in row else None,
        )
        for row in table("node_runners")["command_lines"]
        for program in row["programs"]
    }


@functools.cache
def _runners() -> dict[str, Runner]:
    rows = table("node_runners")["runners"].items()
    return {
        program: Runner(
            program, row["role"], row["development"], tuple(row["packages"]), row.get("note")
        )
        for program, row in rows
    }
