"""Methods of blocks, procs, lambdas and method objects."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby.procs import arity, invoke
from migrator.read.vagrantfile.ruby.registry import Call, method
from migrator.read.vagrantfile.ruby.values import NativeProc, Proc, Ruby


@method(Proc, NativeProc, names="call () yield === [] unbind", unknowns=True)
def run(call: Call) -> Ruby:
    return invoke(call.run, call.receiver, call.arguments, call.node, block=call.block)


@method(Proc, NativeProc, name="to_proc")
def itself(call: Call) -> Ruby:
    return call.receiver


@method(Proc, NativeProc, name="arity")
def parameters(call: Call) -> Ruby:
    return arity(call.receiver)


@method(Proc, NativeProc, name="lambda?")
def is_lambda(call: Call) -> Ruby:
    return call.receiver.is_lambda


@method(Proc, NativeProc, name="curry")
def curry(call: Call) -> Ruby:
    run, proc, node = call.run, call.receiver, call.node
    named = arity(proc)
    wanted = call.argument(0) or (named if named >= 0 else -named - 1)

    def step(given: list[Ruby]) -> Ruby:
        if len(given) >= wanted:
            return invoke(run, proc, given, node)
        return NativeProc(lambda more: step(given + more))

    return step([])


@method(Proc, NativeProc, names=">> <<")
def compose(call: Call) -> Ruby:
    first, second = call.receiver, call.required()
    if call.name == "<<":
        first, second = second, first
    run, node = call.run, call.node
    return NativeProc(lambda given: invoke(run, second, [invoke(run, first, given, node)], node))
