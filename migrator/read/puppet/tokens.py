"""Puppet's language as tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["name", "type", "variable", "string", "number", "regex", "sign", "end"]

MAX_TOKENS = 200_000
_SPACE = re.compile(r"(?:\s+|#[^\n]*|/\*.*?\*/)+", re.DOTALL)
_VARIABLE = re.compile(r"\$(?:::)?\w+(?:::\w+)*")
_NUMBER = re.compile(r"0[xX][0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_WORD = re.compile(r"(?:::)?[a-zA-Z_][\w-]*(?:::[a-zA-Z_][\w-]*)*")
_REGEX = re.compile(r"/((?:[^/\\\n]|\\.)*)/")
_HEREDOC = re.compile(r"@\(\s*(\"?)([^\"\n):/]+)\"?\s*(?::\w+)?\s*(?:/(\w*))?\s*\)")
_SIGNS = (
    "<<|", "|>>", "->", "~>", "<-", "<~", "=>", "+>", "==", "!=", "=~", "!~", "<=", ">=", "<<",
    ">>", "<|", "|>", "+=", "-=", "@@", "{", "}", "[", "]", "(", ")", ",", ";", ":", "?", "=",
    "+", "-", "*", "/", "%", "!", "<", ">", ".", "|", "@",
)  # fmt: skip
_BEFORE_REGEX = frozenset(
    {"=~", "!~", "{", "}", ",", "(", "[", "node", "case", ":", "=", "or", "and"}
)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "s": " ", "0": "\0"}


class NotPuppet(Exception):
    """The text is not of the language; `line` is where."""

    def __init__(self, why: str, line: int) -> None:
        super().__init__(why)
        self.line = line


@dataclass(frozen=True)
class Hole:
    """A place in a text whose value is an expression: its source, and where that begins."""

    code: str
    start: int


@dataclass(frozen=True)
class Token:
    """One token. `parts` are the pieces of a double-quoted text."""

    kind: Kind
    text: str
    start: int
    end: int
    line: int
    parts: tuple[str | Hole, ...] = field(default=())


class Tokenizer:
    """One pass over a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.line = 1
        self.tokens: list[Token] = []
        self.heredocs: list[tuple[int, bool, str]] = []
        self.broken: NotPuppet | None = None

    def read(self) -> list[Token]:
        """The tokens with one of kind "end" behind them, up to the first place that is none."""
        try:
            self._skip()
            while self.position < len(self.text):
                if len(self.tokens) > MAX_TOKENS:
                    raise NotPuppet("it is too long", self.line)
                self._next()
                self._skip()
        except NotPuppet as error:
            self.broken = error
        self._add("end", "", self.position)
        return self.tokens

    def _skip(self) -> None:
        """Pass over spaces and comments, and over the bodies of heredocs at a line's end."""
        while match := _SPACE.match(self.text, self.position):
            newline = self.text.find("\n", self.position, match.end())
            if self.heredocs and newline >= 0:
                self._move(newline + 1)
                self._take_heredocs()
            else:
                self._move(match.end())

    def _move(self, to: int) -> None:
        self.line += self.text.count("\n", self.position, to)
        self.position = to

    def _add(self, kind: Kind, text: str, end: int, parts: tuple[str | Hole, ...] = ()) -> None:
        self.tokens.append(Token(kind, text, self.position, end, self.line, parts))
        self._move(end)

    def _next(self) -> None:
        text, at = self.text, self.position
        letter = text[at]
        if letter == "'":
            self._single()
        elif letter == '"':
            self._double()
        elif letter == "$" and (match := _VARIABLE.match(text, at)):
            self._add("variable", match[0][1:].removeprefix("::"), match.end())
        elif letter.isdecimal() and (match := _NUMBER.match(text, at)):
            self._add("number", match[0], match.end())
        elif letter == "/" and self._may_be_regex() and (match := _REGEX.match(text, at)):
            self._add("regex", match[1], match.end())
        elif letter == "@" and (match := _HEREDOC.match(text, at)):
            self.heredocs.append((len(self.tokens), bool(match[1]), match[2].strip()))
            self._add("string", "", match.end())
        elif match := _WORD.match(text, at):
            word = match[0].rstrip("-")
            bare = word.removeprefix("::")
            self._add("type" if bare[:1].isupper() else "name", bare, at + len(word))
        else:
            sign = next((sign for sign in _SIGNS if text.startswith(sign, at)), None)
            if sign is None:
                raise NotPuppet(f"`{letter}` has no meaning here", self.line)
            self._add("sign", sign, at + len(sign))

    def _may_be_regex(self) -> bool:
        return not self.tokens or self.tokens[-1].text in _BEFORE_REGEX

    def _single(self) -> None:
        match = re.compile(r"'((?:[^'\\]|\\.)*)'", re.DOTALL).match(self.text, self.position)
        if match is None:
            raise NotPuppet("a text has no end", self.line)
        self._add("string", re.sub(r"\\(['\\])", r"\1", match[1]), match.end())

    def _double(self) -> None:
        """A text with `$name`, `${expression}` and escapes."""
        end = self.position + 1
        while end < len(self.text) and self.text[end] != '"':
            if self.text.startswith("${", end):
                end = _closing(self.text, end + 1)
            else:
                end += 2 if self.text[end] == "\\" else 1
        if end >= len(self.text):
            raise NotPuppet("a text has no end", self.line)
        parts = pieces(self.text, self.position + 1, end)
        self._add("string", "", end + 1, parts)

    def _take_heredocs(self) -> None:
        """Read the bodies that were announced on the line before."""
        for place, interpolates, tag in self.heredocs:
            pattern = re.compile(rf"^([ \t]*)\|?([ \t]*)-?[ \t]*{re.escape(tag)}[ \t]*$", re.M)
            match = pattern.search(self.text, self.position)
            if match is None:
                raise NotPuppet("a heredoc has no end", self.line)
            body = self.text[self.position : match.start()]
            margin = match[1] if "|" in match[0] else ""
            body = "".join(line.removeprefix(margin) for line in body.splitlines(keepends=True))
            old = self.tokens[place]
            parts = pieces(body, 0, len(body)) if interpolates else ()
            text = "" if interpolates else body
            self.tokens[place] = Token("string", text, old.start, old.end, old.line, parts)
            self._move(min(len(self.text), match.end() + 1))
        self.heredocs.clear()


def _closing(text: str, opening: int) -> int:
    """The position behind the brace that closes the one at `opening`."""
    depth = 0
    for at in range(opening, len(text)):
        if text[at] == "{":
            depth += 1
        elif text[at] == "}":
            depth -= 1
            if depth == 0:
                return at + 1
    return len(text)


def pieces(text: str, start: int, end: int) -> tuple[str | Hole, ...]:
    """The parts of a double-quoted text between two positions."""
    found: list[str | Hole] = []
    plain: list[str] = []
    at = start
    while at < end:
        if text[at] == "\\" and at + 1 < end:
            letter = text[at + 1]
            plain.append(_ESCAPES.get(letter, letter if letter in "\"'\\$" else f"\\{letter}"))
            if letter == "\n":
                plain[-1] = ""
            at += 2
            continue
        variable = _VARIABLE.match(text, at, end)
        if text.startswith("${", at):
            behind = min(_closing(text, at + 1), end)
            hole = Hole(text[at + 2 : behind - 1], at + 2)
        elif variable is not None:
            behind = variable.end()
            hole = Hole(variable[0], at)
        else:
            plain.append(text[at])
            at += 1
            continue
        found += ["".join(plain), hole]
        plain, at = [], behind
    found.append("".join(plain))
    return tuple(part for part in found if part != "") or ("",)
