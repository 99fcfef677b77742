"""A word's text to its parts: quotes, parameters, substitutions.

Nothing is expanded here and nothing recurses: the text inside `${…}` and `$(…)`
stays text until the part is expanded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Union

ANSI_QUOTED = re.compile(r"((?:[^'\\]|\\.)*)'?", re.S)
PLAIN = re.compile(r"[A-Za-z0-9_./:=@%+,^-]*")
NAME = re.compile(r"[A-Za-z_]\w*|[0-9]|[@*#?$!-]", re.ASCII)
PARAMETER = re.compile(
    r"(?P<mark>[#!](?=[\w@*#?-]))?(?P<name>[A-Za-z_]\w*|[0-9]+|[@*#?$!-])(?:\[(?P<index>[^]]*)\])?",
    re.ASCII,
)
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "e": "\x1b"}


@dataclass(frozen=True)
class Literal:
    text: str
    quoted: bool


@dataclass(frozen=True)
class Parameter:
    """`$name`, `${name[index]rest}`; `mark` is `#` (length) or `!` (indirection)."""

    name: str
    quoted: bool
    index: str | None = None
    mark: str = ""
    rest: str = ""


@dataclass(frozen=True)
class Substitution:
    """`$(script)`, or `<(script)` and `>(script)` when `process` is their first sign."""

    script: str
    quoted: bool
    process: str = ""


@dataclass(frozen=True)
class Calculation:
    """`$((expression))`."""

    expression: str
    quoted: bool


Part = Union[Literal, Parameter, Substitution, Calculation]


def closing(text: str, start: int, closer: str) -> int:
    """The position of the bracket or quote that ends what began before `start`.

    -1 when it never ends. Quotes and brackets inside are skipped over.
    """
    stack = [closer]
    position = start
    while position < len(text):
        sign, top = text[position], stack[-1]
        if sign == "\\":
            position += 2
            continue
        if sign == top:
            stack.pop()
            if not stack:
                return position
        elif top != "`":
            position = _enter(text, position, stack)
            if position < 0:
                return -1
        position += 1
    return -1


def _enter(text: str, position: int, stack: list[str]) -> int:
    """Note a bracket or quote that opens at `position`; the position to go on after."""
    sign, top = text[position], stack[-1]
    following = text[position + 1 : position + 2]
    if sign == "$" and following in ("(", "{"):
        stack.append(")" if following == "(" else "}")
        return position + 1
    if sign == "`":
        stack.append("`")
    elif top != '"':
        if sign == "'" and not (top == "}" and '"' in stack):
            return text.find("'", position + 1)
        if sign == '"':
            stack.append('"')
        elif sign == "(" and top == ")":
            stack.append(")")
    return position


class _Scanner:
    """Reads one text from left to right into parts."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.parts: list[Part] = []
        self.literal: list[str] = []
        self.literal_quoted = False

    def add(self, text: str, quoted: bool) -> None:
        if self.literal and self.literal_quoted != quoted:
            self.flush()
        self.literal_quoted = quoted
        self.literal.append(text)

    def flush(self) -> None:
        if self.literal:
            self.parts.append(Literal("".join(self.literal), self.literal_quoted))
            self.literal = []

    def part(self, part: Part) -> None:
        self.flush()
        self.parts.append(part)

    def word(self) -> None:
        """Read everything as an unquoted word."""
        text = self.text
        while self.position < len(text):
            sign = text[self.position]
            if sign == "'":
                end = text.find("'", self.position + 1)
                end = len(text) if end < 0 else end
                self.add(text[self.position + 1 : end], True)
                self.position = end + 1
            elif sign == '"':
                end = closing(text, self.position + 1, '"')
                end = len(text) if end < 0 else end
                self.position += 1
                self.add("", True)
                self.quoted(end, '$`"\\\n')
                self.position = end + 1
            elif sign == "\\":
                escaped = text[self.position + 1 : self.position + 2]
                if escaped != "\n":
                    self.add(escaped, True)
                self.position += 2
            elif sign in "<>" and text.startswith("(", self.position + 1):
                self.substitution(self.position + 2, False, sign)
            elif sign == "$" and text.startswith(("'", '"'), self.position + 1):
                self.dollar_quote()
            elif sign in "$`":
                self.dollar(False)
            else:
                self.add(sign, False)
                self.position += 1
        self.flush()

    def quoted(self, end: int, escapable: str) -> None:
        """Read up to `end` as inside double quotes or in a heredoc."""
        text = self.text
        while self.position < end:
            sign = text[self.position]
            if sign == "\\" and text[self.position + 1 : self.position + 2] in escapable:
                escaped = text[self.position + 1 : self.position + 2]
                if escaped != "\n":
                    self.add(escaped, True)
                self.position += 2
            elif sign in "$`":
                self.dollar(True)
            else:
                self.add(sign, True)
                self.position += 1

    def dollar_quote(self) -> None:
        r"""Read `$'a\n'` and `$"translated"`."""
        if self.text[self.position + 1] == '"':
            self.position += 1
            return
        match = ANSI_QUOTED.match(self.text, self.position + 2)
        assert match is not None
        self.add(unescape(match[1]), True)
        self.position = match.end()

    def dollar(self, quoted: bool) -> None:
        """Read what `$` or a backtick begins."""
        text, start = self.text, self.position
        if text[start] == "`":
            end = closing(text, start + 1, "`")
            if end >= 0:
                script = re.sub(r"\\([$`\\])", r"\1", text[start + 1 : end])
                self.part(Substitution(script, quoted))
                self.position = end + 1
                return
        elif text.startswith("$((", start) and (end := closing(text, start + 3, ")")) >= 0:
            if text.startswith(")", end + 1):
                self.part(Calculation(text[start + 3 : end], quoted))
                self.position = end + 2
                return
            self.substitution(start + 2, quoted)
            return
        elif text.startswith("$(", start):
            self.substitution(start + 2, quoted)
            return
        elif text.startswith("$[", start) and (end := text.find("]", start)) >= 0:
            self.part(Calculation(text[start + 2 : end], quoted))
            self.position = end + 1
            return
        elif text.startswith("${", start) and (end := closing(text, start + 2, "}")) >= 0:
            self.part(_parameter(text[start + 2 : end], quoted))
            self.position = end + 1
            return
        elif match := NAME.match(text, start + 1):
            self.part(Parameter(match[0], quoted))
            self.position = match.end()
            return
        self.add(text[start], quoted)
        self.position += 1

    def substitution(self, start: int, quoted: bool, process: str = "") -> None:
        end = closing(self.text, start, ")")
        end = len(self.text) if end < 0 else end
        self.part(Substitution(self.text[start:end], quoted, process))
        self.position = end + 1


def _parameter(inside: str, quoted: bool) -> Part:
    match = PARAMETER.match(inside)
    if match is None or (inside == "#"):
        return Parameter(inside, quoted) if inside == "#" else Literal("${" + inside + "}", quoted)
    return Parameter(
        match["name"], quoted, match["index"], match["mark"] or "", inside[match.end() :]
    )


def unescape(text: str) -> str:
    r"""The text of `$'…'`, `echo -e` and printf formats: \n, \t, \x41, \101 and the like."""

    def one(match: re.Match[str]) -> str:
        code = match[1]
        if code[0] in "01234567":
            return chr(int(code, 8) & 0xFF)
        if code[0] in "xuU" and len(code) > 1:
            number = int(code[1:], 16)
            return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else ""
        return ESCAPES.get(code, code if code in "\\'\"?" else match[0])

    return re.sub(r"\\([0-7]{1,4}|x[0-9A-Fa-f]{1,2}|[uU][0-9A-Fa-f]{1,8}|.)", one, text, flags=re.S)


@lru_cache(maxsize=8192)
def parts_of(text: str) -> tuple[Part, ...]:
    """The parts of a word; an empty word (`""`) has one empty quoted literal."""
    if PLAIN.fullmatch(text):
        return (Literal(text, False),)
    scanner = _Scanner(text)
    scanner.word()
    return tuple(scanner.parts)


@lru_cache(maxsize=1024)
def parts_of_quoted(text: str) -> tuple[Part, ...]:
    """The parts of a heredoc's body: quotes mean nothing, `$`, backtick and backslash do."""
    scanner = _Scanner(text)
    scanner.quoted(len(text), "$`\\\n")
    scanner.flush()
    return tuple(scanner.parts)


@lru_cache(maxsize=8192)
def literal(text: str) -> str | None:
    """What a word stands for when nothing in it is expanded; None when something may be."""
    if PLAIN.fullmatch(text):
        return text
    if "{" in text or text.startswith("~"):
        return None
    parts = parts_of(text)
    plain = [part.text for part in parts if isinstance(part, Literal) and _stands(part)]
    return "".join(plain) if len(plain) == len(parts) else None


def _stands(part: Literal) -> bool:
    return part.quoted or not any(sign in part.text for sign in "*?[")
