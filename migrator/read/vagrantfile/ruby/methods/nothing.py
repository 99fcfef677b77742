"""Methods of true, false and nil."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby.registry import Call, method
from migrator.read.vagrantfile.ruby.values import Hash, Ruby


@method(bool, type(None), names="& |", unknowns=True)
def logical(call: Call) -> Ruby:
    decided = call.run.decide(call.required(), call.node)
    known = bool(call.receiver)
    if call.name == "&" and not known:
        return False
    if call.name == "|" and known:
        return True
    return call.required() if decided is None else decided


@method(bool, name="^")
def exclusive(call: Call) -> Ruby:
    return bool(call.receiver) is not bool(call.required())


@method(bool, name="to_s")
def boolean_text(call: Call) -> Ruby:
    return "true" if call.receiver else "false"


@method(type(None), name="to_a")
def nil_array(call: Call) -> Ruby:
    return []


@method(type(None), name="to_h")
def nil_hash(call: Call) -> Ruby:
    return Hash()


@method(type(None), name="to_i")
def nil_integer(call: Call) -> Ruby:
    return 0


@method(type(None), name="to_f")
def nil_float(call: Call) -> Ruby:
    return 0.0
