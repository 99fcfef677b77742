"""From a command's words to what carries it out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from migrator.read.shell.fresh import presumed, written
from migrator.read.shell.running import call_function, in_process
from migrator.read.shell.state import Shell
from migrator.read.shell.status import Call, Status
from migrator.values import Text

Handler = Callable[[Shell, Call], Status]
SYSTEM_FOLDERS = frozenset(
    {"/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin"}
)


@dataclass(frozen=True)
class Builtin:
    """A command whose effect is computed; `records` when dispatch notes it as executed."""

    handler: Handler
    records: bool


BUILTINS: dict[str, Builtin] = {}


def builtin(*names: str, records: bool = True) -> Callable[[Handler], Handler]:
    """Declare what computes the effect of the commands called `names`.

    With `records=False` the handler decides itself whether the command appears
    in the trace: a wrapper such as sudo only changes who runs the next one.
    """

    def declare(handler: Handler) -> Handler:
        for name in names:
            BUILTINS[name] = Builtin(handler, records)
        return handler

    return declare


def program(name: Text) -> str:
    """A command's name without the system's folder before it."""
    if not isinstance(name, str):
        return ""
    folder, _, base = name.rpartition("/")
    return base if folder in SYSTEM_FOLDERS else name


def invoke(shell: Shell, call: Call) -> Status:
    """Carry out a command: a function, one that is known here, a script, or a plain one."""
    with shell.session.deeper() as allowed:
        if not allowed:
            shell.record(call)
            shell.cannot_follow("commands are nested too deeply")
            return presumed(call)
        return _invoke(shell, call)


def _invoke(shell: Shell, call: Call) -> Status:
    name = call.argv[0]
    if isinstance(name, str) and name in shell.functions:
        return call_function(shell, call)
    base = program(name)
    if (known := BUILTINS.get(base)) is not None:
        if known.records:
            shell.record(call)
        return known.handler(shell, call)
    for path in _candidates(shell, name):
        if shell.session.files.read(path) is not None and path not in shell.session.files.box:
            return in_process(shell, call, path, call.argv[1:], name)
    return plain(shell, call)


def _candidates(shell: Shell, name: Text) -> Iterator[str]:
    """The guest's files that a command's name may stand for."""
    if not isinstance(name, str):
        return
    if "/" in name:
        path = shell.path(name)
        if path is not None:
            yield path
        return
    if not shell.session.files.files:
        return
    search = shell.text("PATH")
    for folder in str(search).split(":")[:32]:
        if folder.startswith("/") and shell.session.files.get(f"{folder}/{name}") is not None:
            yield f"{folder}/{name}"


def plain(shell: Shell, call: Call) -> Status:
    """A command that is not known here: it is recorded, succeeds and writes something unknown."""
    status = presumed(call)
    shell.record(call)
    written(shell, call, status)
    return status
