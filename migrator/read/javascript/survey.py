"""What an application's own code says: its ports, variables, addresses and packages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from migrator.read.javascript.configured import addresses_in_files
from migrator.read.javascript.dotenv import assignments
from migrator.read.javascript.environment import VariableUse, variables_in
from migrator.read.javascript.listening import Listening, listening_in
from migrator.read.javascript.program import Program
from migrator.read.javascript.reach import PackageUse, reach
from migrator.read.javascript.rules import evaluator_of
from migrator.read.javascript.written import WrittenAddress, addresses_in
from migrator.read.project import Project


@dataclass(frozen=True)
class Unread:
    """A file that the application loads and that could not be read, and why."""

    path: str
    why: str


@dataclass(frozen=True)
class Given:
    """A variable that the application's .env gives it, with its place."""

    name: str
    value: str
    file: str
    line: int


@dataclass(frozen=True)
class Survey:
    """What the files say that an application's entry files lead to.

    `files` are those files, in the order in which they are reached; the rest is in the
    same order. `given` is what a committed .env sets of the variables that they read.
    """

    files: tuple[str, ...]
    listening: tuple[Listening, ...]
    variables: tuple[VariableUse, ...]
    packages: tuple[PackageUse, ...]
    addresses: tuple[WrittenAddress, ...]
    unread: tuple[Unread, ...]
    given: tuple[Given, ...] = ()


def survey(
    project: Project,
    app_dir: str,
    entries: Iterable[str],
    environment: Mapping[str, str] | None = None,
) -> Survey:
    """Follow `entries` through the application in `app_dir`; all paths are the project's.

    `environment` is what the process is known to be given, NODE_ENV above all: it decides
    between branches of the code.
    """
    program = Program(project, app_dir, environment or {})
    evaluator = evaluator_of(program)
    reached = reach(evaluator, entries)
    if any(use.name in ("dotenv", "dotenv-safe", "env2") for use in reached.packages):
        program.use_dotenv()
    uses = (use for source in reached.parsed for use in variables_in(evaluator, source))
    template = program.dotenv_template()
    variables = tuple(replace(use, default=use.default or template.get(use.name)) for use in uses)
    return Survey(
        files=tuple(reached.files),
        listening=tuple(
            dict.fromkeys(
                listening
                for source in reached.parsed
                for listening in listening_in(evaluator, source)
            )
        ),
        variables=variables,
        packages=tuple(reached.packages),
        addresses=tuple(
            address for source in reached.parsed for address in addresses_in(evaluator, source)
        )
        + tuple(addresses_in_files(program, program.value_files)),
        unread=tuple(Unread(path, why) for path, why in sorted(program.unreadable.items())),
        given=_given(program, {use.name for use in variables}),
    )


def _given(program: Program, read: Collection[str]) -> tuple[Given, ...]:
    path, text = program.committed_dotenv()
    found: dict[str, Given] = {}
    for number, name, value in assignments(text):
        if name in read:
            found.setdefault(name, Given(name, value, path, number))
    return tuple(found.values())
