"""Carrying out what a task does on the guest that the shell reader keeps."""

from __future__ import annotations

import posixpath
import shlex
from collections.abc import Iterator

from migrator.read.ansible.modules.registry import (
    Action,
    Copy,
    Follow,
    FollowFile,
    Invoke,
    Write,
)
from migrator.read.ansible.naming import Names, find
from migrator.read.ansible.run import MOUNT
from migrator.read.ansible.templates import render_file
from migrator.read.recording import MAX_PLACED
from migrator.read.shell.dispatch import invoke
from migrator.read.shell.running import follow_text, in_process
from migrator.read.shell.state import Shell
from migrator.read.shell.status import DONE, Call, Leave, Status
from migrator.trace import GuestFile, Redirect, Remote
from migrator.values import Text, Unknown


def perform(action: Action, shell: Shell, names: Names) -> Status:
    """Carry out one action; its status is what a shell would have seen."""
    try:
        match action:
            case Invoke():
                return _run(action, shell)
            case Follow():
                return _follow(action, shell)
            case FollowFile():
                return _follow_file(action, shell, names)
            case Write():
                return _write(action, shell)
            case Copy():
                return _copy(action, shell, names)
    except Leave as leave:
        return leave.status


def _run(action: Invoke, shell: Shell) -> Status:
    _move(shell, action.cwd)
    for name, value in action.environment.items():
        shell.set(name, value)
        shell.export(name)
    shell.stdin = action.stdin
    redirects = () if action.reads is None else (Redirect("<", action.reads),)
    return invoke(shell, Call(action.argv, redirects))


def _move(shell: Shell, folder: Text | None) -> None:
    if folder is not None:
        shell.cwd = shell.path(folder) or shell.unknown(f"the folder {folder}")


def _follow(action: Follow, shell: Shell) -> Status:
    _move(shell, action.cwd)
    shell.stdin = action.stdin
    shell.out = []
    before = len(shell.session.commands)
    status = follow_text(shell, action.script)
    if len(shell.session.commands) == before:
        shell.record(Call((":",)))
    return status


def _follow_file(action: FollowFile, shell: Shell, names: Names) -> Status:
    """A script from where Ansible runs, else one that an earlier task put into the guest."""
    _move(shell, action.cwd)
    name = str(action.name)
    host = find(names.run, names.context, "files", name)
    path = posixpath.join(MOUNT, host) if host is not None else shell.path(name)
    words = _words(action.arguments)
    call = Call((action.name, *words))
    shell.out = []
    if path is None or shell.session.files.read(path) is None:
        shell.record(call)
        shell.cannot_follow(f"the script {name} is not in the repository")
        return DONE
    return in_process(shell, call, path, words, action.name)


def _words(text: Text) -> list[Text]:
    if isinstance(text, Unknown):
        return [text]
    try:
        return list(shlex.split(text))
    except ValueError:
        return [text]


def _write(action: Write, shell: Shell) -> Status:
    path = shell.path(action.path)
    if path is None:
        shell.cannot_follow(f"which file `{action.path}` is, is not known")
        return DONE
    shell.session.spend(len(str(action.content)))
    _put(shell, path, action.content, action.source)
    return DONE


def _put(shell: Shell, path: str, content: Text | Remote, source: str | None) -> None:
    place = (shell.frame.source, shell.line) if source is None else (source, 1)
    shell.session.files.write(GuestFile(path, content, shell.unit, *place))


def _copy(action: Copy, shell: Shell, names: Names) -> Status:
    """Put a file, or all files of a folder, of the repository into the guest."""
    shell.record(Call(("cp", action.name, action.path)))
    target = shell.path(action.path)
    name = str(action.name)
    kind = "templates" if action.template else "files"
    source = (
        None if isinstance(action.name, Unknown) else find(names.run, names.context, kind, name)
    )
    if target is None:
        shell.cannot_follow(f"which file `{action.path}` is, is not known")
        return DONE
    if source is None:
        shell.cannot_follow(f"the file {name} is not in the repository")
        return DONE
    folder = str(action.path).endswith("/") or shell.session.files.is_directory(target)
    if folder and not name.endswith("/"):
        target = posixpath.join(target, posixpath.basename(name).removesuffix(".j2"))
    for path, place in _files(source, target, names):
        text = names.run.library.text(path)
        if text is None:
            continue
        shell.session.spend(len(text))
        content = render_file(text, names, names.run.budget) if action.template else text
        _put(shell, place, content, path)
    return DONE


def _files(source: str, target: str, names: Names) -> Iterator[tuple[str, str]]:
    """(the repository's path, the guest's path) of a file, or of all files of a folder."""
    project = names.run.project
    if project.is_file(source):
        yield source, target
        return
    for name in project.below(source, MAX_PLACED):
        yield posixpath.join(source, name), posixpath.join(target, name)
