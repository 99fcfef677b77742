"""Functions of texts."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

from migrator.read.puppet.functions.registry import FunctionCall, calculation, function
from migrator.read.puppet.scope import Scope
from migrator.read.puppet.values import MAX_ITEMS, MAX_LENGTH, Puppet, flat, joined, to_text
from migrator.values import Unknown


@calculation("split")
def split(call: FunctionCall) -> Puppet:
    """`split("a,b", ",")`."""
    text, by = str(to_text(call.argument(0))), call.argument(1)
    pattern = getattr(by, "source", None) or str(by)
    if len(pattern) == 1 or not re.search(r"[\\^$.|?*+()\[\]{}]", pattern):
        return text.split(pattern)[:MAX_ITEMS]
    if pattern in (r"\s+", r"[\s]+", r"\s"):
        return text.split()[:MAX_ITEMS]
    if re.fullmatch(r"\[[^\[\]\\]+\]|\\.", pattern):
        return re.split(pattern, text)[:MAX_ITEMS]
    return call.unknown("the pattern is too involved")


@function("join")
def join_texts(call: FunctionCall) -> Puppet:
    """`join(["a", "b"], ",")`."""
    by = call.argument(1, "")
    found: list[Puppet] = []
    for item in flat(call.argument(0)):
        found += [by, item] if found else [item]
    return joined(found)


@calculation("regsubst")
def regsubst(call: FunctionCall) -> Puppet:
    """`regsubst(text, pattern, replacement, flags)` for plain patterns."""
    text, pattern, new = (call.argument(place, "") for place in range(3))
    source = getattr(pattern, "source", None) or str(pattern)
    value = call.compiler.evaluator.matches(pattern, text, call.node, Scope(""))
    if isinstance(value, Unknown) or not isinstance(text, str):
        return call.unknown("the pattern is too involved")
    count = 0 if "G" in str(call.argument(3, "")) else 1
    return re.sub(source, str(new), text[:MAX_LENGTH], count=count)[:MAX_LENGTH]


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
    return [(1, int(part)) if part.isdigit() else (0, part) for part in parts]


@calculation("basename dirname")
def of_path(call: FunctionCall) -> Puppet:
    """The parts of a path."""
    text = str(to_text(call.argument(0)))
    return posixpath.basename(text) if call.name == "basename" else posixpath.dirname(text)
