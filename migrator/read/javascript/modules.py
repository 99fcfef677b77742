"""Which file of the repository a `require` or `import` loads."""

from __future__ import annotations

import posixpath

from migrator.read.json_text import NotJson, read_json
from migrator.read.project import NotReadable, Project

# Node's own order first, then what compilers add to it.
EXTENSIONS = (".js", ".json", ".node", ".mjs", ".cjs", ".ts", ".tsx", ".jsx", ".coffee", ".ls")
# Stands for the root of the repository in absolute paths made from __dirname.
ROOT = "/repository-root"


def is_local(request: str) -> bool:
    return request.startswith(("./", "../", "/")) or request in (".", "..")


def package_of(request: str) -> str:
    """The package that a request names: `lodash/get` is lodash's, `node:fs` is fs."""
    parts = request.removeprefix("node:").split("/")
    return "/".join(parts[:2]) if request.startswith("@") else parts[0]


class Modules:
    """Finds modules in a project; each folder is listed once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._names: dict[str, frozenset[str]] = {}
        self._files: dict[str, bool] = {}
        self._resolved: dict[tuple[str, str], str | None] = {}

    def resolve(self, request: str, folder: str) -> str | None:
        """The file that a local request loads from a file in `folder`, or None.

        All paths are relative to the project's root; a request below `ROOT` is absolute.
        """
        key = (request, folder)
        if key not in self._resolved:
            self._resolved[key] = self._resolve(request, folder)
        return self._resolved[key]

    def _resolve(self, request: str, folder: str) -> str | None:
        path = inside_root(request)
        if path is None and not request.startswith("/"):
            path = posixpath.normpath(posixpath.join(folder, request))
        if path is None or path.startswith("../") or path == ".." or "\0" in path:
            return None
        if path != "." and not request.endswith("/"):
            for extension in ("", *EXTENSIONS):
                if self.has_file(path + extension):
                    return path + extension
        return self._index(path)

    def has_file(self, path: str) -> bool:
        """Whether there is such a file inside the project."""
        if path not in self._files:
            folder, _, name = path.rpartition("/")
            if folder not in self._names:
                self._names[folder] = frozenset(self._project.entries(folder or "."))
            self._files[path] = name in self._names[folder] and self._project.is_file(path)
        return self._files[path]

    def _index(self, folder: str) -> str | None:
        prefix = "" if folder == "." else f"{folder}/"
        main = self._main(f"{prefix}package.json")
        if main is not None:
            path = posixpath.normpath(prefix + main)
            for extension in ("", *EXTENSIONS, "/index.js"):
                if self.has_file(path + extension):
                    return path + extension
        for extension in EXTENSIONS:
            if self.has_file(f"{prefix}index{extension}"):
                return f"{prefix}index{extension}"
        return None

    def _main(self, path: str) -> str | None:
        if not self.has_file(path):
            return None
        try:
            value = read_json(self._project.text(path)).value
        except (NotReadable, NotJson):
            return None
        main = value.get("main") if isinstance(value, dict) else None
        return main if isinstance(main, str) and main and not main.startswith("/") else None


def inside_root(path: str) -> str | None:
    """A path made from `ROOT` as one of the project's; None for any other."""
    if path != ROOT and not path.startswith(f"{ROOT}/"):
        return None
    return posixpath.normpath(path[len(ROOT) + 1 :] or ".")
