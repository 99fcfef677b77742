"""Managers of Node's versions: what looks Node up after them finds it."""

from __future__ import annotations

from migrator.read.shell.commands.answers import look_up
from migrator.read.shell.dispatch import builtin, plain
from migrator.read.shell.state import Shell
from migrator.read.shell.status import Call, Status

_PROGRAMS = ("node", "npm", "npx")
_HOUSEKEEPING = frozenset({"alias", "bin", "cache", "ls", "ls-remote", "prune", "rm", "uninstall"})


@builtin("nvm", "n", "fnm", "nodenv", records=False)
def node_versions(shell: Shell, call: Call) -> Status:
    """`nvm install` brings programs; `nvm which 8` writes the path of the one that it brought."""
    words = call.words()[1:]
    if words[:1] == ["which"]:
        shell.record(call)
        return look_up(shell, ["node"])
    status = plain(shell, call)
    if status.ok and not _HOUSEKEEPING.intersection(words[:1]):
        shell.session.mentioned.update(_PROGRAMS)
    return status
