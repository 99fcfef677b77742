"""How the application is started: every candidate, normalised, the likeliest first."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence

from migrator.evidence import Evidence, ProcessRunning, ProcessStarted
from migrator.infer.application import GuestPaths
from migrator.infer.seen import seen
from migrator.model import StartCommand
from migrator.read.synced_folders import in_repository
from migrator.values import Unknown

NODE_PROGRAMS = frozenset({"node", "nodejs", "iojs"})
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
                )
            )
    return sorted(found, key=_rank)


def from_machine(
    evidence: Sequence[Evidence], paths: Mapping[str, GuestPaths]
) -> list[StartCommand]:
    """The Node processes that run in the live machine."""
    found = []
    for observation, item in seen(evidence, ProcessRunning):
        where = paths.get(item.machine or "", GuestPaths({}, {}))
        directory = in_repository(observation.directory, where.folders, where.links)
        argv, moved = normalise(observation.argv, directory, where)
        if argv and not _is_tool(observation.argv):
            found.append(StartCommand(argv, None, (item,), directory=moved, source="live"))
    return found


def _is_tool(argv: Sequence[str]) -> bool:
    """pm2's daemon and npm itself are Node processes too, but not the application."""
    text = " ".join(argv[:2]).lower()
    return "pm2" in text or "god daemon" in text or text.startswith("npm") or "/npm" in text


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
        words[0] = "node"
    elif program in _RUNNERS:
        words[0] = program
    elif argv[0].endswith(_SCRIPT_SUFFIXES) or program == "www":
        words = ["node", *argv]
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
    if start.argv[0] in {"npm", "yarn", "pnpm"}:
        return None
    return next((word for word in start.argv[1:] if not word.startswith("-")), None)
