"""A report before it has a format: sections of sentences, lists and tables.

Texts here are raw, as they stand in the plan; each format escapes them for itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union


@dataclass(frozen=True)
class Code:
    """A piece of a repository or a command, shown as it is."""

    text: str


Line = tuple[Union[str, Code], ...]


@dataclass(frozen=True)
class Paragraph:
    line: Line


@dataclass(frozen=True)
class Items:
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Table:
    """A table; its head is the tool's own words."""

    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True)
class Commands:
    """Commands to copy, one a line."""

    lines: tuple[str, ...]


Block = Union[Paragraph, Items, Table, Commands]


@dataclass(frozen=True)
class Section:
    """A heading of the tool's own words, and what stands under it."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    title: str
    sections: tuple[Section, ...]
