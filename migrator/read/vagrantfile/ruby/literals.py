"""Literals: numbers, strings, heredocs, symbols, arrays, hashes, ranges."""

from __future__ import annotations

import re

from migrator.machine import Location
from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.calls import splat
from migrator.read.vagrantfile.ruby.interpreter import Interpreter, evaluates
from migrator.read.vagrantfile.ruby.texts import concatenate, text_or_unknown
from migrator.read.vagrantfile.ruby.values import Hash, Range, Regexp, Ruby, Symbol, located
from migrator.read.vagrantfile.syntax import Node
from migrator.values import Unknown

_SIMPLE_ESCAPES = {
    "n": "\n", "t": "\t", "r": "\r", "s": " ", "0": "\0", "e": "\x1b", "a": "\a",
    "b": "\b", "f": "\f", "v": "\v", "\n": "",
}  # fmt: skip


@evaluates("nil")
def nil(run: Interpreter, node: Node) -> Ruby:
    return None


@evaluates("true")
def true(run: Interpreter, node: Node) -> Ruby:
    return True


@evaluates("false")
def false(run: Interpreter, node: Node) -> Ruby:
    return False


@evaluates("integer")
def integer(run: Interpreter, node: Node) -> Ruby:
    digits = node.word.replace("_", "").lower()
    if len(digits) > limits.MAX_INTEGER_BITS // 4:
        return run.unknown("the number is too long", node)
    try:
        if re.fullmatch(r"0[0-7]+", digits):
            return int(digits, 8)
        return int(digits.removeprefix("0d"), 10 if digits.startswith("0d") else 0)
    except ValueError:
        return run.unknown("it is not a number of Ruby", node)


@evaluates("float")
def floating(run: Interpreter, node: Node) -> Ruby:
    return float(node.word.replace("_", ""))


@evaluates("rational", "complex")
def number_with_suffix(run: Interpreter, node: Node) -> Ruby:
    return run.unknown("rational and complex numbers are not followed", node)


@evaluates("simple_symbol")
def simple_symbol(run: Interpreter, node: Node) -> Ruby:
    return Symbol(node.word[1:])


@evaluates("hash_key_symbol", "bare_symbol_key")
def hash_key_symbol(run: Interpreter, node: Node) -> Ruby:
    return Symbol(node.word)


@evaluates("delimited_symbol", "bare_symbol")
def delimited_symbol(run: Interpreter, node: Node) -> Ruby:
    text = _joined(run, node)
    return text if isinstance(text, Unknown) else Symbol(text)


@evaluates("character")
def character(run: Interpreter, node: Node) -> Ruby:
    return node.word[1:]


@evaluates("string", "bare_string", "chained_string")
def string(run: Interpreter, node: Node) -> Ruby:
    text = _joined(run, node)
    if isinstance(text, str) and "\n" in text and text.count("\n") == node.text.count("\n"):
        return located(text, run.at(node))
    if isinstance(text, str) and "\n" not in text:
        return located(text, run.at(node))
    return text


@evaluates("subshell")
def subshell(run: Interpreter, node: Node) -> Ruby:
    return run.unknown("a command of the host is not executed", node)


@evaluates("regex")
def regex(run: Interpreter, node: Node) -> Ruby:
    source = _joined(run, node, escapes=False)
    if isinstance(source, Unknown):
        return source
    return Regexp(source, re.sub(r"[^imx]", "", node.text.rpartition(_closer(node))[2]))


def _closer(node: Node) -> str:
    opening = node.text[:3]
    if not opening.startswith("%"):
        return "/"
    return {"{": "}", "(": ")", "[": "]", "<": ">"}.get(opening[2:3], opening[2:3])


@evaluates("string_array", "symbol_array")
def word_array(run: Interpreter, node: Node) -> Ruby:
    return [run.evaluate(child) for child in node.children]


@evaluates("array", "right_assignment_list")
def array(run: Interpreter, node: Node) -> Ruby:
    items: list[Ruby] = []
    pairs: Hash | None = None
    for child in node.children:
        if child.kind in ("pair", "hash_splat_argument"):
            pairs = pairs if pairs is not None else Hash()
            add_pair(run, child, pairs)
        elif child.kind == "splat_argument":
            spread = splat(run, child)
            if isinstance(spread, Unknown):
                return spread
            items += spread
        elif child.kind != "heredoc_body":
            items.append(run.evaluate(child))
    return items if pairs is None else [*items, pairs]


@evaluates("hash")
def hash_literal(run: Interpreter, node: Node) -> Ruby:
    result = Hash()
    for child in node.children:
        add_pair(run, child, result)
    return result


def add_pair(run: Interpreter, node: Node, into: Hash) -> None:
    """Add a `key => value`, `key: value` or `**hash` to a hash."""
    if node.kind == "hash_splat_argument":
        other = run.evaluate(node.children[0]) if node.children else None
        if isinstance(other, dict):
            into.update(other)
        elif other is not None:
            into.unsure = other
        return
    if node.kind != "pair":
        return
    key_node, value_node = node.fields.get("key"), node.fields.get("value")
    if key_node is None:
        return
    key = run.evaluate(key_node)
    if key_node.kind == "string" and "arrow" not in node.fields and isinstance(key, str):
        key = Symbol(str(key))
    value = run.evaluate(value_node if value_node is not None else _implied(key_node))
    store(into, key, value)


def _implied(key: Node) -> Node:
    """The variable that `{name:}` means."""
    node = Node("identifier", key.source, key.start, key.end)
    node.word = key.word
    return node


def store(into: Hash, key: Ruby, value: Ruby) -> None:
    """Store under a key as Ruby compares keys."""
    if isinstance(key, Unknown):
        into.unsure = key
    else:
        into[as_key(key)] = value


def as_key(value: Ruby) -> Ruby:
    """A value as the key of a Python dictionary."""
    if isinstance(value, list):
        return tuple(as_key(item) for item in value)
    if isinstance(value, dict):
        return tuple((as_key(key), as_key(item)) for key, item in value.items())
    return value


@evaluates("range")
def range_literal(run: Interpreter, node: Node) -> Ruby:
    begin, end = node.fields.get("begin"), node.fields.get("end")
    first = run.evaluate(begin) if begin is not None else None
    last = run.evaluate(end) if end is not None else None
    for bound in (first, last):
        if isinstance(bound, Unknown):
            return bound
    return Range(first, last, node.fields["operator"].word == "...")


@evaluates("heredoc_body", "empty_statement", "uninterpreted")
def nothing(run: Interpreter, node: Node) -> Ruby:
    return None


@evaluates("too_deep")
def too_deep(run: Interpreter, node: Node) -> Ruby:
    return run.unknown("the expression is nested too deeply", node)


# --- heredocs -------------------------------------------------------------------------------


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
            pieces.append(_Piece(_lost(run, body, end, child.start, raw), False, 0))
        end = child.end
        if child.kind == "heredoc_content" or (raw and child.kind == "escape_sequence"):
            text = child.text
            pieces.append(_Piece(text, True, text.count("\n")))
        elif child.kind == "escape_sequence":
            pieces.append(_Piece(unescape(child.text), False, child.text.count("\n")))
        elif child.kind == "interpolation":
            value = _interpolated(run, child)
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


# --- what stands inside quotes ----------------------------------------------------------------


def _joined(run: Interpreter, node: Node, escapes: bool = True) -> str | Unknown:
    """The text of a quoted literal with its interpolations."""
    raw = node.kind in ("string", "delimited_symbol") and node.text.startswith(
        ("'", "%q", ":'", "%s")
    )
    parts: list[str | Unknown] = []
    end = _content_start(node)
    for child in node.children:
        if end is not None:
            if child.start > end:
                parts.append(_lost(run, node, end, child.start, raw))
            end = child.end if child.kind != "heredoc_body" else None
        if child.kind == "string_content":
            parts.append(_single_quoted(child.word) if raw else child.word)
        elif child.kind == "escape_sequence":
            parts.append(unescape(child.text) if escapes else child.text)
        elif child.kind == "interpolation":
            parts.append(_interpolated(run, child))
        elif child.kind in ("string", "chained_string"):
            parts.append(_joined(run, child))
        elif child.kind != "heredoc_body":
            parts.append(text_or_unknown(run, run.evaluate(child), node))
    return parts[0] if len(parts) == 1 else concatenate(parts)


_OPENING = re.compile(r":?[\"'`]|%[a-zA-Z]?[^a-zA-Z0-9\s]|/")


def _content_start(node: Node) -> int | None:
    """The byte behind the opening quote; None for what has none."""
    if node.kind not in ("string", "delimited_symbol", "regex"):
        return None
    opening = _OPENING.match(node.between(node.start, node.start + 3))
    return node.start + len(opening[0].encode()) if opening is not None else None


def _lost(run: Interpreter, node: Node, start: int, end: int, raw: bool) -> str | Unknown:
    r"""A piece of a text that the grammar takes for a comment, such as `#\q`."""
    text = node.between(start, end)
    if raw:
        return text
    if "#{" in text:
        return run.unknown("this part of the text cannot be followed", node)
    return re.sub(r"\\(?:u\{[^}]*\}|u\w{4}|x\w{1,2}|.)", lambda found: unescape(found[0]), text)


def _interpolated(run: Interpreter, node: Node) -> str | Unknown:
    value = run.body(node.children)
    return str(value) if type(value) is str else text_or_unknown(run, value, node)


def _single_quoted(text: str) -> str:
    return re.sub(r"\\(['\\])", r"\1", text) if "\\" in text else text


def unescape(sequence: str) -> str:
    """The character that a double-quoted escape sequence stands for."""
    letter = sequence[1:2]
    try:
        if letter == "u":
            return "".join(
                chr(int(code, 16)) for code in re.findall(r"[0-9a-fA-F]{1,6}", sequence[2:])
            )
        if letter == "x":
            return chr(int(sequence[2:], 16))
        if letter.isdigit() and len(sequence) > 1:
            return chr(int(sequence[1:], 8) & 0xFF)
    except (ValueError, OverflowError):
        return sequence[1:]
    return _SIMPLE_ESCAPES.get(letter, sequence[1:])
