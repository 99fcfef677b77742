"""Which directories below a folder are repositories to migrate."""

from __future__ import annotations

from pathlib import Path

from migrator.errors import MigrationError
from migrator.read.project import IGNORED_FOLDERS

_MAX_DEPTH = 4
# What a repository has at its top; the Vagrantfile itself may lie deeper.
_MARKS = frozenset({".git", "Vagrantfile", "package.json", ".gitignore", "README.md"})


def find_repositories(folder: Path) -> list[Path]:
    """The repositories below `folder`, sorted; each is not searched further.

    A directory is a repository when it looks like the top of one (`_MARKS`) and has a
    Vagrantfile somewhere in it. MigrationError when the folder cannot be read or holds none.
    """
    if not folder.is_dir():
        raise MigrationError(
            f"{folder} is not a directory.", next="Give the folder that holds the repositories."
        )
    found: list[Path] = []
    pending = [(folder, 0)]
    while pending:
        directory, depth = pending.pop()
        entries = _entries(directory)
        if depth and _MARKS & {entry.name for entry in entries}:
            if _has_vagrantfile(directory, _MAX_DEPTH):
                found.append(directory)
        elif depth < _MAX_DEPTH:
            pending += [(entry, depth + 1) for entry in entries if _is_folder(entry)]
    if not found:
        raise MigrationError(
            f"There is no repository with a Vagrantfile below {folder}.",
            next="Give the folder that holds the repositories, one directory each.",
        )
    return sorted(found)


def _has_vagrantfile(directory: Path, depth: int) -> bool:
    entries = _entries(directory)
    if any(entry.name.lower() == "vagrantfile" for entry in entries):
        return True
    folders = [entry for entry in entries if depth and _is_folder(entry)]
    return any(_has_vagrantfile(entry, depth - 1) for entry in folders)


def _entries(directory: Path) -> list[Path]:
    """What a directory holds, sorted; nothing when it cannot be listed."""
    try:
        return sorted(directory.iterdir())
    except OSError:
        return []


def _is_folder(entry: Path) -> bool:
    return entry.name not in IGNORED_FOLDERS and entry.is_dir() and not entry.is_symlink()
