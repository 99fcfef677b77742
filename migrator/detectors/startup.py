"""Steps that belong to the start of the application rather than into its image."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from migrator.detectors.arguments import known
from migrator.detectors.registry import recognises
from migrator.evidence import (
    BuildRun,
    Furniture,
    Observation,
    ProcessStarted,
    StartupStep,
    Unreadable,
)
from migrator.knowledge.startup_steps import builds, is_migration, migrations, names_a_migration
from migrator.trace import Command

_MANAGERS = frozenset({"npm", "yarn", "pnpm"})
_RUN = frozenset({"run", "run-script"})


@recognises(*migrations())
def migration(command: Command) -> Iterator[Observation]:
    """Read `sequelize db:migrate` and its like; other verbs are a developer's."""
    words = known(command.argv)
    program = PurePosixPath(words[0]).name
    if is_migration(program, words):
        why = "the database is migrated"
        yield StartupStep((program, *words[1:]), command.cwd, why, command.assignments)
    elif any("seed" in word for word in words[1:]):
        yield Unreadable(" ".join(words), "it fills a new database, once")
    else:
        yield Furniture("a tool of a developer at the VM's prompt")


def at_start(observation: Observation, command: Command, *, always: bool) -> Observation:
    """What was observed of a command as a step of the start-up, where it can only count there.

    A migration needs the database, which no build of an image has. `always` says that its
    provisioner runs each time the machine starts: what it does of the application's own, other
    than building, is done when the container starts.
    """
    variables = command.assignments
    match observation:
        case BuildRun(argv=argv, directory=directory):
            script = _script(argv)
            if names_a_migration(script) or is_migration(argv[0], argv):
                return StartupStep(argv, directory, "the database is migrated", variables)
            if always and script and not builds(script):
                return StartupStep(
                    argv, directory, "it runs whenever the machine starts", variables
                )
        case ProcessStarted(argv=("node", file, *_), directory=directory, manager=None):
            if names_a_migration(PurePosixPath(file).stem):
                why = "the database is migrated"
                return StartupStep(observation.argv, directory, why, variables)
    return observation


def _script(argv: tuple[str, ...]) -> str:
    """The package script of `npm run NAME`; empty for another command."""
    if not argv or PurePosixPath(argv[0]).name not in _MANAGERS:
        return ""
    words = [word for word in argv[1:] if not word.startswith("-") and word not in _RUN]
    return words[0] if words else ""
