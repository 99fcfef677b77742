"""Heredocs of every kind, with the dedent of `<<~`."""

from __future__ import annotations

import re

from migrator.machine import Location
from migrator.read.vagrantfile.ruby.interpreter import Interpreter, evaluates
from migrator.read.vagrantfile.ruby.quotes import interpolated, lost_text, unescape
from migrator.read.vagrantfile.ruby.texts import concatenate
from migrator.read.vagrantfile.ruby.values import Ruby, located
from migrator.read.vagrantfile.syntax import Node
from migrator.values import Unknown


@evaluates("heredoc_beginning")
def heredoc(run: Interpreter, node: Node) -> Ruby:
    body = node.heredoc
    if body is None:
        return run.unknown("the heredoc has no end", node)
    opening = re.match(r"<<([~-]?)([\"'`]?)", node.word)
    assert opening is not None
    squiggly, quote = opening[1] == "~", opening[2]
    if quote == "`":
        return run.unknown("a command of the host is not executed", node)
    pieces = _heredoc_pieces(run, body, raw=quote == "'")
    if squiggly:
        pieces = _dedent(pieces)
    lines = sum(piece.source_lines for piece in pieces)
    text = concatenate([piece.value for piece in pieces])
    if isinstance(text, str) and text.count("\n") == lines:
        return located(text, Location(body.source.name, body.line + 1))
    return text


class _Piece:
    """A part of a heredoc: source text, an escape, or an interpolated value."""

    __slots__ = ("is_source", "source_lines", "value")

    def __init__(self, value: str | Unknown, is_source: bool, source_lines: int) -> None:
        self.value = value
        self.is_source = is_source
        self.source_lines = source_lines

    @property
    def continues_line(self) -> bool:
        """Whether it is a backslash at the end of a line; what follows starts a new one."""
        return not self.is_source and self.value == "" and self.source_lines == 1


def _heredoc_pieces(run: Interpreter, body: Node, raw: bool) -> list[_Piece]:
    """The parts between the line that announces the heredoc and its end."""
    pieces: list[_Piece] = []
    end = body.start
    for child in body.children:
        if child.start > end:
            pieces.append(_Piece(lost_text(run, body, end, child.start, raw), False, 0))
        end = child.end
        if child.kind == "heredoc_content" or (raw and child.kind == "escape_sequence"):
            text = child.text
            pieces.append(_Piece(text, True, text.count("\n")))
        elif child.kind == "escape_sequence":
            pieces.append(_Piece(unescape(child.text), False, child.text.count("\n")))
        elif child.kind == "interpolation":
            value = interpolated(run, child)
            pieces.append(_Piece(value, False, child.text.count("\n")))
    if pieces and pieces[0].is_source and isinstance(pieces[0].value, str):
        # The newline of the announcing line belongs to the body in the grammar.
        first = pieces[0].value
        pieces[0] = _Piece(first.removeprefix("\r").removeprefix("\n"), True, first.count("\n") - 1)
    if pieces and pieces[-1].is_source and isinstance(pieces[-1].value, str):
        # So does the white space before the closing tag.
        last = pieces[-1].value
        pieces[-1] = _Piece(last[: last.rfind("\n") + 1], True, pieces[-1].source_lines)
    return pieces


def _dedent(pieces: list[_Piece]) -> list[_Piece]:
    """Take the common indentation off, as `<<~` does: tabs count to the next eighth column.

    Only white space that stands in the source counts; lines of white space alone do not.
    """
    starts = _line_starts(pieces)
    width = min((_width(indent) for indent, blank in starts if not blank), default=0)
    if width == 0:
        return pieces
    result: list[_Piece] = []
    at_start = True
    for piece in pieces:
        value = piece.value
        if piece.is_source and isinstance(value, str):
            lines = value.split("\n")
            cut = [
                _without_indent(line, width) if number or at_start else line
                for number, line in enumerate(lines)
            ]
            result.append(_Piece("\n".join(cut), True, piece.source_lines))
            at_start = value.endswith("\n")
        else:
            result.append(piece)
            at_start = piece.continues_line
    return result


def _line_starts(pieces: list[_Piece]) -> list[tuple[str, bool]]:
    """The indentation of every line, and whether the line has nothing else."""
    starts: list[tuple[str, bool]] = []
    at_start = True
    for position, piece in enumerate(pieces):
        if not (piece.is_source and isinstance(piece.value, str)):
            if at_start:
                starts.append(("", False))
            at_start = piece.continues_line
            continue
        lines = piece.value.split("\n")
        for number, line in enumerate(lines):
            is_last = number == len(lines) - 1
            if number == 0 and not at_start:
                continue
            if is_last and not line and position == len(pieces) - 1:
                continue
            rest = line.lstrip(" \t")
            continues = is_last and position < len(pieces) - 1
            if is_last and not line and continues:
                continue
            starts.append((line[: len(line) - len(rest)], not rest and not continues))
        at_start = not lines[-1]
    return starts


def _width(indent: str) -> int:
    width = 0
    for character in indent:
        width = (width // 8 + 1) * 8 if character == "\t" else width + 1
    return width


def _without_indent(line: str, width: int) -> str:
    column = 0
    for position, character in enumerate(line):
        if column >= width or character not in " \t":
            return line[position:]
        after = (column // 8 + 1) * 8 if character == "\t" else column + 1
        if after > width:
            return line[position:]
        column = after
    return ""
