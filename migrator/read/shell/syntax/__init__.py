"""Shell text to nodes: the only place that knows tree-sitter's bash grammar."""

from __future__ import annotations

import re
from functools import lru_cache

import tree_sitter_bash
from tree_sitter import Language, Parser

from migrator.read.shell.nodes import Opaque, Script, Span
from migrator.read.shell.syntax.commands import Source
from migrator.read.shell.syntax.statements import Statements
from migrator.read.shell.syntax.units import MAX_UNIT_TEXT

MAX_SCRIPT_BYTES = 512 * 1024
ESCAPED_COMMAND = re.compile(rb"^([ \t]*)\\(?=[A-Za-z.])", re.M)
LETTERS = bytes(b" "[0] if byte == 0 else byte if byte < 128 else b"x"[0] for byte in range(256))

_LANGUAGE = Language(tree_sitter_bash.language())


@lru_cache(maxsize=64)
def parse(text: str) -> Script:
    """The nodes of a script. Never fails: what is no shell becomes `Opaque`.

    Line ends of Windows become those of Unix first, so byte offsets count without them.
    """
    source = Source(normalised(text))
    if len(source.content) > MAX_SCRIPT_BYTES:
        last = len(source.lines)
        span = Span(1, last, source.text(0, MAX_UNIT_TEXT), 0, len(source.content))
        return Script((Opaque("the script is too large", 1, 0, 1),), (span,), ())
    tree = Parser(_LANGUAGE).parse(parsable(source.content))
    statements = Statements(source)
    body = statements.block([tree.root_node])
    return Script(body, tuple(statements.spans), tuple(statements.broken))


def normalised(text: str) -> bytes:
    """The bytes that are parsed: Unix line ends, UTF-8."""
    return text.replace("\r\n", "\n").encode("utf-8", "replace")


def parsable(content: bytes) -> bytes:
    """What the grammar is given in place of `content`: byte for byte as long.

    Two habits of the grammar are put right. Its scanner asks isalnum() about characters
    beyond a byte, which reads outside of a table and can crash: they become letters.
    And `\\curl` at the start of a line is joined to the line before: the backslash becomes
    a blank. Texts are cut from the script as it is.
    """
    return ESCAPED_COMMAND.sub(rb"\1 ", content.translate(LETTERS))
