"""Where `salt://` leads in the repository."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from migrator.read.project import NotReadable, Project
from migrator.read.salt.lines import clean

MAX_FILES = 300


class Tree:
    """The folders of `file_roots`, or of `pillar_roots`, that lie in the repository."""

    def __init__(self, project: Project, folders: Sequence[str]) -> None:
        self.project = project
        self.folders = tuple(folders)

    def find(self, name: str) -> str | None:
        """The repository's path of `salt://name`; None where it is not there."""
        relative = name.removeprefix("salt://").partition("?")[0].strip("/")
        for folder in self.folders:
            path = posixpath.normpath(posixpath.join(folder, relative))
            inside = folder == "." or path == folder or path.startswith(f"{folder}/")
            if inside and not path.startswith("..") and self._is_there(path):
                return path
        return None

    def _is_there(self, path: str) -> bool:
        return self.project.is_file(path) or self.project.is_dir(path)

    def sls(self, name: str) -> str | None:
        """The repository's path of the states called `a.b`: a/b.sls or a/b/init.sls."""
        base = name.replace(".", "/")
        for candidate in (f"{base}.sls", f"{base}/init.sls"):
            found = self.find(candidate)
            if found is not None and self.project.is_file(found):
                return found
        return None

    def text(self, path: str) -> str | None:
        """A file's text as it is evaluated; None where it cannot be read."""
        try:
            return clean(self.project.text(path))
        except NotReadable:
            return None

    def below(self, folder: str) -> Iterator[tuple[str, str]]:
        """(path within the folder, repository's path) of the files of a folder."""
        prefix = f"{folder}/"
        names = [path for path in self.project.files() if path.startswith(prefix)]
        for path in names[:MAX_FILES]:
            yield path.removeprefix(prefix), path
