"""Cutting text into words, and words at their braces, before anything is expanded."""

from __future__ import annotations

import itertools
import re
from functools import lru_cache

from migrator.read.shell.words import closing

MAX_BRACES = 256
MAX_BRACED = 1000


def split_words(text: str, brackets: bool = False, comments: bool = False) -> list[str]:
    """Split at blanks outside quotes; with `brackets`, `(` and `)` stand alone.

    With `comments`, a word that begins with `#` and the rest of its line are left out.

    That is how the inside of `[ … ]`, `[[ … ]]` and of `( array )` is read.
    """
    words: list[str] = []
    position, start = 0, -1
    while position < len(text):
        sign = text[position]
        if sign in " \t\n" or (brackets and sign in "()" and _stands_alone(words, start)):
            if start >= 0:
                words.append(text[start:position])
                start = -1
            if sign in "()":
                words.append(sign)
            position += 1
            continue
        if comments and sign == "#" and start < 0:
            end = text.find("\n", position)
            position = len(text) if end < 0 else end
            continue
        start = position if start < 0 else start
        position = _skip(text, position)
    if start >= 0:
        words.append(text[start:])
    return words


def _stands_alone(words: list[str], start: int) -> bool:
    return words[-1:] != ["=~"] and start < 0


def _skip(text: str, position: int) -> int:
    """The position after the sign, quoted text or substitution at `position`."""
    sign = text[position]
    if sign == "\\":
        return position + 2
    if sign == "'":
        end = text.find("'", position + 1)
    elif sign in '"`':
        end = closing(text, position + 1, sign)
    elif text.startswith(("$(", "${"), position):
        end = closing(text, position + 2, ")" if text[position + 1] == "(" else "}")
    else:
        return position + 1
    return len(text) if end < 0 else end + 1


@lru_cache(maxsize=4096)
def brace_expanded(text: str) -> tuple[str, ...]:
    """`a{b,c}d` as `abd`, `acd`, and `{1..3}`; at most `MAX_BRACES` words."""
    if "{" not in text or "}" not in text or len(text) > MAX_BRACED:
        return (text,)
    done: list[str] = []
    pending = [text]
    while pending:
        word = pending.pop()
        choices = _first_brace(word)
        if choices is None or len(done) + len(pending) + len(choices) > MAX_BRACES:
            done.append(word)
        else:
            pending.extend(reversed(choices))
    return tuple(done)


def _first_brace(text: str) -> list[str] | None:
    """The words that the first brace expansion makes; None when there is none."""
    position = 0
    while position < len(text):
        if text[position] == "{":
            end, commas = _brace_end(text, position)
            inside = text[position + 1 : end]
            choices: list[str] | None = None
            if end >= 0 and commas:
                edges = [position, *commas, end]
                choices = [text[a + 1 : b] for a, b in itertools.pairwise(edges)]
            elif end >= 0 and (match := re.fullmatch(r"(-?\d{1,6})\.\.(-?\d{1,6})", inside)):
                low, high = int(match[1]), int(match[2])
                step = 1 if low <= high else -1
                if abs(high - low) < MAX_BRACES:
                    choices = [str(number) for number in range(low, high + step, step)]
            if choices:
                return [text[:position] + choice + text[end + 1 :] for choice in choices]
        position = _skip(text, position)
    return None


def _brace_end(text: str, start: int) -> tuple[int, list[int]]:
    """Where the brace at `start` closes, and its commas; -1 when it does not."""
    depth, position = 0, start
    commas: list[int] = []
    while position < len(text):
        sign = text[position]
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                return position, commas
        elif sign == "," and depth == 1:
            commas.append(position)
        position = _skip(text, position)
    return -1, []
