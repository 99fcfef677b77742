"""sed's own language, as far as provisioning uses it: `s/a/b/g`, `/x/d`, `/x/s/a/b/`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from migrator.read.shell import patterns
from migrator.read.shell.patterns import Expression

# GNU's one-line forms; a backslash at the end would only continue an empty line.
_INSERTION = re.compile(r"(\d{1,6}|\$)\s*([ai])\s*(?:\\\n?)?\s*([^\s\\][^\n]*?)\\?\n?")


@dataclass(frozen=True)
class Edit:
    """One step: what it makes of a line (None: the line goes), and at what effort."""

    change: Callable[[str], str | None]
    effort: Callable[[int], int]


@dataclass(frozen=True)
class Insertion:
    """`1i TEXT`, `$ a TEXT`: a line put before a position, which counts from the end below 0."""

    line: str
    position: int | None

    def into(self, content: str) -> str:
        """The text with the line in it, at its end where the position is None."""
        lines = content.splitlines(keepends=True)
        place = len(lines) if self.position is None else self.position
        return "".join([*lines[:place], f"{self.line}\n", *lines[place:]])


def insertion(script: str) -> Insertion | None:
    """Read a script that only inserts one line at a numbered place; None for any other."""
    match = _INSERTION.fullmatch(script)
    if match is None:
        return None
    address, command, line = match.groups()
    if address == "$":
        return Insertion(line, None if command == "a" else -1)
    number = int(address)
    return Insertion(line, number if command == "a" else max(number - 1, 0))


def edits(script: str, extended: bool) -> list[Edit] | None:
    """The steps of a sed script; None when one of them is not understood."""
    steps: list[Edit] = []
    position = 0
    while position < len(script):
        if script[position] in " \t\n;":
            position += 1
            continue
        found = _one(script, position, extended)
        if found is None:
            return None
        step, position = found
        steps.append(step)
    return steps


def _one(script: str, position: int, extended: bool) -> tuple[Edit, int] | None:
    address: Expression | None = None
    if script[position] == "/":
        source, position = _until(script, position + 1, "/")
        address = patterns.expression(source, extended=extended)
        if address is None:
            return None
    command = script[position : position + 1]
    if command == "d" and address is not None:
        return _deletion(address), position + 1
    if command != "s" or position + 1 >= len(script):
        return None
    separator = script[position + 1]
    source, position = _until(script, position + 2, separator)
    replacement, position = _until(script, position, separator)
    flags = re.compile(r"[gIi]*").match(script, position)
    assert flags is not None
    compiled = patterns.expression(source, extended=extended, ignore_case="i" in flags[0].lower())
    if compiled is None or script[flags.end() : flags.end() + 1] not in ("", " ", ";", "\n"):
        return None
    return _substitution(address, compiled, replacement, "g" in flags[0]), flags.end()


def _until(script: str, position: int, separator: str) -> tuple[str, int]:
    """The text up to the next separator that is not escaped, and the place after it."""
    found: list[str] = []
    while position < len(script) and script[position] != separator:
        if script[position] == "\\" and position + 1 < len(script):
            following = script[position + 1]
            found.append(following if following == separator else "\\" + following)
            position += 2
        else:
            found.append(script[position])
            position += 1
    return "".join(found), position + 1


def _deletion(address: Expression) -> Edit:
    return Edit(
        lambda line: None if address.compiled.search(line[: address.limit]) else line,
        lambda length: address.effort(min(length, address.limit)),
    )


def _substitution(
    address: Expression | None, expression: Expression, replacement: str, everywhere: bool
) -> Edit:
    compiled, limit = expression.compiled, expression.limit

    def given(match: re.Match[str]) -> str:
        def one(inner: re.Match[str]) -> str:
            sign = inner[0]
            if sign == "&":
                return match[0]
            if sign[1].isdecimal():
                number = int(sign[1])
                return (match[number] or "") if number <= (compiled.groups) else ""
            return "\n" if sign[1] == "n" else sign[1]

        return re.sub(r"\\.|&", one, replacement)

    def change(line: str) -> str:
        if address is not None and not address.compiled.search(line[: address.limit]):
            return line
        if len(line) > limit:
            return line
        return compiled.sub(given, line, count=0 if everywhere else 1)

    return Edit(change, lambda length: 2 * expression.effort(min(length, limit)))
