"""Pieces of expanded words to fields: splitting at blanks, then file names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from migrator.read.shell import patterns
from migrator.read.shell.state import Shell
from migrator.read.shell.status import Downloaded
from migrator.read.shell.texts import join, parts
from migrator.values import Text, Unknown

BLANKS = " \t\n"
MAX_FIELDS = 4096


@dataclass(frozen=True)
class Piece:
    """A stretch of a word: `split` where blanks in it part fields, `apart` after a field's end."""

    text: Text
    quoted: bool
    split: bool = False
    apart: bool = False


def assembled(shell: Shell, found: Iterable[Piece]) -> list[Text]:
    """Pieces to fields: split at blanks, then file names for patterns."""
    assembly = _Assembly(shell)
    for piece in found:
        if piece.apart:
            assembly.end()
        if piece.split:
            assembly.split(piece.text)
        else:
            assembly.add(piece.text, piece.quoted)
    assembly.end()
    return assembly.fields


class _Assembly:
    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        self.fields: list[Text] = []
        self.current: list[tuple[Text, bool]] | None = None

    def add(self, content: Text, quoted: bool) -> None:
        if content != "" or quoted:
            self.current = self.current or []
            self.current.append((content, quoted))

    def end(self) -> None:
        if self.current is None:
            return
        whole = join([content for content, _ in self.current])
        self.shell.session.spend(len(str(whole)))
        names: list[str] = []
        if isinstance(whole, str):
            pattern_text = "".join(
                patterns.escaped(str(content)) if quoted else str(content)
                for content, quoted in self.current
            )
            if patterns.is_pattern(pattern_text):
                names = file_names(self.shell, pattern_text)
        self.fields.extend(names or [whole])
        self.current = None

    def split(self, content: Text) -> None:
        """Add an unquoted expansion: blanks in its known stretches end a field."""
        for stretch in parts(content):
            if stretch is None:
                assert isinstance(content, Unknown)
                self.add(_part_of(content), False)
                continue
            if stretch[:1] and stretch[0] in BLANKS:
                self.end()
            for index, item in enumerate(stretch.split()):
                if index:
                    self.end()
                self.add(item, False)
            if stretch[-1:] and stretch[-1] in BLANKS:
                self.end()


def _part_of(content: Unknown) -> Unknown:
    """The unknown stretch of a text by itself; a download stays one."""
    if isinstance(content, Downloaded):
        return content
    return Unknown(content.reason, content.source, content.line)


def file_names(shell: Shell, pattern_text: str) -> list[str]:
    """The guest's files that a pattern matches, sorted; none where they are not known."""
    absolute = pattern_text.startswith("/")
    segments = [segment for segment in pattern_text.split("/") if segment]
    if not absolute and not isinstance(shell.cwd, str):
        return []
    found = ["/" if absolute else ""]
    for segment in segments:
        if not patterns.is_pattern(segment):
            found = [f"{name}{patterns.unescaped(segment)}/" for name in found]
            continue
        matched = []
        for name in found[:64]:
            folder = shell.path(name or ".")
            for entry in shell.session.files.names(folder) if folder else []:
                hidden_entry = entry.startswith(".") and not segment.startswith(".")
                if not hidden_entry and patterns.matches(segment, entry):
                    matched.append(f"{name}{entry}/")
        found = matched
    names = [name.rstrip("/") for name in found]
    files = shell.session.files
    return [
        name
        for name in names[:MAX_FIELDS]
        if (path := shell.path(name)) and (files.is_file(path) or files.is_directory(path))
    ]
