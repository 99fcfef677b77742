"""Names: variables of every kind, constants, `self`."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby.calls import (
    call_method,
    call_self,
)
from migrator.read.vagrantfile.ruby.interpreter import Interpreter, evaluates
from migrator.read.vagrantfile.ruby.values import Instance, Module, Ruby, String, Symbol
from migrator.read.vagrantfile.syntax import Node


def instance_variables(run: Interpreter) -> dict[str, Ruby]:
    """The `@variables` of the current `self`."""
    receiver = run.receiver
    if isinstance(receiver, (Instance, Module)):
        return receiver.variables
    return run.instance_variables


def class_variables(run: Interpreter) -> dict[str, Ruby]:
    """The `@@variables` of the current class."""
    module = run.scope.frame.module
    return module.variables if module is not None else run.globals


@evaluates("instance_variable")
def instance_variable(run: Interpreter, node: Node) -> Ruby:
    return instance_variables(run).get(node.word)


@evaluates("class_variable")
def class_variable(run: Interpreter, node: Node) -> Ruby:
    return class_variables(run).get(node.word)


@evaluates("global_variable")
def global_variable(run: Interpreter, node: Node) -> Ruby:
    from migrator.read.vagrantfile.ruby.globals import special

    if node.word in run.globals:
        return run.globals[node.word]
    return special(run, node)


@evaluates("identifier")
def identifier(run: Interpreter, node: Node) -> Ruby:
    scope = run.scope
    while True:
        if node.word in scope.variables:
            value = scope.variables[node.word]
            if type(value) is str:
                value = scope.variables[node.word] = String(value)
            return value
        if scope.parent is None:
            break
        scope = scope.parent
    return call_self(run, node.word, [], None, node)


@evaluates("self")
def self_value(run: Interpreter, node: Node) -> Ruby:
    return run.receiver


@evaluates("constant")
def constant(run: Interpreter, node: Node) -> Ruby:
    value = run.constant(node.word, node)
    if value is NotImplemented:
        from migrator.read.vagrantfile.ruby.answers import fail

        return fail(run, "NameError", f"the constant {node.word} is not known", node)
    return value


@evaluates("scope_resolution")
def scope_resolution(run: Interpreter, node: Node) -> Ruby:
    scope, name = node.fields.get("scope"), node.fields["name"].word
    owner = run.evaluate(scope) if scope is not None else run.main
    if isinstance(owner, Module):
        for module in owner.ancestors():
            if name in module.constants:
                return module.constants[name]
    return call_method(run, owner, name, [Symbol("::")], None, node)
