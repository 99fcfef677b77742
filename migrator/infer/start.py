"""How the application is started: every candidate, normalised, the likeliest first."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence

from migrator.evidence import Evidence, ProcessStarted
from migrator.infer.running import (
    NODE_PROGRAMS,
    application_processes,
    script_of_argv,
    script_path,
)
from migrator.infer.seen import seen
from migrator.knowledge.frameworks import serving_programs
from migrator.model import StartCommand
from migrator.read.synced_folders import GuestPaths, in_repository
from migrator.values import Unknown

_RUNNERS = frozenset({"coffee", "babel-node", "ts-node", "meteor", "npm", "yarn", "pnpm"})
_MANAGER_RANK = ("systemd", "upstart", "sysvinit", "supervisord", "pm2", "forever", "runit")
_SCRIPT_SUFFIXES = (".js", ".mjs", ".cjs", ".ts", ".coffee")


def from_provisioning(
    evidence: Sequence[Evidence], paths: Mapping[str, GuestPaths]
) -> list[StartCommand]:
    """The processes that provisioning starts or hands to a process manager, best first."""
    found = []
    for observation, item in seen(evidence, ProcessStarted):
        where = paths.get(item.machine or "", GuestPaths({}, {}))
        directory = in_repository(observation.directory, where.folders, where.links)
        if item.machine is None and isinstance(observation.directory, str):
            directory = observation.directory
        argv, moved = normalise(observation.argv, directory, where)
        if argv:
            environment = {
                name: value
                for name, value in observation.environment.items()
                if not isinstance(value, Unknown)
            }
            found.append(
                StartCommand(
                    argv,
                    observation.manager,
                    (item,),
                    name=observation.name,
                    directory=moved,
                    environment=environment,
                    development=observation.development,
                    source=item.by,
                    restart=observation.restart,
                    instances=observation.instances,
                )
            )
    return sorted(found, key=_rank)


def from_machine(
    evidence: Sequence[Evidence], paths: Mapping[str, GuestPaths]
) -> list[StartCommand]:
    """The Node processes of the live machine, the likeliest application first.

    A script outside the repository is relative to the folder it runs in, and then the
    directory is not known; one that is not below that folder keeps its absolute path.
    """
    found = []
    for process, item in application_processes(evidence, paths):
        where = paths.get(item.machine or "", GuestPaths({}, {}))
        folder = in_repository(process.directory, where.folders, where.links)
        script, absolute = script_of_argv(process.argv), script_path(process)
        argv = [absolute if absolute and word == script else word for word in process.argv]
        words, directory = normalise(argv, folder, where)
        if not words:
            continue
        if directory is None and absolute and process.directory:
            words = tuple(_below(word, absolute, process.directory) for word in words)
        found.append(StartCommand(words, None, (item,), directory=directory, source="live"))
    return found


def _below(word: str, script: str, folder: str) -> str:
    """`word` relative to the folder, when it is the script and lies below that folder."""
    inside = word == script and f"{script}/".startswith(f"{folder.rstrip('/')}/")
    return posixpath.relpath(script, folder) if inside else word


def _rank(start: StartCommand) -> tuple[int, int]:
    manager = start.manager or ""
    place = _MANAGER_RANK.index(manager) if manager in _MANAGER_RANK else len(_MANAGER_RANK)
    return (int(start.development), place)


def normalise(
    argv: Sequence[str], directory: str | None, where: GuestPaths
) -> tuple[tuple[str, ...], str | None]:
    """A start command as the container would run it, and its directory in the repository.

    The node binary loses its path, `nodejs` becomes `node`, a script below a
    synced folder becomes relative to the directory, and a bare script gets its
    interpreter. Empty when the command starts nothing of Node's.
    """
    if not argv:
        return (), directory
    program = posixpath.basename(argv[0])
    words = list(argv)
    if program in NODE_PROGRAMS:
        if len(words) == 1:
            return (), directory
        words[0] = "node"
    elif program in _RUNNERS:
        words[0] = program
    elif argv[0].endswith(_SCRIPT_SUFFIXES) or program == "www":
        words = ["node", *argv]
    elif program in serving_programs():
        return tuple(words), directory
    else:
        return (), directory
    script = next((i for i, word in enumerate(words) if i and not word.startswith("-")), None)
    if script is None or words[0] in {"npm", "yarn", "pnpm"}:
        return tuple(words), directory
    inside = in_repository(words[script], where.folders, where.links)
    if inside is not None:
        directory = _better_directory(directory, inside)
        words[script] = posixpath.relpath(inside, directory)
    return tuple(words), directory


def _better_directory(directory: str | None, script: str) -> str:
    """The working directory when the script lies below it, else the script's own."""
    folder = posixpath.dirname(script) or "."
    if directory is not None and (directory == "." or f"{folder}/".startswith(f"{directory}/")):
        return directory
    return folder


def script_of(start: StartCommand) -> str | None:
    """The file that the command starts, relative to its directory; None when it is none."""
    return None if start.argv[0] in {"npm", "yarn", "pnpm"} else script_of_argv(start.argv)
