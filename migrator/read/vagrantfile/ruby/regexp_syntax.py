"""From the syntax of Ruby's regular expressions to Python's.

In Ruby `\\w`, `\\d` and `\\s` are about ASCII, while `[[:alpha:]]` and `\\p{Alpha}` are
about Unicode (doc/regexp in Ruby's own documentation).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from unicodedata import category

from migrator.read.vagrantfile.ruby.control import Incalculable

_TOKENS = re.compile(
    r"\\[pP]\{(?P<negated>\^?)(?P<property>\w+)\}"
    r"|\[:(?P<not>\^?)(?P<posix>\w+):\]"
    r"|\\k<(?P<reference>\w+)>|\(\?<(?P<name>[a-zA-Z_]\w*)>"
    r"|\(\?(?P<on>[mix]*)(?P<off>-[mix]+)?(?P<ends>[:)])"
    r"|\\u\{(?P<code>[0-9a-fA-F]+)\}|\\.|\[\^?\]?|\]|\}\+|&&|.",
    re.DOTALL,
)
_OUTSIDE = {
    "\\A": "\\A", "\\z": "\\Z", "\\Z": "(?=\\n?\\Z)", "\\h": "[0-9a-fA-F]", "\\H": "[^0-9a-fA-F]",
    "\\R": "(?:\\r\\n|[\\n\\v\\f\\r\\x85\\u2028\\u2029])", "\\e": "\\x1b",
}  # fmt: skip
_INSIDE = {"\\h": "0-9a-fA-F", "\\e": "\\x1b", "[": "\\["}
_UNLIKE = {"\\K", "\\G", "\\X", "\\g", "\\y", "\\Y", "\\R", "\\H", "\\c", "\\C", "\\M"}
# Letters that mean something behind a backslash, in Ruby and in Python alike.
_SAME = frozenset("bBdDsSwWnrtfvax0123456789u")

_PREDICATES: dict[str, Callable[[str], bool]] = {
    "alpha": str.isalpha,
    "digit": lambda each: category(each) == "Nd",
    "alnum": lambda each: each.isalpha() or category(each) == "Nd",
    "upper": str.isupper,
    "lower": str.islower,
    "space": lambda each: each.isspace() and not "\x1c" <= each <= "\x1f",
    "blank": lambda each: each == "\t" or category(each) == "Zs",
    "punct": lambda each: category(each)[0] == "P" or each in "$+<=>^`|~",
    "cntrl": lambda each: category(each) == "Cc",
    "graph": lambda each: not each.isspace() and category(each) not in ("Cc", "Cn", "Cs"),
    "print": lambda each: each == " " or category(each)[0] not in "C",
    "word": lambda each: each.isalpha() or category(each) in ("Nd", "Pc", "Mn", "Mc"),
    "xdigit": lambda each: each in "0123456789abcdefABCDEF",
    "ascii": str.isascii,
    "any": lambda each: True,
    "letter": lambda each: category(each)[0] == "L",
}
_CATEGORY = re.compile(r"[lmnpszc][a-z]?")
_ALL = 0x10000


@lru_cache(maxsize=64)
def _members(name: str, wide: bool) -> str:
    """The characters of a class as ranges; those beyond ASCII only where they matter."""
    predicate = _PREDICATES.get(name.lower())
    if predicate is None and _CATEGORY.fullmatch(name.lower()):
        wanted = name.capitalize()
        predicate = lambda each: category(each).startswith(wanted)  # noqa: E731
    if predicate is None:
        raise Incalculable(f"the class `{name}` of a regular expression is not followed")
    ranges: list[list[int]] = []
    for code in range(_ALL if wide else 128):
        if predicate(chr(code)):
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"\\u{first:04x}-\\u{last:04x}" for first, last in ranges)


def translated(source: str, wide: bool) -> str:
    """Python's pattern for a Ruby one; Incalculable for what Python's `re` has no word for.

    `wide` is whether it is for a text with characters beyond ASCII.
    """
    result: list[str] = []
    inside = False
    closing = ""
    for token in _TOKENS.finditer(source):
        text = token[0]
        if token["property"] or token["posix"]:
            result.append(_class(token, inside, wide))
        elif inside:
            inside = text != "]"
            result.append(_in_brackets(text))
        elif text[0] == "[":
            inside = True
            result.append(text.replace("]", "\\]"))
        elif token["ends"] and token["on"] + (token["off"] or ""):
            if token["ends"] == ")" and token.start():
                raise Incalculable("options in the middle of a regular expression")
            closing = ")" if token["ends"] == ")" else closing
            result.append(f"(?{token['on']}{token['off'] or ''}:".replace("m", "s"))
        else:
            result.append(_outside(token))
    return "".join(result) + closing


def _class(token: re.Match[str], inside: bool, wide: bool) -> str:
    negated = bool(token["negated"] or token["not"]) is not token[0].startswith("\\P")
    if token["posix"] and not inside:
        return re.escape(token[0])
    members = _members(token["property"] or token["posix"], wide)
    if not inside:
        return f"[{'^' if negated else ''}{members}]" if members else "(?!)"
    if negated:
        raise Incalculable("a negated class inside of another is not followed")
    return members


def _in_brackets(text: str) -> str:
    if text == "&&" or text in _UNLIKE or (text.startswith("[") and text != "["):
        raise Incalculable(f"`{text}` in a regular expression is not followed")
    return _INSIDE.get(text) or _escape(text)


def _outside(token: re.Match[str]) -> str:
    text = token[0]
    if text in _OUTSIDE:
        return _OUTSIDE[text]
    if token["name"]:
        return f"(?P<{token['name']}>"
    if token["reference"]:
        return f"(?P={token['reference']})"
    if token["code"]:
        return re.escape(chr(min(int(token["code"], 16), 0x10FFFF)))
    if text in _UNLIKE or text == "}+":
        raise Incalculable(f"`{text}` in a regular expression is not followed")
    return _escape(text)


def _escape(text: str) -> str:
    """An escape sequence; before a letter without a meaning the backslash says nothing."""
    if len(text) == 2 and text[0] == "\\" and text[1].isalnum() and text[1] not in _SAME:
        return re.escape(text[1])
    return text
