"""Programs that stand in front of `node`: watchers, process managers, transpilers."""

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


def runner(program: str) -> Runner | None:
    """What a program's base name stands for, None when it is none of these."""
    return _runners().get(program)


def runner_of_package(package: str) -> Runner | None:
    """The program that an npm package brings; the first where it brings several."""
    return next((each for each in _runners().values() if package in each.packages), None)


@functools.cache
def _runners() -> dict[str, Runner]:
    rows = table("node_runners")["runners"].items()
    return {
        program: Runner(
            program, row["role"], row["development"], tuple(row["packages"]), row.get("note")
        )
        for program, row in rows
    }
