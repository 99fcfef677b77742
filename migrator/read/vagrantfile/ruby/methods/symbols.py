"""Methods of symbols."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby.registry import Call, method
from migrator.read.vagrantfile.ruby.texts import text_or_unknown
from migrator.read.vagrantfile.ruby.values import (
    Ruby,
    Symbol,
    text_of,
)


@method(Symbol, names="to_s name id2name")
def symbol_text(call: Call) -> Ruby:
    return call.receiver.name


@method(Symbol, names="to_sym freeze dup itself")
def symbol_itself(call: Call) -> Ruby:
    return call.receiver


@method(Symbol, name="to_proc")
def symbol_proc(call: Call) -> Ruby:
    from migrator.read.vagrantfile.ruby.calls import call_method
    from migrator.read.vagrantfile.ruby.values import NativeProc

    run, node, name = call.run, call.node, call.receiver.name
    return NativeProc(lambda given: call_method(run, given[0], name, given[1:], None, node))


@method(Symbol, names="upcase downcase capitalize succ")
def symbol_case(call: Call) -> Ruby:
    from migrator.read.vagrantfile.ruby.calls import call_method

    return Symbol(call_method(call.run, call.receiver.name, call.name, [], None, call.node))


@method(Symbol, names="length size [] start_with? end_with? empty? =~ match match?")
def symbol_as_text(call: Call) -> Ruby:
    from migrator.read.vagrantfile.ruby.calls import call_method

    return call_method(call.run, call.receiver.name, call.name, call.arguments, None, call.node)


@method(Symbol, name="<=>")
def symbol_order(call: Call) -> Ruby:
    left, right = call.receiver.name, text_of(call.required())
    return (left > right) - (left < right)


@method(type(None), name="to_s")
def nil_text(call: Call) -> Ruby:
    return text_or_unknown(call.run, call.receiver, call.node)
