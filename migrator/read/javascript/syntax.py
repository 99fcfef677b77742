"""JavaScript and TypeScript text to syntax: the only import of their grammars."""

from __future__ import annotations

from functools import cache
from pathlib import PurePosixPath

import tree_sitter_javascript
import tree_sitter_typescript
from tree_sitter import Language, Node, Parser, Query, QueryCursor

from migrator.read.javascript.index import KEPT, index
from migrator.read.javascript.source import Source

MAX_SOURCE_BYTES = 512 * 1024
TYPESCRIPT = frozenset({".ts", ".mts", ".cts"})
UNREADABLE = {
    ".coffee": "it is CoffeeScript",
    ".litcoffee": "it is CoffeeScript",
    ".iced": "it is CoffeeScript",
    ".ls": "it is LiveScript",
    ".node": "it is a compiled add-on",
}


class NoSyntax(Exception):
    """A file that cannot be read as JavaScript or TypeScript; the text says why."""


@cache
def _grammar(name: str) -> tuple[Parser, Query]:
    """A parser, and the query for the nodes that an index is made of."""
    if name == "typescript":
        language = Language(tree_sitter_typescript.language_typescript())
    elif name == "tsx":
        language = Language(tree_sitter_typescript.language_tsx())
    else:
        language = Language(tree_sitter_javascript.language())
    types = [type for type in KEPT if language.id_for_node_kind(type, True) is not None]
    return Parser(language), Query(language, "\n".join(f"({type}) @{type}" for type in types))


def parse(path: str, text: str) -> Source:
    """Parse a file by its extension; a syntax error leaves a gap in the tree, no more."""
    extension = PurePosixPath(path).suffix.lower()
    if extension in UNREADABLE:
        raise NoSyntax(UNREADABLE[extension])
    content = text.encode("utf-8", "replace")
    if len(content) > MAX_SOURCE_BYTES:
        raise NoSyntax(f"it is larger than {MAX_SOURCE_BYTES // 1024} KiB")
    grammar = "tsx" if extension == ".tsx" else "javascript"
    if extension in TYPESCRIPT:
        grammar = "typescript"
    parser, query = _grammar(grammar)
    source = Source(path, content, parser.parse(content).root_node)
    for type, nodes in QueryCursor(query).captures(source.root).items():
        source.kept[type] = sorted(nodes, key=_start)
    index(source)
    return source


def _start(node: Node) -> int:
    return node.start_byte
