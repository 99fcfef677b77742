"""Which files belong to the project; the only file reader, confined to its root.

Whatever the repository says, nothing outside its root is opened: a path is
resolved through every symbolic link first and refused when it leaves.
"""

from __future__ import annotations

import fnmatch
import itertools
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from migrator.errors import MigrationError

MAX_FILE_BYTES = 2 * 1024 * 1024
MAX_FILES = 50_000
IGNORED_FOLDERS = frozenset({".git", ".hg", ".svn", ".vagrant", "node_modules", "bower_components"})


class NotReadable(Exception):
    """A file of the project that could not be read; the text says why."""


class Project:
    """A repository on disk, read-only. Paths are relative to the root and use `/`.

    What matches one of the globs `ignored`, or lies in a folder that does, is not there.
    """

    def __init__(self, root: Path, ignored: Sequence[str] = ()) -> None:
        """Open `root`; MigrationError when it is not a readable directory."""
        self._ignored = tuple(glob.removeprefix("./").rstrip("/") for glob in ignored)
        try:
            self.root = root.resolve(strict=True)
            if not self.root.is_dir():
                raise MigrationError(
                    f"{root} is not a directory.",
                    next="Give the directory that holds the Vagrantfile.",
                )
            next(self.root.iterdir(), None)
        except (FileNotFoundError, RuntimeError) as error:
            raise MigrationError(
                f"There is no directory {root}.",
                next="Give the directory that holds the Vagrantfile.",
            ) from error
        except OSError as error:
            raise MigrationError(
                f"The directory {root} cannot be read: {error.strerror or error}.",
                next="Make it readable for this user, or run as one who may read it.",
            ) from error
        self._texts: dict[str, str] = {}
        self._files: tuple[str, ...] | None = None
        self._located: dict[str, Path] = {}
        self._root = str(self.root)
        self._prefix = self._root.rstrip("/") + "/"

    def locate(self, path: str) -> Path:
        """The real path of `path`; NotReadable when it lies outside the root."""
        if path not in self._located:
            self._located[path] = self._resolve(path)
        return self._located[path]

    def _resolve(self, path: str) -> Path:
        if "\0" in path:
            raise NotReadable("its name has a NUL byte")
        try:
            real = os.path.realpath(os.path.join(self._root, path))  # noqa: PTH118  # ten times pathlib
        except (OSError, RuntimeError) as error:
            raise NotReadable("its symbolic links lead nowhere") from error
        if real != self._root and not real.startswith(self._prefix):
            raise NotReadable("it lies outside the repository")
        if self._ignored and self._is_ignored(path):
            raise NotReadable("the answers say to ignore it")
        return Path(real)

    def _is_ignored(self, path: str) -> bool:
        """Whether a glob matches a path or a folder that it lies in."""
        name = os.path.normpath(path).removeprefix(self._prefix)
        parts = name.split("/")
        folders = ["/".join(parts[: count + 1]) for count in range(len(parts))]
        return any(fnmatch.fnmatchcase(each, glob) for each in folders for glob in self._ignored)

    def _is_missing(self, path: str) -> bool:
        """Whether nothing of that name is in the root: most of what is asked for, told quickly."""
        name = os.path.normpath(path) if "\0" not in path else ".."
        if name.startswith("..") or os.path.isabs(name):  # noqa: PTH117  # a text, not a path yet
            return False
        return not os.path.lexists(f"{self._prefix}{name}")

    def relative(self, path: str) -> str:
        """`path` (relative or absolute) as the root-relative name used everywhere else.

        NotReadable when it lies outside the root. "." is the root itself.
        """
        absolute = os.path.normpath(self.root / path)
        try:
            return PurePosixPath(Path(absolute).relative_to(self.root)).as_posix()
        except ValueError as error:
            raise NotReadable("it lies outside the repository") from error

    def is_file(self, path: str) -> bool:
        """Whether `path` is a file inside the root."""
        if self._is_missing(path):
            return False
        try:
            return self.locate(path).is_file()
        except (NotReadable, OSError):
            return False

    def is_dir(self, path: str) -> bool:
        """Whether `path` is a directory inside the root."""
        if self._is_missing(path):
            return False
        try:
            return self.locate(path).is_dir()
        except (NotReadable, OSError):
            return False

    def text(self, path: str, *, limit: int = MAX_FILE_BYTES) -> str:
        """The file's text, without a byte order mark, at most `limit` bytes long.

        Bytes that are not UTF-8 become replacement characters. NotReadable says
        why there is no text: missing, outside, too large, binary, not a file.
        """
        if path not in self._texts:
            self._texts[path] = self._read(path, limit)
        return self._texts[path]

    def _read(self, path: str, limit: int) -> str:
        real = self.locate(path)
        try:
            status = real.stat()
            if not stat.S_ISREG(status.st_mode):
                raise NotReadable("it is not a regular file")
            if status.st_size > limit:
                raise NotReadable(f"it is larger than {limit // 1024 // 1024} MiB")
            with real.open("rb") as stream:
                content = stream.read(limit + 1)
        except FileNotFoundError as error:
            raise NotReadable("there is no such file") from error
        except OSError as error:
            raise NotReadable((error.strerror or str(error)).lower()) from error
        if b"\0" in content:
            raise NotReadable("it is a binary file")
        return content.decode("utf-8", "replace").removeprefix("\ufeff")

    def text_for_guest(self, path: str) -> str:
        """The file's text as a guest gets it, with Unix line ends; NotReadable as `text` has it."""
        return self.text(path).replace("\r\n", "\n")

    def entries(self, path: str) -> list[str]:
        """The names in a directory, sorted; empty when it cannot be listed."""
        try:
            names = sorted(entry.name for entry in self.locate(path).iterdir())
        except (NotReadable, OSError):
            return []
        if not self._ignored:
            return names
        return [name for name in names if not self._is_ignored(f"{path}/{name}")]

    def files(self) -> tuple[str, ...]:
        """Every file below the root but those in `IGNORED_FOLDERS`, sorted.

        Symbolic links to directories are not followed; at most `MAX_FILES`.
        """
        if self._files is None:
            self._files = tuple(sorted(self._walk()))
        return self._files

    def _walk(self) -> Iterator[str]:
        count = 0
        pending = [""]
        while pending:
            folder = pending.pop()
            try:
                with os.scandir(self.root / folder) as entries:
                    listed = sorted(entries, key=lambda entry: entry.name)
            except OSError:
                continue
            for entry in listed:
                name = f"{folder}{entry.name}"
                if self._ignored and self._is_ignored(name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if entry.name not in IGNORED_FOLDERS:
                        pending.append(f"{name}/")
                elif count < MAX_FILES:
                    count += 1
                    yield name

    def below(self, folder: str, limit: int) -> list[str]:
        """The files of a folder and of those in it, relative to it and in order."""
        prefix = "" if folder in ("", ".") else f"{folder}/"
        inside = (name[len(prefix) :] for name in self.files() if name.startswith(prefix))
        return list(itertools.islice(inside, limit))

    def matching(self, pattern: str) -> list[str]:
        """The files whose root-relative name matches a shell pattern, sorted."""
        return fnmatch.filter(self.files(), pattern)
