"""Redirections: what a command reads, and which file gets what it writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from migrator.read.shell import expansion
from migrator.read.shell.nodes import Redirection
from migrator.read.shell.state import Shell, joined
from migrator.read.shell.status import Status
from migrator.read.shell.texts import join
from migrator.trace import Redirect, Remote
from migrator.values import Text

WRITING = frozenset({">", ">>", ">|", "&>", "&>>", "<>"})


def redirected(
    shell: Shell,
    redirections: Sequence[Redirection],
    run: Callable[[tuple[Redirect, ...]], Status],
) -> Status:
    """Run something with its streams redirected, then write the file they lead to."""
    before = (shell.stdin, shell.out)
    shown: list[Redirect] = []
    target: tuple[Text, bool] | None = None
    try:
        for redirection in redirections:
            found = _one(shell, redirection, shown)
            target = found or target
        if target is not None:
            shell.out = [] if shell.path(target[0]) else None
        status = run(tuple(shown))
        path = shell.path(target[0]) if target is not None else None
        if target is not None and path is not None and shell.out is not None:
            shell.put(path, joined(shell.out, shell), append=target[1])
    finally:
        shell.stdin, shell.out = before
    return status


def _one(shell: Shell, redirection: Redirection, shown: list[Redirect]) -> tuple[Text, bool] | None:
    """Set one stream; gives the file that output goes to, and whether it is appended to."""
    operator = redirection.operator
    if redirection.body is not None:
        shell.stdin = expansion.heredoc(shell, redirection.body, redirection.literal)
        return None
    target = expansion.text(shell, redirection.target.text) if redirection.target else ""
    if operator == "<<<":
        shell.stdin = join([target, "\n"])
        return None
    shown.append(Redirect(redirection.descriptor + operator, target))
    if operator == "<":
        shell.stdin = _content(shell, target)
        return None
    output = redirection.descriptor in ("", "1") or operator.startswith("&")
    if operator == ">&" and output:
        if target == "2":
            shell.out = None
        return (target, False) if _is_file(target) and target not in ("1", "2", "-") else None
    if operator in WRITING and output:
        if target == "/dev/null" or target == "/dev/stderr":
            shell.out = None
            return None
        return (target, operator.endswith(">>")) if _is_file(target) else None
    return None


def _is_file(target: Text) -> bool:
    return not (isinstance(target, str) and (target.startswith("/dev/") or target.isdecimal()))


def _content(shell: Shell, target: Text) -> Text | Remote | None:
    path = shell.path(target)
    if path == "/dev/null":
        return ""
    file = shell.session.files.read(path) if path else None
    return file.content if file else shell.unknown(f"the content of `{target}`")
