"""The day of a repository's newest commit, read from its git folder without running git."""

from __future__ import annotations

import datetime

from migrator.read.project import Project

_BORROWED_OBJECTS = "objects/info/alternates"


def newest_commit(project: Project) -> datetime.date | None:
    """The day (UTC) of the commit that is checked out; None where there is no readable history.

    Only a git folder inside the repository is read: one that points elsewhere
    (a worktree, a submodule, borrowed objects) is left alone.
    """
    folder = project.root / ".git"
    if not folder.is_dir() or folder.is_symlink() or (folder / _BORROWED_OBJECTS).exists():
        return None
    # dulwich costs more to import than a whole repository to read.
    from dulwich.objects import Commit
    from dulwich.repo import Repo

    try:
        with Repo(str(project.root)) as repository:
            commit = repository[repository.head()]
    except Exception:  # a damaged history raises whatever the damage leads to
        return None
    if not isinstance(commit, Commit):
        return None
    moment = datetime.datetime.fromtimestamp(commit.commit_time, datetime.timezone.utc)
    return moment.date()
