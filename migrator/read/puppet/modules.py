"""Which files of the repository belong to which module."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable

from migrator.read.project import NotReadable, Project

_NAME = re.compile(r"^\s*name\s*['\"]([\w-]+)[-/](\w+)['\"]", re.MULTILINE)
_FACT = re.compile(r"Facter\.add\(\s*[:'\"](\w+)")
MAX_MANIFEST = 256 * 1024


class Modules:
    """The modules on the module path. Paths are relative to the root."""

    def __init__(self, project: Project, folders: Iterable[str]) -> None:
        self.project = project
        self._roots: dict[str, str] = {}
        for folder in folders:
            for name in project.entries(folder):
                root = posixpath.join(folder, name)
                if project.is_dir(root):
                    self._roots.setdefault(name.rpartition("-")[2], root)
                    self._roots.setdefault(name, root)

    def root(self, module: str) -> str | None:
        """The folder of a module, None when the repository does not have it."""
        return self._roots.get(module)

    def manifest(self, name: str) -> str | None:
        """The manifest that should define a class or defined type."""
        module, *rest = name.split("::")
        root = self.root(module)
        if root is None:
            return None
        path = posixpath.join(root, "manifests", *(rest or ["init"])) + ".pp"
        return path if self.project.is_file(path) else None

    def file(self, module: str, folder: str, name: str) -> str | None:
        """A file of a module's `files` or `templates`."""
        root = self.root(module)
        if root is None:
            return None
        path = posixpath.normpath(posixpath.join(root, folder, name))
        return path if self.project.is_file(path) else None

    def author(self, module: str) -> str | None:
        """Who made a module of the Forge, by its metadata; None where that is not said."""
        root = self.root(module)
        if root is None:
            return None
        try:
            read = json.loads(self.text(f"{root}/metadata.json") or "null")
        except (ValueError, RecursionError):
            read = None
        name = str(read.get("name", "")) if isinstance(read, dict) else ""
        found = re.match(r"([\w-]+)[-/]\w+$", name) or _NAME.search(self.text(f"{root}/Modulefile"))
        return found[1].lower() if found else None

    def facts(self) -> dict[str, str]:
        """The facts that modules add, by name, with the file that computes each."""
        found: dict[str, str] = {}
        for root in dict.fromkeys(self._roots.values()):
            for name in self.project.entries(f"{root}/lib/facter"):
                path = f"{root}/lib/facter/{name}"
                found.update(dict.fromkeys(_FACT.findall(self.text(path)), path))
        return found

    def text(self, path: str) -> str:
        """A file's text, empty when there is none to read or it is too large."""
        try:
            return self.project.text(path, limit=MAX_MANIFEST) if self.project.is_file(path) else ""
        except NotReadable:
            return ""
