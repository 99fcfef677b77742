"""JSON with the line of every key, and one clear error for what is not JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NoReturn

MAX_LINED_CHARACTERS = 512 * 1024
_SPACE = " \t\r\n"


class NotJson(Exception):
    """A text that is not JSON; `line` and `column` count from 1."""

    def __init__(self, reason: str, line: int, column: int) -> None:
        super().__init__(f"line {line}, column {column}: {reason}")
        self.reason = reason
        self.line = line
        self.column = column


@dataclass(frozen=True)
class JsonDocument:
    """A JSON value and where its keys stand.

    `lines` maps a path of keys to its line: `("scripts", "start")` to 7; an entry of an
    array counts as `("files", "0")`. A repeated key has the line of the last one, which is
    the one whose value counts. A text above `MAX_LINED_CHARACTERS` has no lines.
    """

    text: str
    value: object

    @cached_property
    def lines(self) -> Mapping[tuple[str, ...], int]:
        return _key_lines(self.text) if len(self.text) <= MAX_LINED_CHARACTERS else {}

    def line(self, *path: str) -> int | None:
        """The line of a key, or of the nearest key around it; None where there is none."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return None


def read_json(text: str) -> JsonDocument:
    """Read strict JSON, after a byte order mark if there is one.

    NotJson says what is wrong and where. Comments, trailing commas, NaN and nesting too
    deep to follow are named as such; nothing is repaired by guessing.
    """
    text = text.removeprefix("\ufeff")
    try:
        value = json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise _named(text, error) from error
    except RecursionError as error:
        raise NotJson("it is nested too deeply", 1, 1) from error
    except ValueError as error:
        raise NotJson(str(error), 1, 1) from error
    if "\\ud" in text or "\\uD" in text:
        value = _without_lone_surrogates(value)
    return JsonDocument(text, value)


def read_lenient_json(text: str) -> JsonDocument:
    """Read JSON in which comments and trailing commas are allowed, as some tools do."""
    try:
        return read_json(text)
    except NotJson:
        return read_json(without_comments(text))


def without_comments(text: str) -> str:
    """`text` with comments and trailing commas blanked, for formats that allow them.

    Lines stay where they are. Strings are left alone.
    """
    kept = list(text)
    position, comma = 0, -1
    while position < len(text):
        character = text[position]
        if text.startswith(("//", "/*"), position):
            end = _end_of_comment(text, position)
            kept[position:end] = ["\n" if text[i] == "\n" else " " for i in range(position, end)]
            position = end
            continue
        if character in "]}" and comma >= 0:
            kept[comma] = " "
        if character not in _SPACE:
            comma = position if character == "," else -1
        position = _end_of_string(text, position) if character == '"' else position + 1
    return "".join(kept)


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON value")


def _named(text: str, error: json.JSONDecodeError) -> NotJson:
    """The error in our words; its place does not depend on Python's version."""
    here = text[error.pos : error.pos + 1]
    before = text[: error.pos].rstrip(_SPACE)
    if not text.strip():
        return NotJson("it is empty", 1, 1)
    if here in ("}", "]") and before.endswith(","):
        return _at(text, len(before) - 1, "a comma after the last entry, which JSON does not allow")
    if here == "," and text[error.pos + 1 :].lstrip(_SPACE)[:1] in ("}", "]"):
        return _at(text, error.pos, "a comma after the last entry, which JSON does not allow")
    if here == "#" or text.startswith(("//", "/*"), error.pos):
        return _at(text, error.pos, "a comment, which JSON does not allow")
    if here == "'":
        return _at(text, error.pos, "a text in single quotes, which JSON does not allow")
    return _at(text, error.pos, error.msg[:1].lower() + error.msg[1:])


def _at(text: str, position: int, reason: str) -> NotJson:
    line_start = text.rfind("\n", 0, position) + 1
    return NotJson(reason, text.count("\n", 0, position) + 1, position - line_start + 1)


def _without_lone_surrogates(value: object) -> object:
    """Replace halves of surrogate pairs, which no file could be written with."""
    return json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))


def _end_of_comment(text: str, start: int) -> int:
    closing = "\n" if text[start + 1] == "/" else "*/"
    end = text.find(closing, start + 2)
    if end < 0:
        return len(text)
    return end if closing == "\n" else end + 2


def _end_of_string(text: str, start: int) -> int:
    """The position after the quote that closes the text opened at `start`."""
    position = start + 1
    while True:
        quote = text.find('"', position)
        if quote < 0:
            return len(text)
        escape = text.find("\\", position, quote)
        if escape < 0:
            return quote + 1
        position = escape + 2


def _key_lines(text: str) -> dict[tuple[str, ...], int]:
    """Walk valid JSON once and note the line of every key and entry."""
    walk = _Walk(text)
    line, position = 1, 0
    while position < len(text):
        character = text[position]
        end = position + 1
        if character == '"':
            end = _end_of_string(text, position)
            walk.text_ended(position, end, line)
        elif character == "\n":
            line += 1
        elif character in "{[":
            walk.opened(character, line, end)
        elif character in "}]":
            walk.closed()
        elif character == ",":
            walk.next_entry(line, end)
        position = end
    return walk.lines


class _Walk:
    """Where a walk over JSON stands: the keys around it and what comes next."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: dict[tuple[str, ...], int] = {}
        self._path: list[str] = []
        self._counts: list[int | None] = []
        self._expects_key = False

    def opened(self, bracket: str, line: int, end: int) -> None:
        self._expects_key = bracket == "{"
        self._counts.append(None if self._expects_key else 0)
        self._path.append("" if self._expects_key else "0")
        if not self._expects_key:
            self.lines[tuple(self._path)] = line + self._newlines_ahead(end)

    def closed(self) -> None:
        self._path.pop()
        self._counts.pop()
        self._expects_key = False

    def next_entry(self, line: int, end: int) -> None:
        count = self._counts[-1]
        self._expects_key = count is None
        if count is not None:
            self._counts[-1] = count + 1
            self._path[-1] = str(count + 1)
            self.lines[tuple(self._path)] = line + self._newlines_ahead(end)

    def text_ended(self, start: int, end: int, line: int) -> None:
        if self._expects_key:
            self._path[-1] = json.loads(self.text[start:end])
            self.lines[tuple(self._path)] = line
            self._expects_key = False

    def _newlines_ahead(self, position: int) -> int:
        """How many lines below `position` the next value begins."""
        start = position
        while position < len(self.text) and self.text[position] in _SPACE:
            position += 1
        return self.text.count("\n", start, position)
