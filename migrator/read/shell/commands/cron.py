"""crontab: the table that it installs is its input, also when a file of the guest holds it."""

from __future__ import annotations

from migrator.read.shell.commands.options import split
from migrator.read.shell.dispatch import builtin
from migrator.read.shell.fresh import presumed, written
from migrator.read.shell.state import Shell
from migrator.read.shell.status import Call, Status


@builtin("crontab", records=False)
def crontab(shell: Shell, call: Call) -> Status:
    """Record `crontab FILE` with the file's content as its standard input."""
    operands = split(call.argv[1:], ("-u",)).operands
    path = shell.path(operands[0]) if operands and operands[0] != "-" else None
    file = shell.session.files.read(path) if path is not None else None
    reading = shell
    if path is not None:
        reading = shell.fork()
        reading.stdin = file.content if file is not None else None
    reading.record(call)
    status = presumed(call)
    written(shell, call, status)
    return status
