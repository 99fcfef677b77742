"""Classes and defined types: where they are written, found by their names."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from migrator.read.puppet.modules import MAX_MANIFEST, Modules
from migrator.read.puppet.nodes import Definition, Node
from migrator.read.puppet.parser import parse
from migrator.read.recording import Recording


@dataclass(frozen=True)
class Defined:
    """A definition and the file it stands in."""

    definition: Definition
    source: str


class Definitions:
    """All definitions that were read so far; modules' are read when they are asked for.

    `folder` has the manifests of the machine itself, relative to the root.
    """

    def __init__(self, modules: Modules, recording: Recording, folder: str = "") -> None:
        self.modules = modules
        self.folder = folder
        self.recording = recording
        self._by_name: dict[tuple[str, str], Defined] = {}
        self._read: set[str] = set()

    def find(self, kind: str, name: str) -> Defined | None:
        """A `class` or `define` by its full name; None where the repository has none."""
        name = name.lower().removeprefix("::")
        if (kind, name) not in self._by_name:
            for path in self._candidates(name):
                self.read(path)
        if (kind, name) not in self._by_name and (beside := self._beside(name)) is not None:
            self.read(beside)
        return self._by_name.get((kind, name))

    def find_class(self, name: str, inside: str) -> tuple[str, Defined | None]:
        """A class by its name as the class `inside` writes it, and its full name.

        A name that nothing has as it stands is looked for from the inside out, as Puppet before
        version 4 did first: https://www.puppet.com/docs/puppet/3.8/lang_namespaces.html
        """
        found = self.find("class", name)
        words = [] if name.startswith("::") else inside.split("::")
        while found is None and words:
            inner = "::".join([*words, name])
            if inner != inside and (found := self.find("class", inner)) is not None:
                return inner, found
            # The manifest of the inner name may well define the plain one.
            found = self.find("class", name)
            words.pop()
        return name, found

    def _candidates(self, name: str) -> Iterator[str]:
        """The manifests that may define a name: its own, and those of its outer names."""
        words = name.split("::")
        for count in range(len(words), 0, -1):
            path = self.modules.manifest("::".join(words[:count]))
            if path is not None and path not in self._read:
                yield path

    def _beside(self, name: str) -> str | None:
        """The manifest of that name beside the machine's own.

        Puppet up to 2.7 looked there, in the folder that Vagrant runs it in (`load_until` in
        its lib/puppet/parser/type_loader.rb).
        """
        path = posixpath.join(self.folder, *name.split("::")) + ".pp"
        is_new = path not in self._read and self.modules.project.is_file(path)
        return path if self.folder and is_new else None

    def read(self, path: str) -> tuple[Node, ...]:
        """Read a manifest once, keep its definitions, and give its other statements."""
        if path in self._read:
            return ()
        self._read.add(path)
        text = self.modules.text(path)
        if not text and self.modules.project.is_file(path):
            why = f"it is empty, unreadable or larger than {MAX_MANIFEST // 1024} KiB"
            self.recording.cannot_follow(path, 1, why)
        statements, broken = parse(text)
        if broken is not None:
            self.recording.cannot_follow(path, broken.line, f"this is not Puppet: {broken}")
        self.keep(statements, path, "")
        return tuple(node for node in statements if not _is_named(node))

    def keep(self, statements: Iterable[Node], source: str, prefix: str) -> None:
        """Keep the definitions among statements, and those inside of classes."""
        for node in statements:
            if isinstance(node, Definition) and _is_named(node):
                name = f"{prefix}::{node.name}" if prefix else node.name
                name = name.lower().removeprefix("::")
                self._by_name.setdefault((node.kind, name), Defined(node, source))
                if node.kind == "class":
                    self.keep(node.body, source, name)


def _is_named(node: Node) -> bool:
    return isinstance(node, Definition) and node.kind in ("class", "define", "function")
