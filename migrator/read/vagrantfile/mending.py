"""Reading a Vagrantfile that is not quite Ruby as what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from time import thread_time

from migrator.read.vagrantfile.syntax import MAX_PARSING_SECONDS, Tree, is_ruby, parse

# A broken file is parsed once for each of its lines, which has to stay affordable.
MAX_LINES_TRIED = 5


def parse_mended(name: str, text: str) -> Tree:
    """Parse a file; a broken one is read with an `end` more, or without its bad line.

    When neither helps it is read as it is, as far as that goes.
    """
    deadline = thread_time() + MAX_PARSING_SECONDS
    broken = parse(name, text, deadline=deadline)
    if broken.error_line is None:
        return broken
    for count in (1, 2) if broken.is_open else ():
        longer = text + "\nend" * count
        if is_ruby(longer, deadline):
            why = f"{broken.why}; it is read as if it had an `end` more"
            return Tree(parse(name, longer).root, broken.error_line, why)
    lines = text.split("\n")
    for place in _suspects(lines, broken):
        shorter = "\n".join([*lines[:place], "", *lines[place + 1 :]])
        if is_ruby(shorter, deadline):
            why = f"{broken.why}; the rest is read without it"
            return Tree(parse(name, shorter).root, place + 1, why)
    return broken


def _suspects(lines: list[str], broken: Tree) -> list[int]:
    """The lines that may be the bad one: those at the error, or those that leave something open."""
    line = broken.error_line or 1
    places = list(range(max(0, line - 2), min(line + 1, len(lines))))
    if broken.is_open:
        places += [place for place in _unbalanced(lines) if place not in places]
    return [place for place in places if lines[place].strip()][:MAX_LINES_TRIED]


def _unbalanced(lines: list[str]) -> Iterator[int]:
    """The lines in which a quote or bracket is left open, or closed that was not open."""
    for place, line in enumerate(lines):
        code = re.sub(r"\\.|^\s*#.*", "", line)
        quotes = any(code.count(quote) % 2 for quote in "\"'")
        if quotes or any(code.count(a) != code.count(b) for a, b in ("()", "[]", "{}")):
            yield place
