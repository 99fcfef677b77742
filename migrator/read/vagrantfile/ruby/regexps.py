"""Ruby's regular expressions on top of Python's, with a bound on what a match may cost."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from functools import lru_cache

from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.control import Incalculable
from migrator.read.vagrantfile.ruby.regexp_syntax import translated
from migrator.read.vagrantfile.ruby.values import Match, Regexp

MAX_PATTERN = 1000


@lru_cache(maxsize=256)
def compiled(source: str, flags: str, wide: bool) -> re.Pattern[str]:
    """Python's pattern for a Ruby one; Incalculable where there is none.

    `wide` is whether it is for a text with characters beyond ASCII.
    """
    if len(source) > MAX_PATTERN:
        raise Incalculable("the regular expression is too long")
    # `$` and `^` are about lines in Ruby; Python's MULTILINE agrees.
    options = re.MULTILINE
    options |= re.ASCII if "i" not in flags else 0
    options |= re.IGNORECASE if "i" in flags else 0
    options |= re.DOTALL if "m" in flags else 0
    options |= re.VERBOSE if "x" in flags else 0
    try:
        with warnings.catch_warnings():
            # Python warns of what may change its meaning in later versions.
            warnings.simplefilter("ignore", FutureWarning)
            return re.compile(translated(source, wide), options)
    except (re.error, RecursionError, OverflowError, ValueError) as error:
        raise Incalculable(f"the regular expression cannot be read: {error}") from error


def pattern(value: Regexp | str, subject: str) -> re.Pattern[str]:
    """The pattern of a regular expression or a plain string, affordable on `subject`."""
    if isinstance(value, str):
        return re.compile(re.escape(value))
    found = compiled(value.source, value.flags, not subject.isascii())
    if cost(value.source, subject) > limits.MAX_MATCH_COST:
        raise Incalculable("the regular expression could take too long")
    return found


_QUANTIFIER = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|[*+]|\{\d*,\d*\}|\?|\(|\)|\|", re.DOTALL)


@lru_cache(maxsize=256)
def _shape(source: str) -> tuple[int, bool]:
    """How many unbounded repetitions there are, and whether one can stand inside another."""
    repeats = 0
    nested = False
    groups: list[bool] = []
    closed_variable = False
    for token in _QUANTIFIER.finditer(source):
        text = token[0]
        if text == "(":
            groups.append(False)
        elif text == ")":
            closed_variable = groups.pop() if groups else False
            if groups and closed_variable:
                groups[-1] = True
            continue
        elif text in "*+" or text.startswith("{"):
            repeats += 1
            # A group with any choice inside that is repeated can match in many ways.
            if closed_variable and source[token.start() - 1] == ")":
                nested = True
            if groups:
                groups[-1] = True
        elif text in "?|" and groups:
            groups[-1] = True
        closed_variable = closed_variable and text == ")"
    return repeats, nested


def cost(source: str, subject: str) -> float:
    """A bound for the steps of backtracking, for patterns of this shape."""
    repeats, nested = _shape(source)
    if re.search(r"\\[snRpP]|\[\^|\[:|\\W|\\D|\(\?m", source):
        length = (
            len(subject) if re.search(r"\[\^|\[:|\\[WDpP]|\(\?m", source) else _longest(subject) * 2
        )
    else:
        length = _longest(subject)
    if nested:
        return float(2 ** min(length, 64))
    return float(len(subject) + 1) * float(length + 1) ** max(0, min(repeats, 12) - 1)


def _longest(subject: str) -> int:
    return max((len(line) for line in subject.split("\n")), default=0)


def search(value: Regexp | str, subject: str, start: int = 0) -> Match | None:
    """The first match, None when there is none."""
    found = pattern(value, subject).search(subject, start)
    return as_match(found) if found is not None else None


def as_match(found: re.Match[str]) -> Match:
    """Ruby's view of a Python match."""
    return Match(
        (found[0], *found.groups()),
        found.groupdict(),
        found.string[: found.start()],
        found.string[found.end() :],
        found.start(),
    )


def pieces(value: Regexp | str, subject: str, limit: int = 0) -> list[str]:
    """The pieces between matches, and what groups matched; empty ones at the end are left out.

    A `limit` above 0 bounds the pieces and keeps the empty ones.
    """
    if not subject:
        return []
    between: list[str] = []
    rounds = position = 0
    for found in pattern(value, subject).finditer(subject):
        if found.end() == 0:
            continue
        rounds += 1
        if rounds == limit:
            break
        between.append(subject[position : found.start()])
        between += [group for group in found.groups() if group is not None]
        position = found.end()
    between.append(subject[position:])
    while limit == 0 and between and not between[-1]:
        between.pop()
    return between


def replace(
    value: Regexp | str, subject: str, by: Callable[[re.Match[str]], str], count: int = 0
) -> str:
    """The text with its first `count` matches replaced, or all of them."""
    length = len(subject)

    def fill(found: re.Match[str]) -> str:
        nonlocal length
        new = by(found)
        length += len(new)
        if length > limits.MAX_TEXT:
            raise Incalculable("the text grows too long")
        return new

    return pattern(value, subject).sub(fill, subject, count=count)


def expand(template: str, found: re.Match[str]) -> str:
    r"""A replacement with `\1`, `\0` and `\k<name>` filled in."""

    def fill(token: re.Match[str]) -> str:
        name = token[1] or token[2]
        if name == "\\":
            return "\\"
        if name == "&":
            return found[0]
        try:
            return found[int(name) if name.isdecimal() else name] or ""
        except (IndexError, re.error):
            return ""

    return re.sub(r"\\(?:([0-9&\\])|k<(\w+)>)", fill, template)
