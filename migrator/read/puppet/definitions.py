"""Classes and defined types: where they are written, found by their names."""

from __future__ import annotations

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
    """All definitions that were read so far; modules' are read when they are asked for."""

    def __init__(self, modules: Modules, recording: Recording) -> None:
        self.modules = modules
        self.recording = recording
        self._by_name: dict[tuple[str, str], Defined] = {}
        self._read: set[str] = set()

    def find(self, kind: str, name: str) -> Defined | None:
        """A `class` or `define` by its full name; None where the repository has none."""
        name = name.lower()
        if (kind, name) not in self._by_name:
            for path in self._candidates(name):
                self.read(path)
        return self._by_name.get((kind, name))

    def _candidates(self, name: str) -> Iterator[str]:
        """The manifests that may define a name: its own, and those of its outer names."""
        words = name.split("::")
        for count in range(len(words), 0, -1):
            path = self.modules.manifest("::".join(words[:count]))
            if path is not None and path not in self._read:
                yield path

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
