"""Functions of the module `puphpet`, in which a PuPHPet project asks what is to be installed.

What they mean is told by lib/puppet/parser/functions of the module, which each project carries.
"""

from __future__ import annotations

import re

from migrator.read.puppet.functions.registry import FunctionCall, calculation
from migrator.read.puppet.values import Puppet, to_text


@calculation("hash_key_equals")
def hash_key_equals(call: FunctionCall) -> Puppet:
    """Whether a hash has a key, and both values are the same whole number."""
    table, key, wanted = (call.argument(place) for place in range(3))
    return isinstance(table, dict) and key in table and _number(table[key]) == _number(wanted)


@calculation("hash_key_true array_true")
def hash_key_true(call: FunctionCall) -> Puppet:
    """Whether a hash has a key with a value that is neither false nor empty."""
    table, key = call.argument(0), call.argument(1)
    return isinstance(table, dict) and _is_true(table.get(key))


@calculation("value_true")
def value_true(call: FunctionCall) -> Puppet:
    """Whether a value is neither false, nor 0, nor empty."""
    value = call.argument(0)
    return value not in (0, "0") and _is_true(value)


def _is_true(value: Puppet) -> bool:
    return value not in (None, False, "false", "", [], {})


def _number(value: Puppet) -> int:
    """A value as Ruby's `to_i` has it: the digits in front, or 0."""
    found = re.match(r"\s*[+-]?\d+", str(to_text(value)))
    return int(found[0]) if found else 0
