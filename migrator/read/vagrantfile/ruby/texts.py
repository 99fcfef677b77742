"""Texts with unknown parts: joining them, and what `to_s` and `inspect` make of a value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.control import Incalculable
from migrator.read.vagrantfile.ruby.keys import unkey
from migrator.read.vagrantfile.ruby.values import (
    Hash,
    Instance,
    Module,
    Range,
    Receiver,
    Regexp,
    Ruby,
    Symbol,
)
from migrator.values import Unknown

if TYPE_CHECKING:
    from migrator.read.vagrantfile.ruby.interpreter import Interpreter
    from migrator.read.vagrantfile.syntax import Node


def concatenate(pieces: Iterable[str | Unknown]) -> str | Unknown:
    """Join texts; where one is unknown the known parts around it are kept."""
    pieces = list(pieces)
    first = next((piece for piece in pieces if isinstance(piece, Unknown)), None)
    if sum(len(piece) for piece in pieces if isinstance(piece, str)) > limits.MAX_TEXT:
        raise Incalculable("the text is too long")
    if first is None:
        return "".join(str(piece) for piece in pieces)
    parts: list[str | None] = []
    for piece in pieces:
        for part in piece.parts if isinstance(piece, Unknown) else (str(piece),):
            if part is None and parts and parts[-1] is None:
                continue
            if part is not None and parts and isinstance(parts[-1], str):
                parts[-1] += part
            elif part != "":
                parts.append(part)
    if len(parts) > limits.MAX_ITEMS:
        raise Incalculable("the text has too many unknown parts")
    return Unknown(first.reason, first.source, first.line, tuple(parts))


def is_text(value: Ruby) -> bool:
    """Whether a value is a string or symbol."""
    return isinstance(value, (str, Symbol))


def text_or_unknown(run: Interpreter, value: Ruby, node: Node) -> str | Unknown:
    """What `to_s` gives, as interpolation uses it."""
    if isinstance(value, (str, Unknown)):
        return value
    if isinstance(value, Instance):
        from migrator.read.vagrantfile.ruby.calls import call_method

        value = call_method(run, value, "to_s", [], None, node)
        if isinstance(value, (str, Unknown)):
            return value
        return run.unknown("the object has no text", node)
    try:
        return to_s(value)
    except Incalculable as reason:
        return run.unknown(str(reason), node)


def to_s(value: Ruby) -> str | Unknown:
    """A value as Ruby's `to_s` writes it."""
    if value is None:
        return ""
    if isinstance(value, (str, Unknown)):
        return value
    if isinstance(value, Symbol):
        return value.name
    if isinstance(value, Receiver):
        return receiver_text(value)
    if isinstance(value, Range):
        return concatenate([to_s(value.first), _dots(value), to_s(value.last)])
    return regexp_text(value) if isinstance(value, Regexp) else inspect(value)


def regexp_text(value: Regexp) -> str:
    """A regular expression that can be a part of another: `(?i-mx:a)`."""
    on = "".join(each for each in "mix" if each in value.flags)
    off = "".join(each for each in "mix" if each not in value.flags)
    return f"(?{on}{'-' + off if off else ''}:{value.source})"


def receiver_text(value: Receiver) -> str | Unknown:
    """What a part of the world says of itself, when it is a kind of text."""
    text = getattr(value, "text", None)
    if isinstance(text, (str, Unknown)):
        return text
    raise Incalculable("the object has no text")


def inspect(value: Ruby) -> str | Unknown:
    """A value as Ruby's `inspect` writes it."""
    return concatenate(_inspected(value, [0]))


def _inspected(value: Ruby, count: list[int], depth: int = 0) -> Iterable[str | Unknown]:
    count[0] += 1
    if count[0] > limits.MAX_ITEMS or depth > 40:
        raise Incalculable("the value is too large")
    if isinstance(value, list):
        yield "["
        for position, item in enumerate(value):
            if position:
                yield ", "
            yield from _inspected(item, count, depth + 1)
        yield "]"
    elif isinstance(value, dict):
        if isinstance(value, Hash) and value.unsure is not None:
            yield value.unsure
        yield "{"
        for position, (key, item) in enumerate(value.items()):
            if position:
                yield ", "
            yield from _inspected(unkey(key), count, depth + 1)
            yield "=>"
            yield from _inspected(item, count, depth + 1)
        yield "}"
    else:
        yield _inspect_one(value)


_PLAIN_SYMBOL = re.compile(
    r"[@$]{0,2}[^\W\d]\w*[?!=]?|[-+*/%<>~!^&|]|\*\*|[=!]=|===|=~|<=>|[<>]=|<<|>>|\[\]=?|[-+]@"
)


def _inspect_one(value: Ruby) -> str | Unknown:
    if value is None:
        return "nil"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Unknown):
        return Unknown(value.reason, value.source, value.line)
    if isinstance(value, float):
        return float_text(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Symbol):
        plain = _PLAIN_SYMBOL.fullmatch(value.name) is not None
        return f":{value.name}" if plain else f":{quoted(value.name)}"
    if isinstance(value, Module):
        return value.name
    if isinstance(value, Regexp):
        # Ruby shows the flags in this order.
        return f"/{value.source}/" + "".join(each for each in "mix" if each in value.flags)
    if isinstance(value, Range):
        return concatenate([_inspect_one(value.first), _dots(value), _inspect_one(value.last)])
    raise Incalculable("the object's text is not known")


def _dots(value: Range) -> str:
    return "..." if value.exclusive else ".."


def quoted(text: str) -> str:
    """A string as a Ruby literal in double quotes."""
    escaped = _SPECIAL.sub(lambda found: _ESCAPES.get(found[0]) or _code(found[0]), text)
    return f'"{escaped}"'


_SPECIAL = re.compile(r'[\\"\x00-\x1f\x7f-\x9f]|#(?=[{$@])')
_ESCAPES = {
    "\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\x1b": "\\e", "\a": "\\a",
    "\b": "\\b", "\v": "\\v", "\f": "\\f", "#": "\\#",
}  # fmt: skip


def _code(character: str) -> str:
    return f"\\u{ord(character):04X}"


def float_text(value: float) -> str:
    """A float as Ruby prints it."""
    if value != value or value in (float("inf"), float("-inf")):
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(value)]
    if value != 0 and not 1e-4 <= abs(value) < 1e15:
        mantissa, _, exponent = f"{value!r}".partition("e")
        if not exponent:
            digits = mantissa.removesuffix(".0").replace(".", "")
            sign, digits = ("-", digits[1:]) if digits[0] == "-" else ("", digits)
            exponent = str(len(mantissa.lstrip("-").partition(".")[0]) - 1)
            mantissa = f"{sign}{digits[0]}.{digits[1:].rstrip('0') or '0'}"
        return f"{mantissa if '.' in mantissa else mantissa + '.0'}e{int(exponent):+03d}"
    return repr(value)
