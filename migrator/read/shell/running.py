"""Following a text in a shell: substitutions, functions, scripts of the guest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from migrator.read.shell.session import Session
from migrator.read.shell.state import Shell, as_content, joined
from migrator.read.shell.status import DONE, Call, Downloaded, Exit, Frame, Leave, Return, Status
from migrator.read.shell.syntax import parse
from migrator.trace import GuestFile, Remote
from migrator.values import Text, Unknown

MAX_ACTIVE = 12
MAX_RECURSION = 2
PRIVATE = 0xE000
MAX_UNKNOWNS = 0x1800
SHELLS = frozenset({"sh", "bash", "dash", "ash", "zsh", "ksh"})
SHEBANG = re.compile(
    r"(?:#!|!#)[ \t]*(?:\S*/)?(?:env[ \t]+(?:-\S+[ \t]+)*(?:\w+=\S*[ \t]+)*)?(\S+)"
)


def output_of(shell: Shell, script: str, stdin: Text | Remote | None = None) -> Text | Remote:
    """What a script writes, run in a subshell: `$(script)`."""
    child = shell.fork()
    child.out = []
    child.stdin = stdin if stdin is not None else shell.stdin
    shell.last = follow_text(child, script)
    return joined(child.out, shell) if child.out else ""


def hidden(session: Session, script: Text) -> str:
    """A script's text with a private sign for each unknown stretch, so that it can be parsed."""
    if isinstance(script, str):
        return script
    unknowns = session.unknowns
    whole = Unknown(script.reason, script.source, script.line)
    if whole not in unknowns and len(unknowns) < MAX_UNKNOWNS:
        unknowns.append(whole)
    sign = chr(PRIVATE + unknowns.index(whole)) if whole in unknowns else ""
    return "".join(sign if part is None else part for part in script.parts)


def follow_text(shell: Shell, script: Text) -> Status:
    """Run a text that is no file of the repository: its commands belong to the caller's unit."""
    with shell.session.deeper() as allowed:
        if not allowed:
            shell.cannot_follow("commands are nested too deeply")
            return DONE
        try:
            return execute_text(shell, script)
        except Leave as leave:
            return leave.status


def execute_text(shell: Shell, script: Text) -> Status:
    """Run a text in this very shell, as `eval` does: an `exit` in it leaves the shell."""
    parsed = parse(hidden(shell.session, script))
    before = (shell.frame, shell.unit, shell.line)
    shell.frame = Frame(shell.frame.source, shell.line, None, shell.unit, parsed)
    try:
        return shell.session.execute(shell, parsed.body)
    finally:
        shell.frame, shell.unit, shell.line = before


def follow_downloaded(shell: Shell, call: Call, script: Text | Remote) -> Status | None:
    """Record a command that runs a downloaded script; None when it does not."""
    content = as_content(script) if isinstance(script, Downloaded) else script
    if not isinstance(content, Remote):
        return None
    shell.record(call, runs=content)
    shell.write(shell.unknown("a downloaded script writes it"))
    return DONE


def call_function(shell: Shell, call: Call) -> Status:
    """Run a function of the script."""
    name = str(call.argv[0])
    function, frame = shell.functions[name]
    shell.record(call, follows=f"function {name}")
    with _active(shell, f"function {name}") as allowed:
        if not allowed:
            return DONE
        before = (shell.frame, shell.arguments, shell.unit, shell.line)
        if frame.placed is None:
            frame = replace(frame, line=shell.line, unit=shell.unit)
        shell.frame = frame
        shell.arguments = call.argv[1:]
        shell.saved.append({})
        try:
            return shell.session.execute(shell, (function.body,))
        except Return as leave:
            return leave.status
        finally:
            shell.restore(shell.saved.pop())
            shell.frame, shell.arguments, shell.unit, shell.line = before


def follow_file(shell: Shell, call: Call, path: str, arguments: Sequence[Text] | None) -> Status:
    """Run a file of the guest in `shell`; `arguments` None leaves the positional ones.

    A file that is not known is recorded as a plain command: on the real machine
    something else has put it there.
    """
    file = shell.session.files.read(path)
    if file is None:
        shell.record(call)
        shell.write(shell.unknown(f"`{path}` writes it"))
        return DONE
    if isinstance(file.content, Remote):
        return follow_downloaded(shell, call, file.content) or DONE
    script = hidden(shell.session, file.content)
    interpreter = SHEBANG.match(script)
    if interpreter and interpreter[1].rpartition("/")[2] not in SHELLS:
        shell.record(call)
        shell.cannot_follow(f"`{path}` is a script for {interpreter[1].rpartition('/')[2]}")
        shell.write(shell.unknown(f"`{path}` writes it"))
        return DONE
    host = file.source if file.unit < 0 and file.source else None
    shell.record(call, follows=host or path)
    with _active(shell, path) as allowed:
        if not allowed:
            return DONE
        return _follow_script(shell, script, file, host, path, arguments)


def _follow_script(
    shell: Shell,
    script: str,
    file: GuestFile,
    host: str | None,
    path: str,
    arguments: Sequence[Text] | None,
) -> Status:
    before = (shell.frame, shell.arguments, shell.unit, shell.line)
    file_before, shell.file = shell.file, path
    parsed = parse(script)
    if host is not None:
        placed = shell.session.book.place(parsed, host, 1, script, shell.unit)
        shell.frame = Frame(host, 1, placed, shell.unit, parsed)
    else:
        shell.frame = Frame(shell.frame.source, shell.line, None, shell.unit, parsed)
    if arguments is not None:
        shell.arguments = tuple(arguments)
    try:
        return shell.session.execute(shell, parsed.body)
    except Return as leave:
        return leave.status
    finally:
        shell.frame, shell.arguments, shell.unit, shell.line = before
        shell.file = file_before


@contextmanager
def _active(shell: Shell, name: str) -> Iterator[bool]:
    """Guard against a script or function that calls itself without end."""
    active = shell.session.active
    allowed = len(active) < MAX_ACTIVE and active.count(name) < MAX_RECURSION
    if not allowed:
        shell.cannot_follow(f"{name} calls itself, or calls are nested too deeply")
    active.append(name)
    try:
        yield allowed
    finally:
        active.pop()


def in_process(
    shell: Shell, call: Call, path: str, arguments: Sequence[Text], name: Text
) -> Status:
    """Run a file of the guest as its own process: `bash file`, `./file`."""
    child = shell.spawn()
    child.name = name
    child.wrappers = (*child.wrappers, *call.wrappers)
    plain = Call(call.argv, call.redirects, call.assignments)
    try:
        return follow_file(child, plain, path, arguments)
    except Exit as leave:
        return leave.status
