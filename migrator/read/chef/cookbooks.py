"""The repository's cookbooks, roles and locked cookbook versions."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping

from migrator.read.options import paths_of
from migrator.read.project import NotReadable, Project
from migrator.read.recording import Setting

FOLDERS = ("cookbooks", "site-cookbooks", "berks-cookbooks", "vendor/cookbooks", "chef/cookbooks")
"""Where cookbooks are looked for when the Vagrantfile names no folder."""

_LOCKS = ("Berksfile.lock", "Cheffile.lock", "Policyfile.lock.json")
_LOCKED = re.compile(r"^\s{2,4}([\w-]+) \(=? ?(\d[\w.]*)\)$", re.MULTILINE)
_DEPENDS = re.compile(r"^\s*depends\s*\(?\s*['\"]([\w-]+)['\"]", re.MULTILINE)
_NAME = re.compile(r"^\s*name\s*\(?\s*['\"]([\w-]+)['\"]", re.MULTILINE)
_PATHED = re.compile(r"^\s*cookbook\s*\(?\s*['\"]([\w-]+)['\"].*?path:?\s*(?:=>)?\s*['\"]([^'\"]+)")


class Cookbooks:
    """Which files make up a cookbook, by its name. Paths are relative to the root."""

    def __init__(self, project: Project, folders: Iterable[str]) -> None:
        self.project = project
        self.folders = [folder for folder in folders if project.is_dir(folder)]
        self._roots: dict[str, str] = {}
        for folder in self.folders:
            for name in project.entries(folder):
                root = posixpath.join(folder, name)
                if project.is_dir(root):
                    self._roots[name] = root
                    self._roots.setdefault(self.own_name(root) or name, root)

    def add(self, name: str, root: str) -> None:
        """Add a cookbook that lies elsewhere."""
        if self.project.is_dir(root):
            self._roots.setdefault(name, root)

    def root(self, cookbook: str) -> str | None:
        """The folder of a cookbook, None when the repository does not have it."""
        return self._roots.get(cookbook)

    def names(self) -> list[str]:
        """The cookbooks of the repository."""
        return sorted(self._roots)

    def recipe(self, cookbook: str, recipe: str) -> str | None:
        """The file of a recipe."""
        root = self.root(cookbook)
        names = ["recipes/default.rb", "recipe.rb"] if recipe == "default" else []
        names.append(f"recipes/{recipe}.rb")
        return self._first(root, names)

    def folder(self, cookbook: str, name: str) -> list[str]:
        """The Ruby files of one of a cookbook's folders, `default.rb` first, then by name."""
        root = self.root(cookbook)
        if root is None:
            return []
        folder = posixpath.join(root, name)
        names = [each for each in self.project.entries(folder) if each.endswith(".rb")]
        names.sort(key=lambda each: (each != "default.rb", each))
        return [posixpath.join(folder, each) for each in names]

    def companion(self, cookbook: str, kind: str, name: str, systems: Iterable[str]) -> str | None:
        """A template or file of a cookbook; `systems` are the folders of the node's platform."""
        names = [f"{kind}/{system}/{name}" for system in (*systems, "default")]
        return self._first(self.root(cookbook), [*names, f"{kind}/{name}"])

    def depends(self, cookbook: str) -> list[str]:
        """The cookbooks that a cookbook's metadata names, in order."""
        root = self.root(cookbook)
        text = self.text(posixpath.join(root, "metadata.rb")) if root is not None else ""
        return _DEPENDS.findall(text)

    def own_name(self, root: str) -> str | None:
        """The name that a cookbook's metadata gives."""
        match = _NAME.search(self.text(posixpath.join(root, "metadata.rb")))
        return match[1] if match else None

    def _first(self, root: str | None, names: Iterable[str]) -> str | None:
        if root is None:
            return None
        paths = (posixpath.normpath(posixpath.join(root, name)) for name in names)
        return next((path for path in paths if self.project.is_file(path)), None)

    def text(self, path: str) -> str:
        """A file's text, empty when there is none to read."""
        try:
            return self.project.text(path) if self.project.is_file(path) else ""
        except NotReadable:
            return ""


def cookbooks_of(setting: Setting) -> Cookbooks:
    """The cookbooks that a Chef provisioner works with."""
    named = paths_of(setting.provisioner.options.get("cookbooks_path"))
    folders = [setting.path(path) for path in named or FOLDERS]
    cookbooks = Cookbooks(setting.project, folders)
    for folder in dict.fromkeys((posixpath.dirname(setting.vagrantfile), "")):
        text = cookbooks.text(posixpath.join(folder, "Berksfile"))
        for line in text.splitlines():
            if match := _PATHED.match(line):
                cookbooks.add(match[1], posixpath.normpath(posixpath.join(folder, match[2])))
            elif line.strip() == "metadata":
                name = cookbooks.own_name(folder or ".")
                if name is not None:
                    cookbooks.add(name, folder or ".")
    return cookbooks


def locked_versions(setting: Setting) -> Mapping[str, str]:
    """Cookbook -> version, from the lock file of Berkshelf or Librarian beside the Vagrantfile."""
    found: dict[str, str] = {}
    for name in _LOCKS:
        path = setting.path(name)
        if setting.project.is_file(path):
            try:
                found.update(_LOCKED.findall(setting.project.text(path)))
            except NotReadable:
                continue
    return found
