"""The current directory."""

from __future__ import annotations

from migrator.read.shell.dispatch import builtin
from migrator.read.shell.state import Shell
from migrator.read.shell.status import DONE, TRUE, Call, Status
from migrator.read.shell.texts import join
from migrator.values import Text, Unknown


def _go(shell: Shell, target: Text) -> None:
    path: Text | None = shell.path(target)
    if path is None and isinstance(target, Unknown):
        relative = target.parts[0] is not None and not target.parts[0].startswith("/")
        path = join([shell.cwd, "/", target]) if relative else target
    elif path is None:
        path = shell.unknown("the directory is not known")
    shell.previous, shell.cwd = shell.cwd, path


@builtin("cd", "chdir")
def change_directory(shell: Shell, call: Call) -> Status:
    """`cd` is taken to succeed: the directory may come from a command that is not followed."""
    words = [word for word in call.argv[1:] if word not in ("-P", "-L", "--", "-e")]
    target = words[0] if words else shell.text("HOME")
    if target == "":
        return TRUE
    _go(shell, shell.previous if target == "-" else target)
    return DONE


@builtin("pushd")
def push(shell: Shell, call: Call) -> Status:
    shell.stack.append(shell.cwd)
    if len(call.argv) > 1:
        _go(shell, call.argv[-1])
    return DONE


@builtin("popd")
def pop(shell: Shell, call: Call) -> Status:
    if shell.stack:
        shell.previous, shell.cwd = shell.cwd, shell.stack.pop()
    return DONE
