"""Which of the running machine's Node processes are the application, and their sockets."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence

from migrator.evidence import Evidence, ProcessRunning, SocketListening, Unreadable
from migrator.infer.seen import seen
from migrator.knowledge.node_runners import runner, runner_of_package
from migrator.read.synced_folders import GuestPaths, in_repository

NODE_PROGRAMS = frozenset({"node", "nodejs", "iojs"})
_PACKAGE_MANAGERS = frozenset({"npm", "npm-cli", "npx", "yarn", "yarnpkg", "pnpm"})
_TOOL_ROLES = frozenset({"watcher", "debugger", "manager", "multiplexer", "prefix"})
# An editor that is connected to the machine brings a Node of its own.
_EDITORS = ("/.vscode-server", "/.cursor-server", "/.vscode-remote", "/.theia", "/.jetbrains")
_PM2_DAEMON = "PM2 v"


def application_processes(
    evidence: Sequence[Evidence], paths: Mapping[str, GuestPaths] | None = None
) -> list[tuple[ProcessRunning, Evidence]]:
    """The Node processes that may be the application, the likeliest first.

    One whose files lie in the repository (`paths` are by machine) comes before others, then
    one that listens on a port. Process managers, watchers, npm and editors are left out.
    """
    listening = {socket.pid for socket, _ in seen(evidence, SocketListening)} - {None}
    found = [
        (process, item)
        for process, item in seen(evidence, ProcessRunning)
        if process.argv and not is_tool(process)
    ]

    def rank(pair: tuple[ProcessRunning, Evidence]) -> tuple[bool, bool]:
        process, item = pair
        where = (paths or {}).get(item.machine or "", GuestPaths({}, {}))
        return place_in_repository(process, where) is None, process.pid not in listening

    return sorted(found, key=rank)


def place_in_repository(process: ProcessRunning, where: GuestPaths) -> str | None:
    """The repository's path of what a process runs, else of the folder it runs in."""
    script = script_path(process)
    inside = in_repository(script, where.folders, where.links) if script else None
    return inside or in_repository(process.directory, where.folders, where.links)


def script_path(process: ProcessRunning) -> str | None:
    """The guest's absolute path of the script; None for a process without one."""
    script = script_of_argv(process.argv)
    if script is None or (not script.startswith("/") and process.directory is None):
        return None
    return posixpath.normpath(posixpath.join(process.directory or "/", script))


def script_of_argv(argv: Sequence[str]) -> str | None:
    """The first word that is no option, after the program."""
    return next((word for word in argv[1:] if not word.startswith("-")), None)


def is_tool(process: ProcessRunning) -> bool:
    """Whether a Node process is not the application but what starts, watches or edits it."""
    argv = process.argv
    if argv[0].startswith((_PM2_DAEMON, "npm ", "yarn ", "pnpm ")):
        return True
    program = posixpath.basename(argv[0])
    words = [argv[0]] if program not in NODE_PROGRAMS else []
    script = script_of_argv(argv) or ""
    paths = (process.executable or "", argv[0], script)
    if any(editor in path for path in paths for editor in _EDITORS):
        return True
    return any(_names_a_tool(word) for word in (*words, script))


def _names_a_tool(path: str) -> bool:
    """Whether a path is a tool's: by its package, or by its name in a folder of programs.

    The application's own `supervisor.js` is none.
    """
    package = path.rpartition("/node_modules/")[2].partition("/")[0]
    name, suffix = posixpath.splitext(posixpath.basename(path))
    known = [runner_of_package(package)] if "/node_modules/" in path else []
    known += [runner(name)] if not suffix else []
    if any(each is not None and each.role in _TOOL_ROLES for each in known):
        return True
    is_program = not suffix or "/bin/" in path
    return package in _PACKAGE_MANAGERS or (is_program and name in _PACKAGE_MANAGERS)


def manager_of(evidence: Sequence[Evidence]) -> str | None:
    """The process manager whose own process runs beside the application: pm2 or forever."""
    for process, _ in seen(evidence, ProcessRunning):
        if process.argv and process.argv[0].startswith(_PM2_DAEMON):
            return "pm2"
        if any("/forever/bin/monitor" in word for word in process.argv[:3]):
            return "forever"
    return None


def sockets_of(
    process: ProcessRunning, evidence: Sequence[Evidence]
) -> list[tuple[SocketListening, Evidence]]:
    """The sockets that a process listens on.

    Of a cluster the socket may belong to another process of the same command, and under
    pm2 to its daemon.
    """
    everything = seen(evidence, SocketListening)
    others = seen(evidence, ProcessRunning)
    alike = {other.pid for other, _ in others if other.argv == process.argv}
    daemon = {other.pid for other, _ in others if other.argv[:1] and _is_daemon(other)}
    for pids in ({process.pid}, alike, daemon):
        mine = [pair for pair in everything if pair[0].pid is not None and pair[0].pid in pids]
        if mine:
            return mine
    return []


def _is_daemon(process: ProcessRunning) -> bool:
    return process.argv[0].startswith(_PM2_DAEMON)


def inspected(evidence: Sequence[Evidence]) -> frozenset[str]:
    """The machines that answered at least one command."""
    return frozenset(
        item.machine
        for item in evidence
        if item.method == "live"
        and item.machine is not None
        and not isinstance(item.observation, Unreadable)
    )


def unreadable(evidence: Sequence[Evidence], machine: str) -> frozenset[str]:
    """What could not be read of a running machine: the `what` of each."""
    return frozenset(
        seen_.what
        for seen_, item in seen(evidence, Unreadable)
        if item.machine == machine and item.method == "live"
    )
