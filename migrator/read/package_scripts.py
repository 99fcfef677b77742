"""What a package's scripts run: each script followed as the shell line that it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from migrator.read.manifest import Manifest
from migrator.read.project import Project
from migrator.read.shell import Guest, follow
from migrator.trace import Command
from migrator.values import Unknown

MAX_DEPTH = 6
APP_FOLDER = "/app"
_INTERESTING = (
    *("start", "start:prod", "start:production", "start:prod:server", "prod", "production"),
    *("start:server", "serve", "server", "dev", "develop", "start:dev", "watch"),
)
_PLAIN_RUNS = frozenset({"start", "test", "stop", "restart"})


def script_commands(
    project: Project, directory: str, manifest: Manifest
) -> Iterator[tuple[str, int, tuple[Command, ...]]]:
    """Yield each interesting script's name, line and the commands that it runs.

    `npm run other` inside a script is followed, a bounded number of times. The
    commands' working directory is `APP_FOLDER` for the package's own.
    """
    for name in _INTERESTING:
        if name in manifest.scripts:
            line = manifest.line("scripts", name) or 1
            yield name, line, tuple(_commands(project, directory, manifest, name, MAX_DEPTH))


def _commands(
    project: Project, directory: str, manifest: Manifest, name: str, depth: int
) -> Iterator[Command]:
    trace = follow(
        manifest.scripts[name],
        source=manifest.path,
        line=manifest.line("scripts", name) or 1,
        project=project,
        guest=Guest(folders={APP_FOLDER: directory}),
        user="node",
        home="/home/node",
        cwd=APP_FOLDER,
    )
    for command in trace.commands:
        other = _other_script(command)
        if other in manifest.scripts and other != name and depth > 0:
            for inner in _commands(project, directory, manifest, other, depth - 1):
                yield replace(inner, assignments={**command.assignments, **inner.assignments})
        else:
            yield command


def _other_script(command: Command) -> str:
    """The script that `npm run x`, `npm start` or `yarn x` names, "" for another command."""
    words = [word for word in command.argv if not isinstance(word, Unknown)]
    if not words or words[0] not in {"npm", "yarn", "pnpm"}:
        return ""
    operands = [word for word in words[1:] if not word.startswith("-")]
    if operands[:1] and operands[0] in {"run", "run-script"}:
        return operands[1] if len(operands) > 1 else ""
    if operands[:1] and (operands[0] in _PLAIN_RUNS or words[0] == "yarn"):
        return operands[0]
    return ""
