"""`name=git state=present`: a module's arguments on one line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

_KEY = re.compile(r"([A-Za-z_][\w.-]*)=", re.ASCII)
MAX_TEXT = 64 * 1024


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the words of a text begin and end; blanks in quotes and in `{{ }}` part nothing."""
    position, end = 0, min(len(text), MAX_TEXT)
    while position < end:
        while position < end and text[position].isspace():
            position += 1
        start = position
        quote, braces = "", 0
        while position < end and (quote or braces or not text[position].isspace()):
            sign = text[position]
            if sign == "\\" and quote == '"':
                position += 1
            elif quote:
                quote = "" if sign == quote else quote
            elif text.startswith(("{{", "{%", "{#"), position):
                braces += 1
                position += 1
            elif braces and text.startswith(("}}", "%}", "#}"), position):
                braces -= 1
                position += 1
            elif sign in "'\"" and not braces:
                quote = sign
            position += 1
        if position > start:
            yield start, min(position, end)


def split_words(text: str) -> list[str]:
    """The words of a text, quotes left on."""
    return [text[start:end] for start, end in spans(text)]


def unquoted(value: str) -> str:
    """A value without the quotes around it."""
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1]
    return value


def key_values(text: str) -> dict[str, str]:
    """Every `key=value` of a text."""
    found: dict[str, str] = {}
    for word in split_words(text):
        match = _KEY.match(word)
        if match is not None:
            found[match[1]] = unquoted(word[match.end() :])
    return found


def free_form(text: str, keys: Collection[str]) -> tuple[str, dict[str, str]]:
    """A command line, and the module's own arguments (`chdir=/srv`) that stand in it."""
    found: dict[str, str] = {}
    kept: list[str] = []
    last = 0
    for start, end in spans(text):
        match = _KEY.match(text, start, end)
        if match is not None and match[1] in keys:
            found[match[1]] = unquoted(text[match.end() : end])
            kept.append(text[last:start])
            last = end
    kept.append(text[last:])
    return ("".join(kept).strip() if found else text.strip()), found
