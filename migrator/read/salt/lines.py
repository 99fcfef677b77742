"""Marks that carry a template's line numbers through its evaluation into the rendered text.

Characters of Unicode's private use area stand for them; a file's own are dropped before.
"""

from __future__ import annotations

import re

from migrator.values import Text, Unknown

_OPEN, _CLOSE, GAP = "\ue000", "\ue001", "\ue002"
_MARK = re.compile(f"{_OPEN}(\\d{{1,9}}){_CLOSE}")
_OURS = re.compile(f"[{_OPEN}{_CLOSE}{GAP}]")


def clean(text: str) -> str:
    """A file's text as it is evaluated."""
    return _OURS.sub("", text.replace("\r\n", "\n"))


def marked(text: str, line: int) -> str:
    """A stretch of a template that begins on `line`, each of its lines with a mark."""
    rows = text.split("\n")
    return "\n".join(
        f"{_OPEN}{line + index}{_CLOSE}{row}" if index or row else row
        for index, row in enumerate(rows)
    )


def settled(text: Text) -> tuple[str, list[int]]:
    """The rendered text without marks, and the template's line of each of its lines.

    What is not known of it is a `GAP`.
    """
    pieces = text.parts if isinstance(text, Unknown) else (text,)
    whole = "".join(GAP if piece is None else piece for piece in pieces)
    lines: list[int] = []
    rows: list[str] = []
    last = said = 1
    for row in whole.split("\n"):
        mark = _MARK.search(row)
        last = int(mark[1]) if mark else last
        rows.append(_MARK.sub("", row))
        # An empty row belongs to what stands above it: below may be what a branch left out.
        said = last if rows[-1].strip() else said
        lines.append(said)
    return "\n".join(rows), lines


def plain(text: Text) -> Text:
    """A text without marks, its unknown parts kept."""
    if isinstance(text, str):
        return _MARK.sub("", text)
    kept = tuple(None if part is None else _MARK.sub("", part) for part in text.parts)
    return Unknown(text.reason, text.source, text.line, kept)


def with_gaps(value: str) -> Text:
    """A value of the rendered YAML: unknown where it holds a gap."""
    if GAP not in value:
        return value
    parts: list[str | None] = []
    for index, piece in enumerate(value.split(GAP)):
        if index and (not parts or parts[-1] is not None):
            parts.append(None)
        if piece:
            parts.append(piece)
    return Unknown("a part of it cannot be computed", "", 0, tuple(parts))
