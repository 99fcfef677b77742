"""Functions that are called without a receiver."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.calls import call_self
from migrator.read.vagrantfile.ruby.control import Incalculable, Raised, Thrown
from migrator.read.vagrantfile.ruby.definitions import make
from migrator.read.vagrantfile.ruby.interpreter import shorten
from migrator.read.vagrantfile.ruby.loops import perhaps_more
from migrator.read.vagrantfile.ruby.registry import Call, function
from migrator.read.vagrantfile.ruby.values import (
    Instance,
    Module,
    Proc,
    Ruby,
    Symbol,
    text_of,
)
from migrator.values import Unknown


@function("puts print p pp warn printf putc trap at_exit srand require_plugin sleep autoload")
def output(call: Call) -> Ruby:
    return call.argument(0) if call.name == "p" else None


@function("raise fail")
def raise_error(call: Call) -> Ruby:
    kind, error = "RuntimeError", None
    message: Ruby = ""
    for argument in call.positional():
        if isinstance(argument, Module):
            kind = argument.name
            error = make(call.run, argument, call.positional()[1:], None, call.node)
            message = error.variables.get("@message") or ""
        elif isinstance(argument, Instance):
            kind, error = argument.module.name, argument
            message = argument.variables.get("@message") or message
        elif isinstance(argument, (str, Unknown)):
            message = argument
    if error is not None and message:
        error.variables["@message"] = message
    if call.run.rescuers:
        raise Raised(kind, message, error)
    _stops(call, f"{kind}: {message}" if message else kind)
    return None


@function("exit exit! abort")
def leave(call: Call) -> Ruby:
    _stops(call, call.name)
    return None


def _stops(call: Call, why: str) -> None:
    """Note that Vagrant would stop here; reading goes on behind it."""
    if not call.run.undecided:
        call.run.doubt(
            shorten(call.node.text), f"Vagrant would stop here: {shorten(why)}", call.node
        )


@function("system exec spawn fork open gets readline readlines syscall select ` test")
def run_on_host(call: Call) -> Ruby:
    return call.unknown("a command of the host is not executed")


@function("rand")
def random(call: Call) -> Ruby:
    return call.unknown("a random number differs each time")


@function("lambda")
def make_lambda(call: Call) -> Ruby:
    return Proc(call.block.node, call.block.scope, True) if call.block is not None else None


@function("proc")
def make_proc(call: Call) -> Ruby:
    return call.block


@function("loop")
def loop(call: Call) -> Ruby:
    if call.block is None:
        return call.unknown("an enumerator without a block is not followed")
    try:
        for _ in range(limits.MAX_ROUNDS):
            call.run_block()
            if call.run.perhaps_left is call.block:
                return perhaps_more(call.run, call.run_block, call.node)
    except Raised as raised:
        if raised.kind != "StopIteration":
            raise
        return None
    raise Incalculable("the loop has too many rounds")


@function("catch")
def catch(call: Call) -> Ruby:
    tag = call.argument(0)
    try:
        return call.run_block(tag)
    except Thrown as thrown:
        if thrown.tag != tag:
            raise
        return thrown.value


@function("throw")
def throw(call: Call) -> Ruby:
    raise Thrown(call.required(), call.argument(1))


@function("block_given? iterator?")
def block_given(call: Call) -> Ruby:
    return call.run.scope.frame.block is not None


@function("binding")
def binding(call: Call) -> Ruby:
    return call.run.scope


@function("caller caller_locations")
def caller(call: Call) -> Ruby:
    return []


@function("__method__")
def method_name(call: Call) -> Ruby:
    method = call.run.scope.frame.method
    return Symbol(method.name) if method is not None else None


@function("attr_accessor attr_reader private public include using refine module_function")
def at_top_level(call: Call) -> Ruby:
    for module in call.arguments:
        if call.name == "include" and isinstance(module, Module):
            call.run.main.methods.update(module.methods)
            for name, value in module.constants.items():
                call.run.main.constants.setdefault(name, value)
    return None


@function("define_method")
def define_method(call: Call) -> Ruby:
    call.run.main.methods[text_of(call.required())] = call.block or call.argument(1)
    return None


@function("local_variables global_variables set_trace_func")
def not_followed(call: Call) -> Ruby:
    return call.unknown(f"`{call.name}` is not followed")


@function("send public_send __send__")
def send(call: Call) -> Ruby:
    return call_self(call.run, text_of(call.required()), call.arguments[1:], call.block, call.node)


@function("freeze tap then")
def on_main(call: Call) -> Ruby:
    return call.run_block(call.receiver) if call.block is not None else call.receiver
