"""Ruby source to a light syntax tree; the only import of tree-sitter-ruby.

tree-sitter's own nodes cost a call for every question, so one walk copies what
evaluation needs. Comments are left out, each heredoc's body is tied to the place that
announces it, and what is nested deeper than `MAX_NESTING` becomes a `too_deep` node.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from dataclasses import dataclass
from functools import cached_property
from time import thread_time

import tree_sitter
import tree_sitter_ruby

MAX_NESTING = 200
# What tree-sitter needs can grow with the square of the text: 256 KiB of backticks take
# minutes. A real Vagrantfile takes a millisecond.
MAX_PARSING_SECONDS = 1.0
_BLOCK = 4096

_PARSER = tree_sitter.Parser(tree_sitter.Language(tree_sitter_ruby.language()))


_ASSIGNED = re.compile(
    rb"(?<![\w.@$:])([a-z_]\w{0,99})(?=(?: ?, ?\*?[a-z_]\w{0,99}){0,9}\s{0,9}"
    rb"(?:\|\||&&|[-+*/])?=(?![=~>]))"
)


class Source:
    """One Ruby file: its root-relative name, its bytes, and where its lines end."""

    def __init__(self, name: str, text: str, first_line: int = 1) -> None:
        self.name = name
        self.content = text.encode("utf-8", "replace")
        self.first_line = first_line

    @cached_property
    def _line_ends(self) -> list[int]:
        return [found.start() for found in re.finditer(b"\n", self.content)]

    @cached_property
    def assigned(self) -> dict[str, int]:
        """The names that are assigned to somewhere, and where first."""
        found: dict[str, int] = {}
        for match in _ASSIGNED.finditer(self.content):
            found.setdefault(match[1].decode(), match.start())
        return found

    def line(self, position: int) -> int:
        """The line, counted from 1, that the byte at `position` stands in."""
        return bisect_left(self._line_ends, position) + self.first_line


class Incomplete(Exception):
    """A node lacks a part, because the source is not Ruby."""


class Fields(dict[str, "Node"]):
    """Children by the grammar's names; asking for one that is missing is `Incomplete`."""

    def __missing__(self, name: str) -> Node:
        raise Incomplete(name)


class Node:
    """A named node. `fields` holds the children that the grammar names, by name."""

    __slots__ = ("children", "end", "fields", "heredoc", "kind", "source", "start", "word")

    def __init__(self, kind: str, source: Source, start: int, end: int) -> None:
        self.kind = kind
        self.source = source
        self.start = start
        self.end = end
        self.children: list[Node] = []
        self.fields = Fields()
        self.heredoc: Node | None = None
        self.word = ""

    @property
    def text(self) -> str:
        """The source text of the node."""
        return self.source.content[self.start : self.end].decode("utf-8", "replace")

    def between(self, start: int, end: int) -> str:
        """The source text between two bytes."""
        return self.source.content[start:end].decode("utf-8", "replace")

    @property
    def line(self) -> int:
        """The line that the node begins in."""
        return self.source.line(self.start)

    @property
    def end_line(self) -> int:
        """The line of the node's last character."""
        return self.source.line(max(self.start, self.end - 1))

    def of_kind(self, kind: str) -> list[Node]:
        """The children of one kind, in order."""
        return [child for child in self.children if child.kind == kind]


@dataclass(frozen=True)
class Tree:
    """A parsed file; `error_line` is the first line that is not Ruby, None when all is.

    `why` says what is wrong there, and what was done to read a broken file all the same.
    `is_open` is whether an error reaches to the end of the file, as where something has no end.
    """

    root: Node
    error_line: int | None
    why: str = "this is not Ruby"
    is_open: bool = False


def parse(name: str, text: str, first_line: int = 1, deadline: float | None = None) -> Tree:
    """Parse Ruby; what is not Ruby becomes `ERROR` nodes around what could be read.

    Where the parser does not come to an end in time the tree is empty.
    """
    # Ruby itself reads a line end of two characters as one.
    source = Source(name, text.replace("\r\n", "\n"), first_line)
    tree = _parsed(source.content, deadline or thread_time() + MAX_PARSING_SECONDS)
    if tree is None:
        return Tree(Node("program", source, 0, 0), first_line, "it takes too long to parse")
    root = _copied(tree.walk(), source)
    if not tree.root_node.has_error:
        return Tree(root, None)
    first, last = _error(tree.root_node, 0), _error(tree.root_node, -1)
    is_open = last.end_byte >= len(source.content.rstrip())
    return Tree(root, source.line(first.start_byte), is_open=is_open)


def _parsed(content: bytes, deadline: float) -> tree_sitter.Tree | None:
    """tree-sitter's tree; None where it is not done when the thread has worked that long."""
    try:
        return _PARSER.parse(
            lambda start, _: content[start : start + _BLOCK],
            progress_callback=lambda *_: thread_time() > deadline,
        )
    except ValueError:
        _PARSER.reset()
        return None


def is_ruby(text: str, deadline: float) -> bool:
    """Whether a text parses without an error before the thread has worked that long."""
    tree = _parsed(text.encode("utf-8", "replace"), deadline)
    return tree is not None and not tree.root_node.has_error


# Kinds of nodes that have nothing inside; their text is kept with them.
_LEAVES = frozenset(
    "identifier constant integer float string_content heredoc_content escape_sequence "
    "simple_symbol hash_key_symbol instance_variable global_variable class_variable "
    "heredoc_beginning heredoc_end character self nil true false".split()
)


def _copied(cursor: tree_sitter.TreeCursor, source: Source) -> Node:
    """Copy the whole tree in one walk, without recursion, and return its root."""
    first = cursor.node
    assert first is not None
    parent = Node(first.type, source, first.start_byte, first.end_byte)
    parents = [parent]
    announced: deque[Node] = deque()
    descends = cursor.goto_first_child()
    while parents:
        if not descends:
            while not cursor.goto_next_sibling():
                cursor.goto_parent()
                parents.pop()
                if not parents:
                    return parent
                parent = parents[-1]
        child = _copy_child(cursor, parent, announced)
        descends = (
            child is not None
            and child.kind not in _LEAVES
            and _may_enter(child, len(parents))
            and cursor.goto_first_child()
        )
        if child is None:
            continue
        if descends:
            parent = child
            parents.append(child)
        elif not child.children:
            child.word = child.text
    return parent


def _may_enter(child: Node, depth: int) -> bool:
    if depth < MAX_NESTING:
        return True
    child.kind = "too_deep"
    return False


def _copy_child(
    cursor: tree_sitter.TreeCursor, parent: Node, announced: deque[Node]
) -> Node | None:
    """Copy the node under the cursor into `parent`; None when it has no use."""
    origin = cursor.node
    assert origin is not None
    kind = origin.type
    if not origin.is_named:
        field = cursor.field_name
        if field is not None or (kind == "=>" and parent.kind == "pair"):
            node = Node(kind, parent.source, origin.start_byte, origin.end_byte)
            node.word = kind
            parent.fields[field or "arrow"] = node
        return None
    if kind == "comment":
        return None
    node = Node(kind, parent.source, origin.start_byte, origin.end_byte)
    if kind == "heredoc_body":
        if announced:
            announced.popleft().heredoc = node
        return node
    if kind == "heredoc_beginning":
        announced.append(node)
    parent.children.append(node)
    field = cursor.field_name
    if field is not None:
        parent.fields.setdefault(field, node)
    return node


def _error(root: tree_sitter.Node, which: int) -> tree_sitter.Node:
    """The first error, or with -1 the last one."""
    node = root
    while True:
        if node.is_error or node.is_missing:
            return node
        broken = [child for child in node.children if child.has_error or child.is_missing]
        if not broken:
            return node
        node = broken[which]
