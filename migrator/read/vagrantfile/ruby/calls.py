"""Method calls: evaluating arguments, and finding who answers."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby.answers import (
    answer_of,
    call_unknown,
    fail,
    guarded,
    plain_arguments,
    run_builtin,
    type_name,
)
from migrator.read.vagrantfile.ruby.arguments import evaluate_arguments
from migrator.read.vagrantfile.ruby.control import Break
from migrator.read.vagrantfile.ruby.interpreter import Interpreter, evaluates
from migrator.read.vagrantfile.ruby.mixins import mixed_in
from migrator.read.vagrantfile.ruby.procs import invoke, run_method
from migrator.read.vagrantfile.ruby.registry import FUNCTIONS, METHODS, Call, find
from migrator.read.vagrantfile.ruby.values import (
    Instance,
    Method,
    Module,
    Proc,
    Receiver,
    Ruby,
    Symbol,
)
from migrator.read.vagrantfile.syntax import Node
from migrator.values import Unknown


@evaluates("call")
def call(run: Interpreter, node: Node) -> Ruby:
    fields = node.fields
    receiver_node, method_node = fields.get("receiver"), fields.get("method")
    if method_node is not None and method_node.kind == "super":
        from migrator.read.vagrantfile.ruby.definitions import call_super

        return call_super(run, evaluate_arguments(run, fields.get("arguments"), None)[0], node)
    name = _method_name(method_node)
    if receiver_node is None:
        return call_function(run, name, node, fields.get("arguments"), fields.get("block"))
    receiver = run.evaluate(receiver_node)
    operator = fields.get("operator")
    if operator is not None and operator.word == "&." and receiver is None:
        return None
    arguments, block = evaluate_arguments(run, fields.get("arguments"), fields.get("block"))
    try:
        return call_method(run, receiver, name, arguments, block, node)
    except Break as leaving:
        if leaving.owner is not block or block is None:
            raise
        return leaving.value


def _method_name(node: Node | None) -> str:
    """The name; a call of nothing but arguments, `f.(1)`, is `call`."""
    if node is None:
        return "call"
    return node.word or node.text


def call_function(
    run: Interpreter, name: str, node: Node, arguments_node: Node | None, block_node: Node | None
) -> Ruby:
    """Call a name without a receiver: a method of `self`, else one of Ruby's functions."""
    arguments, block = evaluate_arguments(run, arguments_node, block_node)
    try:
        return call_self(run, name, arguments, block, node)
    except Break as leaving:
        if leaving.owner is not block or block is None:
            raise
        return leaving.value


def call_self(run: Interpreter, name: str, arguments: list[Ruby], block: Ruby, node: Node) -> Ruby:
    """Call a method of `self`, private ones and Ruby's functions included."""
    receiver = run.receiver
    defined = find_defined(run, receiver, name)
    if defined is not None:
        return run_defined(run, defined, receiver, name, arguments, block, node)
    if isinstance(receiver, Receiver):
        answer = answer_of(run, receiver, name, arguments, block, node)
        if answer is not NotImplemented:
            return answer
    own = find(receiver, name) if isinstance(receiver, (Module, Instance)) else None
    function = own or FUNCTIONS.get(name)
    if function is not None:
        return run_builtin(run, function, receiver, name, arguments, block, node)
    if receiver is not None or name in METHODS[object]:
        return call_method(run, receiver, name, arguments, block, node)
    if node.kind == "identifier" and _is_assigned_before(node):
        return None
    return fail(run, "NameError", f"undefined method or variable `{name}`", node)


def _is_assigned_before(node: Node) -> bool:
    """Whether a variable stands on the left of some `=` above, be it one that was not reached.

    Ruby knows a variable from there on, and that it is nil.
    """
    first = node.source.assigned.get(node.word)
    return first is not None and first < node.start


def find_defined(run: Interpreter, receiver: Ruby, name: str) -> Method | object | None:
    """A method of the repository that `receiver` answers `name` with."""
    found = None
    if isinstance(receiver, Instance):
        found = receiver.module.find(name)
    elif isinstance(receiver, Module):
        found = receiver.find_own(name)
    elif run.patched:
        for module in run.patched.get(type(receiver), ()):
            found = found or module.methods.get(name)
    return found or run.main.methods.get(name)


def run_defined(
    run: Interpreter,
    defined: object,
    receiver: Ruby,
    name: str,
    arguments: list[Ruby],
    block: Ruby,
    node: Node,
) -> Ruby:
    """Run a method that the repository (or a class made by it) defines."""
    if isinstance(defined, Method):
        return run_method(run, defined, receiver, arguments, block, node)
    if isinstance(defined, Proc):
        return invoke(run, defined, arguments, node, receiver, block)
    if callable(defined):
        return guarded(defined, Call(run, receiver, name, plain_arguments(arguments), block, node))
    return run.unknown("the method cannot be called", node)


def call_method(
    run: Interpreter, receiver: Ruby, name: str, arguments: list[Ruby], block: Ruby, node: Node
) -> Ruby:
    """Call a method of a receiver; what cannot be answered is an unknown with a doubt."""
    run.spend(1, node)
    if isinstance(receiver, Unknown):
        return call_unknown(run, receiver, name, arguments, block, node)
    if isinstance(receiver, Receiver):
        answer = answer_of(run, receiver, name, arguments, block, node)
        if answer is not NotImplemented:
            return answer
    elif isinstance(receiver, (Instance, Module)) or run.patched:
        defined = find_defined(run, receiver, name)
        if defined is not None and defined is not run.main.methods.get(name):
            return run_defined(run, defined, receiver, name, arguments, block, node)
        if isinstance(receiver, Instance):
            answer = mixed_in(run, receiver, name, arguments, block, node)
            if answer is not NotImplemented:
                return answer
    builtin = find(receiver, name)
    if builtin is not None:
        return run_builtin(run, builtin, receiver, name, arguments, block, node)
    if receiver is run.receiver and name in run.main.methods:
        return run_defined(run, run.main.methods[name], receiver, name, arguments, block, node)
    if isinstance(receiver, (Instance, Module)):
        return _missing(run, receiver, name, arguments, block, node)
    what = f"undefined method `{name}` for {type_name(receiver)}"
    return fail(run, "NoMethodError", what, node)


def _missing(
    run: Interpreter,
    receiver: Instance | Module,
    name: str,
    arguments: list[Ruby],
    block: Ruby,
    node: Node,
) -> Ruby:
    """Let `method_missing` answer, where there is one."""
    is_object = isinstance(receiver, Instance)
    finder = receiver.module.find if isinstance(receiver, Instance) else receiver.find_own
    missing = finder("method_missing")
    if missing is not None:
        return run_defined(run, missing, receiver, name, [Symbol(name), *arguments], block, node)
    owner = receiver.module.name if isinstance(receiver, Instance) else receiver.name
    what = f"undefined method `{name}` for {'an instance of ' if is_object else ''}{owner}"
    return fail(run, "NoMethodError", what, node)
