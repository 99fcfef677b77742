"""Reading a Vagrantfile that is not quite Ruby as what was meant."""

from __future__ import annotations

from time import thread_time

from migrator.read.vagrantfile.syntax import MAX_PARSING_SECONDS, Tree, is_ruby, parse

# A broken file is parsed once for each of its lines, which has to stay affordable.
MAX_LINES_TRIED = 6


def parse_mended(name: str, text: str) -> Tree:
    """Parse a file; a broken one is read with an `end` more, or without its bad line.

    When neither helps it is read as it is, as far as that goes.
    """
    deadline = thread_time() + MAX_PARSING_SECONDS
    broken = parse(name, text, deadline=deadline)
    if broken.error_line is None:
        return broken
    for count in (1, 2):
        longer = text + "\nend" * count
        if is_ruby(longer, deadline):
            why = f"{broken.why}; it is read as if it had an `end` more"
            return Tree(parse(name, longer).root, broken.error_line, why)
    lines = text.split("\n")
    near = range(max(0, broken.error_line - 2), broken.error_line + 1)
    for place in list(dict.fromkeys([*near, *range(len(lines))]))[:MAX_LINES_TRIED]:
        shorter = "\n".join([*lines[:place], "", *lines[place + 1 :]])
        if "".join(lines[place : place + 1]).strip() and is_ruby(shorter, deadline):
            why = f"{broken.why}; the rest is read without it"
            return Tree(parse(name, shorter).root, place + 1, why)
    return broken
