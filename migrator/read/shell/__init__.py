"""Following a shell script without running it.

`follow` reads a provisioning script (sh, bash) the way a fresh machine would run
it, and gives every command with its words expanded, every file it writes, and the
ledger's units. It knows nothing of packages or services. The repository is only read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from migrator.read.project import Project
from migrator.read.shell import evaluator
from migrator.read.shell.guest import Guest
from migrator.read.shell.profile import load_profile
from migrator.read.shell.running import SHEBANG, SHELLS, hidden
from migrator.read.shell.session import Session
from migrator.read.shell.state import Shell
from migrator.read.shell.status import Exhausted, Frame, Leave, Status
from migrator.read.shell.syntax import parse
from migrator.trace import GuestState, Trace
from migrator.values import Text

__all__ = ["Guest", "follow", "traced"]

EMPTY: Mapping[str, Text] = {}


def follow(
    script: Text,
    *,
    source: str,
    line: int,
    project: Project,
    guest: Guest,
    args: tuple[Text, ...] = (),
    environment: Mapping[str, Text] = EMPTY,
    user: str = "root",
    home: str | None = None,
    cwd: Text | None = None,
    state: GuestState | None = None,
    name: Text = "/tmp/vagrant-shell",
) -> Trace:
    """Follow `script`, whose first line stands in `source` (of the project) at `line`.

    `args` are its positional arguments and `name` its `$0`; `user`, `home` and `cwd` are
    where it starts (the user's home where they are not given). `state` is the guest as
    the provisioner before left it (`Trace.state`). Never fails: what cannot be followed
    is in the trace's `unreadable`.
    """
    shell, text = _shell(script, source, line, project, guest, state)
    home = home or shell.session.users.get(user, f"/home/{user}")
    shell.user, shell.home = user, home
    shell.cwd = shell.previous = home if cwd is None else cwd
    shell.name = shell.file = name
    shell.arguments = args
    for key, value in {**guest.variables, **environment}.items():
        shell.set(key, value)
        shell.export(key)
    load_profile(shell)
    _run(shell, text)
    return traced(shell)


def decide(
    condition: Text,
    *,
    source: str,
    line: int,
    project: Project,
    guest: Guest,
    state: GuestState | None = None,
) -> Status:
    """How a shell condition comes out for root on a guest that is in `state`.

    The status says what it rests on: "known", "fresh" (decided as on a fresh machine) or
    "success" (the command is one of which nothing is known).
    """
    shell, text = _shell(condition, source, line, project, guest, state)
    _run(shell, text)
    return shell.last


def _shell(
    script: Text,
    source: str,
    line: int,
    project: Project,
    guest: Guest,
    state: GuestState | None,
) -> tuple[Shell, str]:
    """Root's shell in /root, about to run a script, and the script's text."""
    session = Session(project, guest, state or GuestState())
    session.execute = evaluator.execute
    text = hidden(session, script).replace("\r\n", "\n")
    parsed = parse(text)
    placed = session.book.place(parsed, source, line, text, None)
    start = Frame(source, line, placed, 0, parsed)
    return Shell(session, start, "root", "/root", "/root"), text


def _run(shell: Shell, text: str) -> None:
    parsed = shell.frame.script
    for broken in parsed.broken:
        place = (shell.frame.source, shell.frame.line_of(broken), "it is not valid shell")
        shell.session.unreadable.append(place)
    interpreter = SHEBANG.match(text)
    if interpreter and interpreter[1].rpartition("/")[2] not in SHELLS:
        language = interpreter[1].rpartition("/")[2]
        shell.session.book.skip(0, len(parsed.spans), f"it is a script for {language}")
        shell.cannot_follow(f"it is a script for {language}")
        return
    try:
        shell.session.execute(shell, parsed.body)
    except Exhausted as limit:
        shell.cannot_follow(str(limit))
    except Leave:
        pass


def traced(shell: Shell) -> Trace:
    """What was followed in `shell` and all that it started, as a trace."""
    session = shell.session
    units, final = session.book.finish()
    moved = final != list(range(len(final)))
    commands = session.commands
    if moved:
        commands = [replace(command, unit=final[command.unit]) for command in commands]
    kept = [
        replace(file, unit=final[file.unit])
        for file in session.files.left()
        if not file.path.startswith("/dev/")
    ]
    state = session.state()
    return Trace(
        units,
        tuple(commands),
        tuple(kept),
        dict(session.files.links),
        dict(shell.environment),
        tuple(dict.fromkeys(session.unreadable)),
        state,
    )
