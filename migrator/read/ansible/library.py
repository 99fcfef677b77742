"""The files of a playbook: reading them, and the places where Ansible looks for them."""

from __future__ import annotations

import configparser
import os
import posixpath
from collections.abc import Iterable, Iterator

from migrator.read.ansible.documents import Block, read_document
from migrator.read.project import NotReadable, Project
from migrator.yaml_text import NotYaml

SUFFIXES = (".yml", ".yaml", ".json", "")
MAX_FILES = 400


class Library:
    """Reads a project's YAML files once each, and remembers which could not be read."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.documents: dict[str, object] = {}
        self._lines: dict[str, list[str]] = {}
        self._kinds: dict[str, str] = {}
        self.unreadable: list[tuple[str, int, str]] = []

    def is_file(self, path: str) -> bool:
        """Whether `path` is a file of the repository."""
        return self._kind(path) == "file"

    def is_dir(self, path: str) -> bool:
        """Whether `path` is a folder of the repository."""
        return self._kind(path) == "folder"

    def _kind(self, path: str) -> str:
        """Asked once for each path: Ansible looks into many places, and most are not there."""
        if path not in self._kinds:
            there = "\0" not in path and os.path.lexists(f"{self.project.root}/{path}")
            self._kinds[path] = self._look(path) if there else ""
        return self._kinds[path]

    def _look(self, path: str) -> str:
        try:
            real = self.project.locate(path)
            return "file" if real.is_file() else "folder" if real.is_dir() else ""
        except (NotReadable, OSError):
            return ""

    def lines(self, path: str) -> list[str]:
        """A file's lines, none where it cannot be read."""
        if path not in self._lines:
            self._lines[path] = (self.text(path) or "").split("\n")
        return self._lines[path]

    def document(self, path: str) -> object:
        """A YAML file's value; None, and a note, where it has none."""
        if path not in self.documents:
            if len(self.documents) >= MAX_FILES:
                return None
            self.documents[path] = self._read(path)
        return self.documents[path]

    def _read(self, path: str) -> object:
        try:
            return read_document(self.project.text(path))
        except NotReadable as error:
            self.note(path, 1, str(error))
        except NotYaml as error:
            self.note(path, error.line or 1, f"it is not YAML: {error.reason}")
        return None

    def note(self, source: str, line: int, why: str) -> None:
        """Remember a place whose effect could not be followed."""
        place = (source, line, why)
        if place not in self.unreadable and len(self.unreadable) < 500:
            self.unreadable.append(place)

    def mapping(self, path: str) -> Block:
        """A file of variables; empty where it holds something else."""
        found = self.document(path)
        return found if isinstance(found, Block) else Block()

    def text(self, path: str) -> str | None:
        """A file's text with Unix line ends, None where it cannot be read."""
        try:
            return self.project.text_for_guest(path)
        except NotReadable:
            return None

    def first(
        self, folders: Iterable[str], name: str, suffixes: Iterable[str] = ("",)
    ) -> str | None:
        """The first file called `name` in the folders, relative to the root."""
        for folder in folders:
            for suffix in suffixes:
                path = inside(folder, name + suffix)
                if path is not None and self.is_file(path):
                    return path
        return None

    def main(self, folder: str) -> str | None:
        """The main file of a role's folder: `tasks`, `defaults` and so on."""
        return self.first([folder], "main", SUFFIXES)

    def variables(self, folder: str, name: str) -> Iterator[Block]:
        """The variables of `group_vars/NAME` and the like: a file, or a folder of files."""
        path = inside(folder, name)
        if path is None:
            return
        if self.is_dir(path):
            for entry in self.project.entries(path)[:MAX_FILES]:
                inner = posixpath.join(path, entry)
                if posixpath.splitext(entry)[1] in SUFFIXES and self.is_file(inner):
                    yield self.mapping(inner)
        found = self.first([folder], name, SUFFIXES)
        if found is not None:
            yield self.mapping(found)


def inside(folder: str, name: str) -> str | None:
    """`name` seen from `folder` as a path relative to the root; None outside of it.

    An absolute name is none of the repository's: mapping the guest's paths is the caller's.
    """
    if name.startswith(("/", "~")) or "\0" in name:
        return None
    path = posixpath.normpath(posixpath.join(folder, name))
    return None if path.startswith("..") else path


def settings(project: Project, folders: Iterable[str]) -> tuple[str, dict[str, str]]:
    """The folder and the `[defaults]` of the first ansible.cfg in the folders."""
    for folder in folders:
        path = posixpath.join(folder, "ansible.cfg")
        if not project.is_file(path):
            continue
        parser = configparser.RawConfigParser(strict=False, inline_comment_prefixes=(";", " #"))
        try:
            parser.read_string(project.text(path))
        except (configparser.Error, NotReadable):
            continue
        return folder, dict(parser["defaults"]) if parser.has_section("defaults") else {}
    return "", {}
