"""The application: its Node, its start command, its port, its environment."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from migrator.decide.drift.compared import Compared, Sides
from migrator.decide.running import script_key
from migrator.evidence import SocketListening
from migrator.infer.node_agreement import agrees
from migrator.infer.seen import seen
from migrator.infer.start import script_of
from migrator.model import NodeCandidate, StartCommand
from migrator.plan import Standing

# The release always runs production; what the machine had is for development there.
_OF_THE_IMAGE = frozenset({"NODE_ENV"})


def compare_application(sides: Sides) -> Iterator[Compared]:
    """Yield the comparisons of what the application's own process can tell."""
    yield from _machine(sides)
    yield from _node(sides)
    yield from _start(sides)
    yield from _beside(sides)
    yield from _port(sides)
    yield from _environment(sides)


def _machine(sides: Sides) -> Iterator[Compared]:
    """Another machine than the files' runs the application."""
    files = sides.files.app.machine if sides.files.app is not None else None
    live = _live_start(sides)
    if live is not None and files is not None and files != sides.machine:
        yield Compared("app.machine", "differ", files, sides.machine, None, live.evidence[0])


def _node(sides: Sides) -> Iterator[Compared]:
    fact, written = "app.node.version", sides.files.node.chosen
    live = next((each for each in sides.both.node.candidates if each.source == "live"), None)
    if live is None:
        return
    files = _version(written)
    if files is None or written is None:
        yield Compared(fact, "guest-only", None, live.version, None, live.evidence)
        return
    standing: Standing = "agree" if agrees(written, live) else "differ"
    yield Compared(fact, standing, files, live.version, written.evidence, live.evidence)


def _version(candidate: NodeCandidate | None) -> str | None:
    return (candidate.version or candidate.spec) if candidate is not None else None


def _start(sides: Sides) -> Iterator[Compared]:
    fact, application = "app.start", sides.situation.application
    written = sides.files.processes.starts.chosen
    elsewhere = sides.both.processes.elsewhere
    files = shlex.join(written.argv) if written is not None else None
    declared = written.evidence[0] if written is not None and written.evidence else None
    live = _live_start(sides)
    if live is not None and application is not None:
        guest, item = shlex.join(live.argv), live.evidence[0]
        if written is None:
            yield Compared(fact, "guest-only", None, guest, None, item)
            return
        opaque = written.argv[0] in {"npm", "yarn", "pnpm"}
        same_script = script_key(script_of(written), application) == script_key(
            script_of(live), application
        )
        same = opaque or (same_script and len(written.argv) == len(live.argv))
        yield Compared(fact, "agree" if same else "differ", files, guest, declared, item)
    elif elsewhere:
        other = elsewhere[0]
        why = "the running process's files are not the repository's"
        guest, item = shlex.join(other.argv), other.evidence[0]
        standing: Standing = "differ" if files else "guest-only"
        yield Compared(fact, standing, files, guest, declared, item, why)
    elif written is not None and sides.readable("the running Node processes"):
        yield Compared(fact, "files-only", files, None, declared, None)


def _live_start(sides: Sides) -> StartCommand | None:
    """The running process that is the application, also where a person decided otherwise."""
    processes = sides.both.processes
    chosen = processes.starts.chosen
    if chosen is not None and chosen.source == "live":
        return chosen
    answered = chosen is not None and chosen.source in {"answer", "default"}
    return next(iter(processes.running), None) if answered else None


def _beside(sides: Sides) -> Iterator[Compared]:
    """Node processes that run beside the application, and that no file starts."""
    processes, live = sides.both.processes, _live_start(sides)
    planned = {start.argv for start in (*processes.others, *([live] if live else []))}
    other = processes.elsewhere if live is not None else processes.elsewhere[1:]
    beside = {
        start.argv: start.evidence[0]
        for start in (*processes.running, *other)
        if start.source == "live" and start.argv not in planned
    }
    for argv, item in beside.items():
        yield Compared("processes", "guest-only", None, shlex.join(argv), None, item)


def _port(sides: Sides) -> Iterator[Compared]:
    written, chosen = sides.files.port, sides.both.port
    sockets = seen(sides.evidence, SocketListening)
    live = chosen.evidence[0] if chosen is not None and chosen.evidence else None
    declared = written.evidence[0] if written is not None and written.evidence else None
    files = str(written.value) if written is not None else None
    if chosen is not None and live is not None and live.method == "live":
        standing: Standing = "agree" if files == str(chosen.value) else "differ"
        standing = standing if files else "guest-only"
        yield Compared("app.port", standing, files, str(chosen.value), declared, live)
    elif written is not None:
        same = next((item for socket, item in sockets if socket.port == written.value), None)
        if same is not None:
            yield Compared("app.port", "agree", files, files, declared, same)
        elif sides.readable("the listening TCP ports"):
            yield Compared("app.port", "files-only", files, None, declared, None)


def _environment(sides: Sides) -> Iterator[Compared]:
    """Variables of the running process: other values, ones that no file sets, ones it lacks."""
    written, both = sides.files.environment, sides.both.environment
    for name in sorted({*written.variables, *both.variables} - _OF_THE_IMAGE):
        fact, item = f"environment.{name}", both.evidence.get(name)
        files, variable = written.variables.get(name), both.variables.get(name)
        if variable is None or item is None or item.method != "live":
            continue
        guest = "a secret" if variable.secret else variable.value
        if files is None:
            yield Compared(fact, "guest-only", None, guest, None, item)
        elif not (files.secret or variable.secret):
            standing: Standing = "agree" if files.value == variable.value else "differ"
            declared = written.evidence.get(name)
            yield Compared(fact, standing, files.value, guest, declared, item)
