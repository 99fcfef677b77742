"""Functions that convert: `Integer()`, `String()`, `Array()`."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby.arguments import to_array
from migrator.read.vagrantfile.ruby.control import Incalculable, WrongUse
from migrator.read.vagrantfile.ruby.registry import Call, function
from migrator.read.vagrantfile.ruby.texts import quoted, text_or_unknown
from migrator.read.vagrantfile.ruby.values import (
    Hash,
    Ruby,
    Symbol,
)
from migrator.values import Unknown


@function("Integer Float")
def to_number(call: Call) -> Ruby:
    value = call.required()
    if isinstance(value, Unknown):
        return value
    if isinstance(value, str):
        try:
            text = value.replace("_", "").strip()
            if len(text) > 1000:
                raise Incalculable("the number is too long")
            return _integer(text, call.argument(1)) if call.name == "Integer" else float(text)
        except ValueError as error:
            if call.options().get(Symbol("exception")) is False:
                return None
            why = f"invalid value for {call.name}(): {quoted(value)}"
            raise WrongUse(why, "ArgumentError") from error
    return int(value) if call.name == "Integer" else float(value)


def _integer(text: str, base: Ruby) -> int:
    """A whole number with Ruby's prefixes: `0` alone is one, for octal."""
    if isinstance(base, int):
        return int(text, base)
    is_octal = len(text.lstrip("+-")) > 1 and text.lstrip("+-").isdecimal()
    return int(text, 8) if is_octal and text.lstrip("+-")[0] == "0" else int(text, 0)


@function("String")
def to_text(call: Call) -> Ruby:
    return text_or_unknown(call.run, call.required(), call.node)


@function("Array")
def array(call: Call) -> Ruby:
    return to_array(call.required())


@function("Hash")
def to_hash(call: Call) -> Ruby:
    value = call.required()
    return value if isinstance(value, (dict, Unknown)) else Hash()
