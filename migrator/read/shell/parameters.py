"""`$name` and `${name…}`: values, defaults, removals, replacements, lengths, parts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Union

from migrator.read.shell import patterns
from migrator.read.shell.arithmetic import Undecided
from migrator.read.shell.state import Shell, Variable
from migrator.read.shell.status import Exit
from migrator.read.shell.texts import Presumed, is_certainly_full, mapped
from migrator.read.shell.words import Parameter, closing
from migrator.values import Text, Unknown

Expand = Callable[[Shell, str], Text]
Values = Union[Text, "list[Text]"]

MAX_EFFORT = 1_000_000
DEFAULT = re.compile(r"(:?)([-=+?])(.*)", re.S)
REMOVAL = re.compile(r"(##|#|%%|%)(.*)", re.S)
REPLACEMENT = re.compile(r"/([/#%]?)(.*)", re.S)
PART = re.compile(r":\s*(-?\d+|\(-\d+\)| -\d+|\w+|\$\w+|\$\{\w+\})(?:\s*:\s*(-?\d+|\w+|\$\w+))?\s*")
CASES: dict[str, Callable[[str], str]] = {
    "^^": str.upper,
    ",,": str.lower,
    "^": lambda text: text[:1].upper() + text[1:],
    ",": lambda text: text[:1].lower() + text[1:],
}


def expand(shell: Shell, part: Parameter, text: Expand, pattern: Expand) -> Values:
    """The value of a parameter: a text, or a list for `$@`, `$*` and whole arrays.

    `text` and `pattern` expand the words inside the braces.
    """
    with shell.session.deeper() as allowed:
        if not allowed:
            return shell.unknown("it is nested too deeply")
        found = _value(shell, part, text)
        if part.mark == "#":
            return _length(shell, part, found)
        if part.mark == "!":
            return _indirect(shell, part, found)
        if not part.rest:
            return "" if found is None else found
        return _operated(shell, part, found, text, pattern)


def _value(shell: Shell, part: Parameter, text: Expand) -> Values | None:
    name = part.name
    if name.isdecimal():
        number = int(name) if len(name) < 6 else len(shell.arguments) + 1
        if number == 0:
            return shell.name
        return shell.arguments[number - 1] if number <= len(shell.arguments) else None
    if len(name) == 1 and not name.isalpha() and name != "_":
        return _special(shell, name)
    value: Variable | None = shell.get(name)
    if part.index is None:
        return value.get("0", "") if isinstance(value, dict) else value
    if part.index in ("@", "*"):
        if isinstance(value, dict):
            return list(value.values())
        return [] if value is None else [value]
    index = text(shell, part.index)
    if not isinstance(index, str):
        return index
    if isinstance(value, dict):
        return value.get(_key(shell, index, value))
    return value if index == "0" else None


def _key(shell: Shell, index: str, array: dict[str, Text]) -> str:
    """An array's key: as written, or computed where it is arithmetic."""
    if index in array:
        return index
    found = shell.text(index) if index.isidentifier() else index
    if found == "-1" and array:
        return list(array)[-1]
    return str(found)


def _special(shell: Shell, name: str) -> Values:
    match name:
        case "@" | "*":
            return list(shell.arguments)
        case "#":
            return str(len(shell.arguments))
        case "?":
            code = "0" if shell.last.ok else "1"
            return code if shell.last.basis == "known" else Presumed(code)
        case "-":
            return "hB"
    return shell.unknown(f"${name} differs in every run")


def _length(shell: Shell, part: Parameter, found: Values | None) -> Text:
    if isinstance(found, list):
        return str(len(found))
    if isinstance(found, Unknown):
        return shell.unknown(found.reason)
    return str(len(found or ""))


def _indirect(shell: Shell, part: Parameter, found: Values | None) -> Values:
    value = shell.get(part.name)
    if part.index in ("@", "*"):
        return list(value) if isinstance(value, dict) else []
    if isinstance(found, str) and re.fullmatch(r"\w+", found, re.ASCII):
        return shell.text(found)
    return "" if not found else shell.unknown("it names another variable")


def _operated(
    shell: Shell, part: Parameter, found: Values | None, text: Expand, pattern: Expand
) -> Values:
    rest = part.rest
    if match := DEFAULT.fullmatch(rest):
        return _default(shell, part, found, match, text)
    if match := PART.fullmatch(rest):
        return _portion(shell, found, match)
    if isinstance(found, list):
        return [_changed(shell, item, rest, text, pattern) for item in found]
    return _changed(shell, "" if found is None else found, rest, text, pattern)


def _default(
    shell: Shell, part: Parameter, found: Values | None, match: re.Match[str], text: Expand
) -> Values:
    colon, operator, word = match.groups()
    if isinstance(found, list):
        missing = not found
    elif isinstance(found, Unknown):
        missing = False
        if colon and operator == "+" and not is_certainly_full(found):
            return shell.unknown(found.reason)
    else:
        missing = found is None or (bool(colon) and not found)
    if operator == "+":
        return "" if missing else text(shell, word)
    if not missing:
        return found if found is not None else ""
    if operator == "?":
        raise Exit(f"`${{{part.name}{part.rest}}}` on line {shell.line} ends the script")
    given = text(shell, word)
    if operator == "=":
        shell.set(part.name, given)
    return given


def _portion(shell: Shell, found: Values | None, match: re.Match[str]) -> Values:
    def number(source: str) -> int:
        source = source.strip(" ()${}")
        if re.fullmatch(r"-?\d{1,9}", source):
            return int(source)
        value = shell.text(source)
        if isinstance(value, str) and re.fullmatch(r"-?\d{1,9}", value):
            return int(value)
        raise Undecided(source)

    if isinstance(found, Unknown):
        return shell.unknown(found.reason)
    try:
        start = number(match[1])
        length = number(match[2]) if match[2] is not None else None
    except Undecided:
        return shell.unknown("which part is taken is not known")
    if isinstance(found, list):
        items: list[Text] = [shell.name, *found] if start == 0 else found
        first = start if start <= 0 else start - 1
        return items[first:] if length is None else items[first:][: max(length, 0)]
    content = found or ""
    start = max(len(content) + start, 0) if start < 0 else start
    end = None if length is None else (start + length if length >= 0 else length)
    return content[start:end]


def _changed(shell: Shell, found: Text, rest: str, text: Expand, pattern: Expand) -> Text:
    if rest in CASES:
        return mapped(found, CASES[rest])
    changed: str | None = None
    if match := REMOVAL.fullmatch(rest):
        wanted = pattern(shell, match[2])
        if isinstance(found, str) and isinstance(wanted, str) and _fits(shell, found, wanted):
            changed = _removed(found, match[1], wanted)
    elif match := REPLACEMENT.fullmatch(rest):
        old, new = _halves(match[2])
        wanted, given = pattern(shell, old), text(shell, new)
        known = isinstance(found, str) and isinstance(wanted, str) and isinstance(given, str)
        if known and _fits(shell, str(found), str(wanted), everywhere=match[1] in ("", "/")):
            changed = patterns.replaced(str(wanted), str(found), str(given), match[1])
    elif rest.startswith("@"):
        return found
    if changed is not None:
        return changed
    return shell.unknown(
        found.reason if isinstance(found, Unknown) else f"`{rest}` is not computed"
    )


def _fits(shell: Shell, found: str, wanted: str, *, everywhere: bool = False) -> bool:
    """Whether a text is short enough to match a pattern with."""
    effort = patterns.effort(wanted, found, everywhere)
    if effort > MAX_EFFORT:
        return False
    shell.session.work(effort)
    return True


def _removed(found: str, operator: str, wanted: str) -> str:
    longest = len(operator) == 2
    if operator[0] == "#":
        return found[max(patterns.prefix(wanted, found, longest), 0) :]
    start = patterns.suffix(wanted, found, longest)
    return found if start < 0 else found[:start]


def _halves(source: str) -> tuple[str, str]:
    """`pattern/replacement`, cut at the first slash that is not quoted."""
    position = 0
    while position < len(source):
        if source[position] == "/":
            return source[:position], source[position + 1 :]
        if source[position] == "\\":
            position += 1
        elif source.startswith("${", position):
            end = closing(source, position + 2, "}")
            position = end if end > 0 else position
        position += 1
    return source, ""
