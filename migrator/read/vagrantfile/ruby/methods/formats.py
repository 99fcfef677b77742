"""`format`, `sprintf` and the string's `%`."""

from __future__ import annotations

import re
from decimal import Decimal

from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.control import Incalculable, WrongUse
from migrator.read.vagrantfile.ruby.registry import Call, function, method
from migrator.read.vagrantfile.ruby.texts import concatenate, inspect, text_or_unknown
from migrator.read.vagrantfile.ruby.values import Ruby, Symbol
from migrator.values import Unknown

_DIRECTIVE = re.compile(
    r"%(?:%|(?:(?P<place>\d+)\$)?(?P<flags>[-+0 #]*)(?P<width>\d*|\*)(?:\.(?P<precision>\d+))?"
    r"(?:<(?P<named>\w+)>(?P<flags2>[-+0 ]*)(?P<width2>\d*)(?:\.(?P<precision2>\d+))?"
    r"(?P<kind2>[a-zA-Z])|\{(?P<braced>\w+)\}|(?P<kind>[a-zA-Z])))"
)


@method(str, name="%", unknowns=True)
def percent(call: Call) -> Ruby:
    values = call.required()
    return formatted(call, str(call.receiver), values if isinstance(values, list) else [values])


@function("format sprintf")
def format_function(call: Call) -> Ruby:
    template = call.required()
    if isinstance(template, Unknown):
        return template
    return formatted(call, str(template), call.arguments[1:])


def formatted(call: Call, template: str, values: list[Ruby]) -> str | Unknown:
    """Fill a template in as Ruby's `format` does."""
    pieces: list[str | Unknown] = []
    last, place = 0, 0
    for found in _DIRECTIVE.finditer(template):
        pieces.append(template[last : found.start()])
        last = found.end()
        if found[0] == "%%":
            pieces.append("%")
            continue
        name = found["named"] or found["braced"]
        width = found["width"] or found["width2"] or 0
        if width == "*":
            width = _argument(values, place)
            place += 1
        if name is not None:
            value = values[0].get(Symbol(name)) if values and isinstance(values[0], dict) else None
        elif found["place"]:
            value = _argument(values, int(found["place"][:9]) - 1)
        else:
            value = _argument(values, place)
            place += 1
        pieces.append(_one(call, found, value, int(width)))
    pieces.append(template[last:])
    return concatenate(pieces)


def _argument(values: list[Ruby], place: int) -> Ruby:
    if not 0 <= place < len(values):
        raise WrongUse("too few arguments", "ArgumentError")
    return values[place]


def _one(call: Call, found: re.Match[str], value: Ruby, width: int) -> str | Unknown:
    kind = found["kind"] or found["kind2"] or "s"
    flags = (found["flags"] or "") + (found["flags2"] or "")
    precision = found["precision"] or found["precision2"]
    if width > limits.MAX_TEXT or (precision and int(precision) > 1000):
        raise Incalculable("the text is too long")
    if isinstance(value, Unknown):
        return Unknown(value.reason, value.source, value.line)
    if kind in "sp":
        text = text_or_unknown(call.run, value, call.node) if kind == "s" else inspect(value)
        if isinstance(text, Unknown):
            return text
        text = text[: int(precision)] if precision else text
        return text.ljust(width) if "-" in flags else text.rjust(width)
    if kind in "diuxXobfgeE":
        number = float(value) if kind in "fgeE" else int(value)
        _check(number, kind, flags, precision)
        kind = "d" if kind in "iu" else kind
        specification = _specification(flags, width, precision, kind)
        return f"{number:{specification}}"
    if kind == "c":
        return chr(value) if isinstance(value, int) else str(value)[:1]
    raise Incalculable(f"`%{kind}` is not followed")


def _check(number: float, kind: str, flags: str, precision: str | None) -> None:
    """Refuse what Ruby writes unlike Python."""
    if kind in "xXob" and number < 0 and not set(flags) & set("+ "):
        raise Incalculable("a negative number in another base is not followed")
    decimals = repr(number).partition(".")[2]
    is_between = len(decimals) == int(precision or 6) + 1 and decimals[-1] == "5"
    if kind == "f" and is_between and Decimal(number) != Decimal(repr(number)):
        # Whether Ruby rounds it up depends on more than its digits.
        raise Incalculable("a number between two that it can be rounded to is not followed")


def _specification(flags: str, width: int, precision: str | None, kind: str) -> str:
    sign = "+" if "+" in flags else " " if " " in flags else ""
    align = "<" if "-" in flags else ""
    zero = "0" if "0" in flags and not align else ""
    wanted = f".{precision}" if precision and kind in "fgeE" else ""
    if precision and kind == "d":
        zero, width = "0", max(width, int(precision))
    return f"{align}{sign}{'#' if '#' in flags else ''}{zero}{width or ''}{wanted}{kind}"
