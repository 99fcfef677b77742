"""Paths as a Vagrantfile sees them, and which of them are files of the repository.

Where the repository lies on somebody's disk must not show in any result. The evaluator
works below a made-up root, and what leaves it is made relative again (`config/export.py`).
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from migrator.read.project import NotReadable
from migrator.read.vagrantfile.ruby.values import Ruby
from migrator.values import Unknown

if TYPE_CHECKING:
    from migrator.read.vagrantfile.ruby.interpreter import Interpreter

HOST = "/__host__"
HOME = f"{HOST}/home"


def root(run: Interpreter) -> str:
    """The made-up place of the repository; its last part is the folder's true name."""
    return f"{HOST}/projects/{run.project.root.name}"


def working_directory(run: Interpreter) -> str:
    """Where Vagrant runs: the Vagrantfile's folder."""
    return posixpath.join(root(run), run.folder).rstrip("/")


def absolute_file(run: Interpreter, name: str) -> str:
    """The made-up absolute path of a root-relative file."""
    return posixpath.join(root(run), name)


def text_path(value: Ruby) -> Ruby:
    """The text of a path: of a string or of a Pathname."""
    return value if isinstance(value, (str, Unknown)) else getattr(value, "text", value)


def expand(run: Interpreter, path: str, base: str | None = None) -> str:
    """`File.expand_path`: absolute, without `.` and `..`, with `~` as the home folder."""
    if path == "~" or path.startswith("~/"):
        path = HOME + path[1:]
    start = working_directory(run) if base is None else expand(run, base)
    return _normal(posixpath.join(start, path))


def _normal(path: str) -> str:
    normal = posixpath.normpath(path)
    return normal[1:] if normal.startswith("//") else normal


def in_project(run: Interpreter, path: str, folder: str | None = None) -> str | None:
    """The root-relative name of a path; None when it lies outside the repository.

    A relative path starts at the Vagrantfile's folder, or at the root-relative `folder`.
    """
    base = None if folder is None else posixpath.join(root(run), folder)
    full = expand(run, path, base)
    top = root(run)
    if full != top and not full.startswith(f"{top}/"):
        return None
    name = full[len(top) + 1 :] or "."
    try:
        run.project.locate(name)
    except NotReadable:
        return None
    return name


def shown(run: Interpreter, path: str) -> str:
    """A path for messages: without the made-up places."""
    return path.replace(f"{root(run)}/", "").replace(HOME, "~").replace(HOST, "…")
