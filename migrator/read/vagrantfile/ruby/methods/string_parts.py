"""Methods of strings that take a string apart or put one together."""

from __future__ import annotations

import re

from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.control import Incalculable
from migrator.read.vagrantfile.ruby.regexps import pattern, pieces, search
from migrator.read.vagrantfile.ruby.registry import Call, method
from migrator.read.vagrantfile.ruby.values import (
    Range,
    Regexp,
    Ruby,
    Symbol,
    text_of,
)


@method(str, names="[] slice byteslice")
def element(call: Call) -> Ruby:
    if call.name == "byteslice" and not call.receiver.isascii():
        return call.unknown("parts of characters are not followed")
    text = str(call.receiver)
    found = span(text, call.arguments or [call.required()])
    return text[found[0] : found[1]] if found is not None else None


def span(text: str, keys: list[Ruby]) -> tuple[int, int] | None:
    """Where the part stands that `text[*keys]` means; None where there is none."""
    key = keys[0]
    if isinstance(key, str):
        start = text.find(key)
        return (start, start + len(key)) if start >= 0 else None
    if isinstance(key, Regexp):
        return _span_of_group(key, text, keys[1] if len(keys) > 1 else 0)
    if isinstance(key, Range):
        start, stop = bounds(key, len(text))
    else:
        start = key + len(text) if key < 0 else key
        if len(keys) == 1 and start >= len(text):
            return None
        stop = start + (keys[1] if len(keys) > 1 else 1)
        if len(keys) > 1 and keys[1] < 0:
            return None
    return (start, min(max(start, stop), len(text))) if 0 <= start <= len(text) else None


def _span_of_group(key: Regexp, text: str, group: Ruby) -> tuple[int, int] | None:
    found = pattern(key, text).search(text)
    if found is None:
        return None
    try:
        start, stop = found.span(text_of(group) if isinstance(group, (str, Symbol)) else group)
    except IndexError:
        return None
    return (start, stop) if start >= 0 else None


def bounds(key: Range, size: int) -> tuple[int, int]:
    """A range of positions as Python's slice bounds."""
    start = 0 if key.first is None else key.first
    stop = size if key.last is None else key.last + (0 if key.exclusive else 1)
    if key.last is not None and key.last < 0:
        stop += size
    return (start + size if start < 0 else start), max(0, stop)


@method(str, names="index rindex")
def index(call: Call) -> Ruby:
    text, key = str(call.receiver), call.required()
    if isinstance(key, Regexp):
        found = search(key, text, call.argument(1, 0))
        return found.start if found is not None else None
    position = text.find(key, call.argument(1, 0)) if call.name == "index" else text.rfind(key)
    return position if position >= 0 else None


@method(str, name="split")
def split(call: Call) -> Ruby:
    text, separator, limit = str(call.receiver), call.argument(0), call.argument(1, 0)
    if separator is None or separator == " ":
        return list(text.split(None, limit - 1) if limit > 0 else text.split())
    return list(pieces(separator, text, limit))


@method(str, names="lines each_line")
def lines(call: Call) -> Ruby:
    found = re.findall(r"[^\n]*\n|[^\n]+", str(call.receiver))
    if call.options().get(Symbol("chomp")):
        found = [line.rstrip("\n") for line in found]
    if call.block is None:
        return found
    for line in found:
        call.run_block(line)
    return call.receiver


@method(str, names="chars each_char")
def chars(call: Call) -> Ruby:
    if len(call.receiver) > limits.MAX_ITEMS:
        raise Incalculable("the text is too long")
    found = list(call.receiver)
    if call.block is not None:
        for character in found:
            call.run_block(character)
    return found


@method(str, names="bytes each_byte")
def byte_values(call: Call) -> Ruby:
    found = list(call.receiver[: limits.MAX_ITEMS].encode("utf-8", "replace"))
    for byte in found if call.block is not None else ():
        call.run_block(byte)
    return found if call.block is None else call.receiver


@method(str, name="codepoints")
def codepoints(call: Call) -> Ruby:
    return [ord(each) for each in call.receiver[: limits.MAX_ITEMS]]


@method(str, names="partition rpartition")
def partition(call: Call) -> Ruby:
    text, separator = str(call.receiver), call.required()
    if isinstance(separator, Regexp):
        match = search(separator, text)
        return [text, "", ""] if match is None else [match.before, match.groups[0], match.after]
    return list(
        text.partition(separator) if call.name == "partition" else text.rpartition(separator)
    )


@method(str, names="ljust rjust center")
def justify(call: Call) -> Ruby:
    width, filling = call.required(), call.argument(1, " ")
    if width > limits.MAX_TEXT or not filling:
        raise Incalculable("the text is too long")
    text = str(call.receiver)
    missing = max(0, width - len(text))
    left = {"ljust": 0, "rjust": missing, "center": missing // 2}[call.name]
    return _filled(filling, left) + text + _filled(filling, missing - left)


def _filled(filling: str, width: int) -> str:
    return (filling * (width // len(filling) + 1))[:width]


@method(str, names="succ next")
def succ(call: Call) -> Ruby:
    return successor(str(call.receiver))


def successor(text: str) -> str:
    """The string after `text`: "a9" to "b0", "az" to "ba"."""
    if not re.search(r"[a-zA-Z0-9]", text):
        raise Incalculable("the next text is not known")
    letters = list(text)
    position = len(letters) - 1
    last_changed = position
    while position >= 0:
        letter = letters[position]
        if not (letter.isalnum() and letter.isascii()):
            position -= 1
            continue
        last_changed = position
        if letter not in "zZ9":
            letters[position] = chr(ord(letter) + 1)
            return "".join(letters)
        letters[position] = {"z": "a", "Z": "A", "9": "0"}[letter]
        position -= 1
    first = letters[last_changed]
    letters.insert(last_changed, "1" if first == "0" else first)
    return "".join(letters)


@method(str, name="upto")
def upto(call: Call) -> Ruby:
    from migrator.read.vagrantfile.ruby.methods.ranges import items

    found = items(Range(str(call.receiver), call.required()))
    if call.block is None:
        return found
    for value in found:
        call.run_block(value)
    return call.receiver
