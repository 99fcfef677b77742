"""Shell patterns and regular expressions, matched in bounded time."""

from __future__ import annotations

import re
from functools import lru_cache

MAX_SUBJECT = 4096
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
def _tokens(pattern: str) -> tuple[str | re.Pattern[str] | None, ...]:
    """A pattern's signs: a text for itself, None for `*`, an expression for `?` and `[…]`."""
    found: list[str | re.Pattern[str] | None] = []
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
    body = re.sub(r"([\\\[\]^&~|])", r"\\\1", body)
    try:
        return re.compile(f"[{'^' if negated else ''}{body}]", re.S)
    except re.error:
        return None


def matches(pattern: str, text: str) -> bool:
    """Whether a shell pattern matches the whole text."""
    tokens = _tokens(pattern)
    if len(text) > MAX_SUBJECT:
        text = text[:MAX_SUBJECT]
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


def _fits(token: str | re.Pattern[str] | None, sign: str) -> bool:
    if isinstance(token, str):
        return token == sign
    return token is not None and token.match(sign) is not None


def prefix(pattern: str, text: str, longest: bool) -> int:
    """How many leading signs the pattern matches; -1 for none."""
    lengths = range(len(text), -1, -1) if longest else range(len(text) + 1)
    return next((length for length in lengths if matches(pattern, text[:length])), -1)


def suffix(pattern: str, text: str, longest: bool) -> int:
    """Where the trailing match of the pattern begins; -1 for none."""
    starts = range(len(text) + 1) if longest else range(len(text), -1, -1)
    return next((start for start in starts if matches(pattern, text[start:])), -1)


def replaced(pattern: str, text: str, new: str, mode: str) -> str:
    """`${text/pattern/new}`; `mode` is "", "/" (all), "#" (at the start), "%" (at the end)."""
    if mode == "#":
        end = prefix(pattern, text, True)
        return text if end < 0 else new + text[end:]
    if mode == "%":
        start = suffix(pattern, text, True)
        return text if start < 0 else text[:start] + new
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


@lru_cache(maxsize=512)
def expression(
    pattern: str, *, extended: bool, ignore_case: bool = False
) -> re.Pattern[str] | None:
    """A POSIX regular expression; None for one that is not understood or could take long.

    At most three repetitions, and none of a group: matching stays polynomial
    in lines that callers keep short.
    """
    translated = _translated(pattern, extended)
    if (
        translated is None
        or len(pattern) > 200
        or translated.count("*") + translated.count("+") > 3
    ):
        return None
    if re.search(r"\)[*+?{]|\{\d*,", translated):
        return None
    try:
        return re.compile(translated, re.I if ignore_case else 0)
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
