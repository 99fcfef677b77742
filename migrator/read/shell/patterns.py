"""Shell patterns and regular expressions, matched in bounded time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Union

Token = Union[str, "re.Pattern[str]", None]

MAX_SUBJECT = 1024
MAX_PATTERN = 256
SPECIAL = "*?[]\\"


def escaped(text: str) -> str:
    """`text` as a pattern that matches only itself."""
    return "".join("\\" + sign if sign in SPECIAL else sign for sign in text)


def is_pattern(text: str) -> bool:
    """Whether a pattern has an active `*`, `?` or `[`."""
    return bool(re.search(r"(?<!\\)(?:\\\\)*[*?\[]", text))


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.S)


@lru_cache(maxsize=512)
def _tokens(pattern: str) -> tuple[Token, ...]:
    """A pattern's signs: a text for itself, None for `*`, an expression for `?` and `[…]`."""
    found: list[Token] = []
    position = 0
    while position < len(pattern):
        sign = pattern[position]
        if sign == "\\" and position + 1 < len(pattern):
            position += 1
            found.append(pattern[position])
        elif sign == "*":
            if not found or found[-1] is not None:
                found.append(None)
        elif sign == "?":
            found.append(re.compile(".", re.S))
        elif sign == "[" and (end := pattern.find("]", position + 2)) > 0:
            found.append(_class(pattern[position + 1 : end]) or sign)
            position = end
        else:
            found.append(sign)
        position += 1
    return tuple(found)


def _class(inside: str) -> re.Pattern[str] | None:
    negated = inside[:1] in ("!", "^")
    body = inside[1:] if negated else inside
    if "--" in body:
        return None
    body = re.sub(r"([\\\[\]^&~|])", r"\\\1", body)
    try:
        return re.compile(f"[{'^' if negated else ''}{body}]", re.S)
    except re.error:
        return None


def matches(pattern: str, text: str) -> bool:
    """Whether a shell pattern matches the whole text."""
    if len(text) > MAX_SUBJECT or len(pattern) > MAX_PATTERN:
        return not is_pattern(pattern) and unescaped(pattern) == text
    tokens = _tokens(pattern)
    token = position = 0
    star, mark = -1, 0
    while position < len(text):
        if token < len(tokens) and tokens[token] is None:
            star, mark = token, position
            token += 1
        elif token < len(tokens) and _fits(tokens[token], text[position]):
            token += 1
            position += 1
        elif star >= 0:
            token = star + 1
            mark += 1
            position = mark
        else:
            return False
    return all(rest is None for rest in tokens[token:])


def _fits(token: Token, sign: str) -> bool:
    if isinstance(token, str):
        return token == sign
    return token is not None and token.match(sign) is not None


def _lengths(tokens: Sequence[Token], text: str) -> list[int]:
    """How many leading signs of `text` the tokens can match, the shortest first."""
    end = len(tokens)
    states = _closed(tokens, {0})
    found = [0] if end in states else []
    for position, sign in enumerate(text, 1):
        following = {state for state in states if state < end and tokens[state] is None}
        following |= {state + 1 for state in states if state < end and _fits(tokens[state], sign)}
        if not following:
            break
        states = _closed(tokens, following)
        if end in states:
            found.append(position)
    return found


def _closed(tokens: Sequence[Token], states: set[int]) -> set[int]:
    """The states with those behind a `*`, which may match nothing."""
    return states | {s + 1 for s in states if s < len(tokens) and tokens[s] is None}


def prefix(pattern: str, text: str, longest: bool) -> int:
    """How many leading signs the pattern matches; -1 for none."""
    found = _lengths(_tokens(pattern), text)
    return found[-1 if longest else 0] if found else -1


def suffix(pattern: str, text: str, longest: bool) -> int:
    """Where the trailing match of the pattern begins; -1 for none."""
    found = _lengths(_tokens(pattern)[::-1], text[::-1])
    return len(text) - found[-1 if longest else 0] if found else -1


def replaced(pattern: str, text: str, new: str, mode: str) -> str:
    """`${text/pattern/new}`; `mode` is "", "/" (all), "#" (at the start), "%" (at the end)."""
    if mode == "#":
        end = prefix(pattern, text, True)
        return text if end < 0 else new + text[end:]
    if mode == "%":
        start = suffix(pattern, text, True)
        return text if start < 0 else text[:start] + new
    if not is_pattern(pattern):
        plain = unescaped(pattern)
        return text.replace(plain, new, -1 if mode == "/" else 1) if plain else text
    found: list[str] = []
    position = 0
    while position < len(text):
        length = prefix(pattern, text[position:], True)
        if length > 0:
            found.append(new)
            position += length
            if mode != "/":
                break
        else:
            found.append(text[position])
            position += 1
    return "".join(found) + text[position:]


def effort(pattern: str, text: str, everywhere: bool = False) -> int:
    """An upper bound of the comparisons that matching takes."""
    if not is_pattern(pattern):
        return len(text)
    return len(text) * len(pattern) * (len(text) if everywhere else 1)


@dataclass(frozen=True)
class Expression:
    """A POSIX regular expression that is safe to search with in lines up to `limit`."""

    compiled: re.Pattern[str]
    repeats: int

    @property
    def limit(self) -> int:
        return 200 if self.repeats > 1 else 500

    def effort(self, length: int) -> int:
        """About how much work a search in a line of this length can take."""
        return length**3 // 60 + length if self.repeats > 1 else length * 4


@lru_cache(maxsize=512)
def expression(pattern: str, *, extended: bool, ignore_case: bool = False) -> Expression | None:
    """A POSIX regular expression; None for one that is not understood or could take long.

    At most two repetitions, and none of a group: searching stays polynomial in
    lines that callers keep short.
    """
    translated = _translated(pattern, extended)
    if translated is None or len(pattern) > 200:
        return None
    repeats = translated.count("*") + translated.count("+") + translated.count("{")
    if repeats > 2 or re.search(r"\)[*+?{]|\[\[|--|&&|~~|\|\|", translated):
        return None
    try:
        return Expression(re.compile(translated, re.I if ignore_case else 0), repeats)
    except (re.error, OverflowError):
        return None


def _translated(pattern: str, extended: bool) -> str | None:
    """POSIX classes, and the other meaning of `\\(` and `(` in basic expressions."""
    pattern = pattern.replace("[[:space:]]", r"\s").replace("[[:digit:]]", r"\d")
    for name, inside in (
        ("space", r"\s"),
        ("digit", "0-9"),
        ("alpha", "a-zA-Z"),
        ("alnum", "a-zA-Z0-9"),
    ):
        pattern = pattern.replace(f"[:{name}:]", inside)
    if "[:" in pattern:
        return None
    if extended:
        return pattern
    return re.sub(
        r"\\([(){}+?|])|([(){}+?|])",
        lambda match: match[1] if match[1] else "\\" + match[2],
        pattern,
    )
