"""Which directories below a folder are repositories to migrate."""

from __future__ import annotations

from pathlib import Path

from migrator.errors import MigrationError
from migrator.read.project import IGNORED_FOLDERS

_MAX_DEPTH = 4


def find_repositories(folder: Path) -> list[Path]:
    """The repositories below `folder`, sorted; each is not searched further.

    A directory is a repository when it is a git checkout or has a Vagrantfile.
    MigrationError when the folder cannot be read or holds none.
    """
    if not folder.is_dir():
        raise MigrationError(
            f"{folder} is not a directory.", next="Give the folder that holds the repositories."
        )
    found: list[Path] = []
    pending = [(folder, 0)]
    while pending:
        directory, depth = pending.pop()
        try:
            entries = sorted(directory.iterdir())
        except OSError:
            continue
        names = {entry.name for entry in entries}
        if depth and ("Vagrantfile" in names or ".git" in names):
            found.append(directory)
        elif depth < _MAX_DEPTH:
            pending += [
                (entry, depth + 1)
                for entry in entries
                if entry.name not in IGNORED_FOLDERS and entry.is_dir() and not entry.is_symlink()
            ]
    if not found:
        raise MigrationError(
            f"There is no repository with a Vagrantfile below {folder}.",
            next="Give the folder that holds the repositories, one directory each.",
        )
    return sorted(found)
