"""Functions of texts."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

from migrator.read.puppet.functions.registry import FunctionCall, calculation, function
from migrator.read.puppet.values import MAX_ITEMS, Puppet, flat, to_text
from migrator.read.shell.texts import separated
from migrator.read.vagrantfile.ruby.regexps import expand, pieces, replace

_FLAGS = {"E": "x", "I": "i", "M": "m"}


@calculation("split")
def split(call: FunctionCall) -> Puppet:
    """`split("a,b", ",")`; a text is a regular expression as well, so that "." is any character."""
    text = str(to_text(call.argument(0)))
    return pieces(call.compiler.affordable(call.argument(1, ""), text), text)[:MAX_ITEMS]


@function("join")
def join_texts(call: FunctionCall) -> Puppet:
    """`join(["a", "b"], ",")`."""
    return separated(to_text(call.argument(1, "")), map(to_text, flat(call.argument(0))))


@calculation("regsubst")
def regsubst(call: FunctionCall) -> Puppet:
    """`regsubst(text, pattern, replacement, flags)`, of one text or of each in a list.

    The flags are G for all matches, and E, I and M for Ruby's x, i and m.
    """
    subject, new = call.argument(0), str(to_text(call.argument(2, "")))
    wanted = str(to_text(call.argument(3, "")))
    flags = "".join(ruby for flag, ruby in _FLAGS.items() if flag in wanted)
    texts = [str(to_text(each)) for each in flat(subject)]
    pattern = call.compiler.affordable(call.argument(1, ""), *texts, flags=flags)
    count = 0 if "G" in wanted else 1
    found = [replace(pattern, text, lambda match: expand(new, match), count) for text in texts]
    return found if isinstance(subject, list) else "".join(found)


@calculation("downcase upcase capitalize strip chomp lstrip rstrip")
def changed(call: FunctionCall) -> Puppet:
    """Letters and margins."""
    text = str(to_text(call.argument(0)))
    changes: dict[str, Callable[[], str]] = {
        "downcase": text.lower, "upcase": text.upper, "capitalize": text.capitalize,
        "strip": text.strip, "chomp": lambda: text.rstrip("\n"), "lstrip": text.lstrip,
        "rstrip": text.rstrip,
    }  # fmt: skip
    return changes[call.name]()


@calculation("sprintf")
def sprintf(call: FunctionCall) -> Puppet:
    """`sprintf("%s-%d", …)` for plain places."""
    text = str(to_text(call.argument(0)))
    if not re.fullmatch(r"(?:[^%]|%[sd%])*", text):
        return call.unknown("the format is too involved")
    values = iter(call.arguments[1:])
    return re.sub(
        r"%([sd%])", lambda found: "%" if found[1] == "%" else str(to_text(next(values, ""))), text
    )


@calculation("versioncmp")
def versioncmp(call: FunctionCall) -> Puppet:
    """The order of two versions."""
    one, other = (_version(str(to_text(call.argument(place)))) for place in range(2))
    return (one > other) - (one < other)


def _version(text: str) -> list[tuple[int, int | str]]:
    parts = re.findall(r"\d+|[A-Za-z]+", text[:100])
    return [(1, int(part[:18])) if part.isdecimal() else (0, part) for part in parts]


@calculation("basename dirname")
def of_path(call: FunctionCall) -> Puppet:
    """The parts of a path."""
    text = str(to_text(call.argument(0)))
    return posixpath.basename(text) if call.name == "basename" else posixpath.dirname(text)
