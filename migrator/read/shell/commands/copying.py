"""Commands that make, copy, move, link and remove files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence

from migrator.read.shell.commands.options import split
from migrator.read.shell.dispatch import builtin
from migrator.read.shell.state import Shell
from migrator.read.shell.status import DONE, Call, Status
from migrator.trace import GuestFile
from migrator.values import Text

MAX_COPIED = 500
FOLDER_NAME = re.compile(r"/(?:[\w.-]*(?:\.d|-enabled|-available)|s?bin)$")
"""Names that only folders have: /etc/nginx/sites-enabled, /etc/profile.d."""


def _target(shell: Shell, source: str, target: str, many: bool) -> str:
    """The path that `source` gets when it is copied to `target`."""
    folder = target.endswith("/") or FOLDER_NAME.search(target)
    if many or folder or shell.session.files.is_directory(target):
        return posixpath.join(target, posixpath.basename(source))
    return target


def _copy(shell: Shell, source: str, target: str) -> None:
    """Copy a file that is known; a directory's files one by one."""
    files = shell.session.files
    file = files.read(source)
    if file is not None:
        shell.put(target, file.content)
    elif files.is_directory(source):
        files.make_directory(target)
        pending, count = [(source, target)], 0
        while pending and count < MAX_COPIED:
            folder, destination = pending.pop()
            for name in files.names(folder):
                count += 1
                inner = posixpath.join(folder, name)
                if inner.startswith(target + "/"):
                    continue
                if files.is_directory(inner):
                    pending.append((inner, posixpath.join(destination, name)))
                elif count < MAX_COPIED and (found := files.read(inner)) is not None:
                    shell.put(posixpath.join(destination, name), found.content)


def _pairs(shell: Shell, operands: Sequence[Text], folder: Text | None) -> list[tuple[str, str]]:
    """Sources with their targets as paths; none where a path is not known."""
    words = list(operands)
    if folder is None:
        if len(words) < 2:
            return []
        folder = words.pop()
    target = shell.path(folder)
    if target is None:
        return []
    if isinstance(folder, str) and folder.endswith("/"):
        target += "/"
    sources = [path for word in words if (path := shell.path(word)) is not None]
    many = len(words) > 1
    return [(source, _target(shell, source, target, many)) for source in sources]


@builtin("cp", "rsync")
def copy(shell: Shell, call: Call) -> Status:
    options = split(call.argv[1:], ("-t", "--target-directory", "-S", "--exclude", "-e"))
    for source, target in _pairs(
        shell, options.operands, options.value("-t", "--target-directory")
    ):
        _copy(shell, source, target)
    return DONE


@builtin("mv")
def move(shell: Shell, call: Call) -> Status:
    options = split(call.argv[1:], ("-t", "--target-directory", "-S"))
    for source, target in _pairs(
        shell, options.operands, options.value("-t", "--target-directory")
    ):
        _copy(shell, source, target)
        shell.session.files.remove(source)
    return DONE


@builtin("install")
def install(shell: Shell, call: Call) -> Status:
    options = split(call.argv[1:], ("-m", "--mode", "-o", "-g", "-t", "--owner", "--group"))
    if options.has("-d", "--directory"):
        return make_directories(shell, call)
    for source, target in _pairs(shell, options.operands, options.value("-t")):
        _copy(shell, source, target)
    return DONE


@builtin("ln")
def link(shell: Shell, call: Call) -> Status:
    options = split(call.argv[1:], ("-t", "-S"))
    words = options.operands
    if len(words) == 1:
        words = [*words, "."]
    target = shell.path(words[-1]) if words else None
    if target is None:
        return DONE
    inside = len(words) > 2 or str(words[-1]).endswith("/")
    for word in words[:-1]:
        if not isinstance(word, str):
            continue
        path = _target(shell, word, target, inside) if not options.has("-n", "-T") else target
        absolute = word if options.has("-s", "--symbolic") else shell.path(word)
        if absolute and path != absolute:
            shell.session.files.link(path, absolute)
            _show(shell, path)
    return DONE


def _show(shell: Shell, path: str) -> None:
    """Note a file of the repository that is linked to where the guest's programs look for it."""
    files = shell.session.files
    there = files.host_path(posixpath.dirname(path)) is not None
    file = None if there else files.read(path)
    if file is not None and files.host_path(path) is not None and file.unit < 0:
        place = shell.unit, shell.frame.source, shell.line
        files.shown[path] = GuestFile(path, file.content, *place)


@builtin("rm", "unlink", "rmdir")
def remove(shell: Shell, call: Call) -> Status:
    for word in split(call.argv[1:]).operands:
        path = shell.path(word)
        if path is not None:
            shell.session.files.remove(path)
    return DONE


@builtin("touch")
def touch(shell: Shell, call: Call) -> Status:
    for word in split(call.argv[1:], ("-d", "-t", "-r")).operands:
        path = shell.path(word)
        if path is not None and not shell.session.files.is_file(path):
            shell.put(path, "")
    return DONE


@builtin("mkdir")
def make_directories(shell: Shell, call: Call) -> Status:
    for word in split(call.argv[1:], ("-m", "--mode", "-o", "-g")).operands:
        path = shell.path(word)
        if path is not None:
            shell.session.files.make_directory(path)
    return DONE


@builtin("useradd", "adduser")
def add_user(shell: Shell, call: Call) -> Status:
    """Remember the account's home, for `~name` and `su - name`."""
    options = split(
        call.argv[1:],
        (
            "-d",
            "--home",
            "--home-dir",
            "-s",
            "--shell",
            "-g",
            "-G",
            "-u",
            "-c",
            "-p",
            "--gecos",
            "--ingroup",
            "--uid",
            "--gid",
            "-k",
            "-e",
            "-f",
            "-b",
            "--groups",
            "--comment",
        ),
    )
    if options.operands and isinstance(options.operands[0], str):
        name = options.operands[0]
        home = options.value("-d", "--home", "--home-dir")
        path = home if isinstance(home, str) and home.startswith("/") else f"/home/{name}"
        shell.session.users.setdefault(name, path)
        shell.session.files.make_directory(path)
    return DONE
