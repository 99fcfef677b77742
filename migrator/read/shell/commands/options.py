"""Splitting a command's words into options and operands."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from migrator.values import Text


@dataclass
class Options:
    """What stood before and between the operands: flags by name, values by option."""

    flags: set[str] = field(default_factory=set)
    values: dict[str, Text] = field(default_factory=dict)
    operands: list[Text] = field(default_factory=list)

    def has(self, *names: str) -> bool:
        return any(name in self.flags or name in self.values for name in names)

    def value(self, *names: str) -> Text | None:
        return next((self.values[name] for name in names if name in self.values), None)


def split(words: Sequence[Text], valued: Collection[str] = (), *, leading: bool = False) -> Options:
    """Read options in the usual ways: `-a`, `-abc`, `-o value`, `-ovalue`, `--long=value`, `--`.

    `valued` names the options that take a value. With `leading`, the first operand
    ends the options, as for sudo, whose operands are a command of their own.
    """
    found = Options()
    index = 0
    while index < len(words):
        word = words[index]
        index += 1
        if word == "--":
            found.operands.extend(words[index:])
            break
        if not isinstance(word, str) or not word.startswith("-") or word == "-":
            found.operands.append(word)
            if leading:
                found.operands.extend(words[index:])
                break
        elif word.startswith("--"):
            name, equals, value = word.partition("=")
            if equals:
                found.values[name] = value
            elif name in valued and index < len(words):
                found.values[name] = words[index]
                index += 1
            else:
                found.flags.add(name)
        elif word in valued:
            if index < len(words):
                found.values[word] = words[index]
            index += 1
        else:
            index += _cluster(word, words[index:], valued, found)
    return found


def _cluster(word: str, following: Sequence[Text], valued: Collection[str], found: Options) -> int:
    """Read `-abc`; gives how many of the following words were its value."""
    for position, letter in enumerate(word[1:], 1):
        name = f"-{letter}"
        if name in valued:
            rest = word[position + 1 :]
            if rest:
                found.values[name] = rest
                return 0
            if following:
                found.values[name] = following[0]
            return 1
        found.flags.add(name)
    return 0
