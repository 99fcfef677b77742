"""Functions that convert: `Integer()`, `String()`, `Array()`."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby.arguments import to_array
from migrator.read.vagrantfile.ruby.control import Incalculable, WrongUse
from migrator.read.vagrantfile.ruby.registry import Call, function
from migrator.read.vagrantfile.ruby.texts import text_or_unknown
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
            return int(text, 0) if call.name == "Integer" else float(text)
        except ValueError as error:
            if call.options().get(Symbol("exception")) is False:
                return None
            raise WrongUse(f"invalid value {value!r}", "ArgumentError") from error
    return int(value) if call.name == "Integer" else float(value)


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
