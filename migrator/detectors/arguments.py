"""Splitting a command's words into options and operands."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from migrator.trace import Command
from migrator.values import Text, Unknown

_HOLE = "\0"


@dataclass(frozen=True)
class Arguments:
    """A command's options (name -> value, "" for a switch) and its operands.

    `unknown` are the words that could not be computed; they are neither.
    """

    options: dict[str, str] = field(default_factory=dict)
    operands: list[str] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)

    def has(self, *names: str) -> bool:
        """Whether any of the options was given."""
        return any(name in self.options for name in names)


def arguments(command: Command, taking_value: Collection[str] = ()) -> Arguments:
    """Read the words after the program's name; see `split`."""
    return split(command.argv[1:], taking_value)


def split(words: Iterable[Text], taking_value: Collection[str] = ()) -> Arguments:
    """Read options and operands; `taking_value` names options whose value is the next word.

    `--name=value` and, for short options that take one, `-nvalue` are understood;
    after `--` everything is an operand.
    """
    found = Arguments()
    pending: str | None = None
    only_operands = False
    for word in words:
        if isinstance(word, Unknown):
            found.unknown.append(word)
            pending = None
        elif pending is not None:
            found.options[pending] = word
            pending = None
        elif word == "--" and not only_operands:
            only_operands = True
        elif only_operands or not word.startswith("-") or word == "-":
            found.operands.append(word)
        else:
            pending = _read_option(word, taking_value, found.options)
    return found


def _read_option(word: str, taking_value: Collection[str], options: dict[str, str]) -> str | None:
    """Record one option word; return its name when the next word is its value."""
    name, has_value, value = word.partition("=")
    if word.startswith("--"):
        options[name] = value
        return name if name in taking_value and not has_value else None
    if word[:2] in taking_value and len(word) > 2:
        options[word[:2]] = word[2:]
        return None
    options[word] = ""
    if word in taking_value:
        return word
    for letter in word[1:] if word[1:].isalpha() else "":
        options.setdefault(f"-{letter}", "")
    last = f"-{word[-1]}"
    return last if last in taking_value and word[1:].isalpha() else None


def known(words: Iterable[Text]) -> tuple[str, ...]:
    """The words as text, an unknown one shown with its known parts."""
    return tuple(str(word) for word in words)


def known_lines(content: object) -> list[str]:
    """A file's lines; those that cannot be known, or only in part, are empty."""
    return [line if why is None else "" for line, why in lines_in_part(content)]


def lines_in_part(content: object) -> list[tuple[str, Unknown | None]]:
    """A file's lines; of one that is known in part the beginning, and what is not known."""
    if isinstance(content, str):
        return [(line, None) for line in content.splitlines()]
    if not isinstance(content, Unknown):
        return []
    why = Unknown(content.reason, content.source, content.line)
    text = "".join(part if isinstance(part, str) else _HOLE for part in content.parts)
    return [
        (line.partition(_HOLE)[0], why if _HOLE in line else None) for line in text.splitlines()
    ]
