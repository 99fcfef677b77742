"""Declarations, and commands that read into variables."""

from __future__ import annotations

from collections.abc import Iterator

from migrator.read.shell.arithmetic import Undecided
from migrator.read.shell.commands.options import split
from migrator.read.shell.dispatch import builtin
from migrator.read.shell.expansion import calculator
from migrator.read.shell.state import Shell, Variable
from migrator.read.shell.status import ABSENT, FALSE, TRUE, Call, Status
from migrator.values import Text, Unknown


def _items(call: Call) -> Iterator[tuple[str, Variable | None]]:
    """The names that a declaration lists, with the values given."""
    for word in call.argv[1:]:
        if isinstance(word, Unknown):
            first = word.parts[0] or ""
            name, equals, rest = first.partition("=")
            if equals:
                kept = (rest, *word.parts[1:]) if rest else word.parts[1:]
                yield name, Unknown(word.reason, word.source, word.line, kept)
            continue
        if word.startswith("-"):
            continue
        name, equals, value = word.partition("=")
        if name in call.arrays:
            yield name, call.arrays[name]
        elif name:
            yield name, value if equals else None


def _flags(call: Call) -> set[str]:
    words = [word[1:] for word in call.argv[1:] if isinstance(word, str) and word.startswith("-")]
    return {letter for word in words for letter in word}


@builtin("export")
def export(shell: Shell, call: Call) -> Status:
    removing = "n" in _flags(call)
    for name, value in _items(call):
        if value is not None:
            shell.set(name, value)
        if removing:
            shell.exported.discard(name)
        else:
            shell.export(name)
    return TRUE


@builtin("declare", "typeset", "readonly", "local")
def declare(shell: Shell, call: Call) -> Status:
    flags = _flags(call)
    inside = bool(shell.saved) and call.argv[0] != "readonly" and "g" not in flags
    for name, value in _items(call):
        if inside:
            shell.localise(name)
        if value is not None:
            shell.set(name, value)
        elif flags & {"a", "A"}:
            shell.set(name, {})
        elif inside:
            shell.unset(name)
        if "x" in flags:
            shell.export(name)
    return TRUE


@builtin("unset")
def unset(shell: Shell, call: Call) -> Status:
    for word in call.words()[1:]:
        if word in shell.variables:
            shell.unset(word)
        else:
            shell.functions.pop(word, None)
    return TRUE


@builtin("read")
def read(shell: Shell, call: Call) -> Status:
    """Read a line into variables; from an unknown input they are unknown."""
    options = split(call.argv[1:], ("-p", "-d", "-n", "-N", "-t", "-u", "-i", "-a"))
    names = [str(word) for word in options.operands] or ["REPLY"]
    content = shell.stdin
    if not isinstance(content, str):
        for name in names:
            shell.set(name, shell.unknown("it is read from outside"))
        return TRUE
    line, _, rest = content.partition("\n")
    shell.stdin = rest
    separator = shell.text("IFS")
    blanks = separator if isinstance(separator, str) and separator.strip() else None
    array = options.value("-a")
    if array is not None:
        shell.set(str(array), {str(index): item for index, item in enumerate(line.split(blanks))})
        return TRUE if content else FALSE
    values = line.split(blanks, len(names) - 1) if separator != "" else [line]
    for index, name in enumerate(names):
        shell.set(name, values[index].strip() if index < len(values) else "")
    return TRUE if content else FALSE


@builtin("mapfile", "readarray")
def read_lines(shell: Shell, call: Call) -> Status:
    options = split(call.argv[1:], ("-n", "-O", "-s", "-u", "-d"))
    name = str(options.operands[0]) if options.operands else "MAPFILE"
    content = shell.stdin
    lines = content.splitlines() if isinstance(content, str) else []
    values: dict[str, Text] = {str(index): line for index, line in enumerate(lines[:2000])}
    if not isinstance(content, str):
        values = {"0": shell.unknown("it is read from outside")}
    shell.set(name, values)
    return TRUE


@builtin("let")
def let(shell: Shell, call: Call) -> Status:
    result = 0
    try:
        for word in call.words()[1:]:
            result = calculator(shell).value(word)
    except Undecided:
        return ABSENT
    return Status(result != 0)


@builtin("getopts")
def getopts(shell: Shell, call: Call) -> Status:
    """Options of the script itself: the next one from the positional arguments."""
    words = call.words()
    if len(words) < 3:
        return FALSE
    place = shell.text("OPTIND")
    index = int(place) if isinstance(place, str) and place.isdecimal() and len(place) < 5 else 1
    if index > len(shell.arguments):
        return FALSE
    word = shell.arguments[index - 1]
    if not isinstance(word, str) or len(word) < 2 or not word.startswith("-"):
        return FALSE
    letter, used = word[1], 1
    if f"{letter}:" in words[1]:
        value: Text = word[2:]
        if not value and index < len(shell.arguments):
            value, used = shell.arguments[index], 2
        shell.set("OPTARG", value)
    shell.set(words[2], letter if letter in words[1] else "?")
    shell.set("OPTIND", str(index + used))
    return TRUE
