"""Assignments, and the places that can be assigned to."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby.arguments import evaluate_arguments, to_array
from migrator.read.vagrantfile.ruby.calls import call_method, call_self
from migrator.read.vagrantfile.ruby.identity import own_items
from migrator.read.vagrantfile.ruby.interpreter import Interpreter, evaluates
from migrator.read.vagrantfile.ruby.names import (
    class_variables,
    instance_variables,
)
from migrator.read.vagrantfile.ruby.operators import operate
from migrator.read.vagrantfile.ruby.undecided import either
from migrator.read.vagrantfile.ruby.values import Module, Ruby
from migrator.read.vagrantfile.syntax import Node
from migrator.values import Unknown


@evaluates("assignment")
def assignment(run: Interpreter, node: Node) -> Ruby:
    value = run.evaluate(node.fields["right"])
    assign(run, node.fields["left"], value)
    return value


@evaluates("operator_assignment")
def operator_assignment(run: Interpreter, node: Node) -> Ruby:
    target, operator = node.fields["left"], node.fields["operator"].word[:-1]
    right = node.fields["right"]
    current = read(run, target)
    if operator not in ("||", "&&"):
        value = operate(run, current, operator, run.evaluate(right), node)
        assign(run, target, value)
        return value
    decided = run.decide(current, target)
    if decided is None:

        def set_it() -> Ruby:
            assign(run, target, run.evaluate(right))

        either(run, current, [set_it, lambda: None], target)
        return read(run, target)
    if decided is (operator == "&&"):
        value = run.evaluate(right)
        assign(run, target, value)
        return value
    return current


def read(run: Interpreter, target: Node) -> Ruby:
    """The current value of a place; nil where nothing was assigned yet."""
    if target.kind == "identifier":
        holder = run.scope.holder(target.word)
        if holder is not None:
            return holder.variables[target.word]
        # `name ||= x` makes a new variable even where a method has that name.
        return None
    if target.kind == "constant":
        value = run.constant(target.word, target)
        return None if value is NotImplemented else value
    if target.kind == "call" and target.fields.get("method") is not None:
        receiver = target.fields.get("receiver")
        if receiver is not None:
            return run.evaluate(target)
    return run.evaluate(target)


def assign(run: Interpreter, target: Node, value: Ruby) -> None:
    """Put a value into a place: a variable, an element, an attribute, or several."""
    kind = target.kind
    if kind == "identifier":
        run.scope.assign(target.word, value)
    elif kind == "instance_variable":
        instance_variables(run)[target.word] = value
    elif kind == "global_variable":
        run.globals[target.word] = value
    elif kind == "class_variable":
        class_variables(run)[target.word] = value
    elif kind == "constant":
        (run.scope.frame.module or run.main).constants[target.word] = value
    elif kind == "scope_resolution":
        _assign_scoped_constant(run, target, value)
    elif kind == "element_reference":
        receiver = run.evaluate(target.fields["object"])
        _assign_element(run, target, receiver, value)
    elif kind == "call":
        receiver_node = target.fields.get("receiver")
        name = target.fields["method"].word + "=" if "method" in target.fields else ""
        receiver = run.evaluate(receiver_node) if receiver_node is not None else run.receiver
        if receiver_node is not None and receiver_node.kind == "self":
            call_self(run, name, [value], None, target)
        elif not (receiver is None and _is_safe(target)):
            call_method(run, receiver, name, [value], None, target)
    elif kind in ("left_assignment_list", "destructured_left_assignment", "mlhs"):
        assign_many(run, target.children, value)
    elif kind in ("rest_assignment", "splat_argument") and target.children:
        assign(run, target.children[0], value)
    else:
        run.doubt(target.text[:60], "this place cannot be assigned to", target)


def _is_safe(target: Node) -> bool:
    operator = target.fields.get("operator")
    return operator is not None and operator.word == "&."


def _assign_element(run: Interpreter, target: Node, receiver: Ruby, value: Ruby) -> None:
    from migrator.read.vagrantfile.syntax import Node as SyntaxNode

    keys = SyntaxNode("argument_list", target.source, target.start, target.end)
    keys.children = [child for child in target.children if child is not target.fields["object"]]
    arguments, _ = evaluate_arguments(run, keys, None)
    call_method(run, receiver, "[]=", [*arguments, value], None, target)


def _assign_scoped_constant(run: Interpreter, target: Node, value: Ruby) -> None:
    scope = target.fields.get("scope")
    module = run.evaluate(scope) if scope is not None else run.main
    if isinstance(module, Module):
        module.constants[target.fields["name"].word] = value


def assign_many(run: Interpreter, targets: list[Node], value: Ruby) -> None:
    """Spread a value over several places, `*rest` among them."""
    values = to_array(value)
    if isinstance(values, Unknown):
        for target in targets:
            assign(run, target, Unknown(values.reason, values.source, values.line))
        return
    own_items(values)
    after = 0
    for place, target in enumerate(targets):
        if target.kind == "rest_assignment":
            after = len(targets) - place - 1
            end = max(place, len(values) - after)
            assign(run, target, values[place:end])
            for offset, later in enumerate(targets[place + 1 :]):
                assign(run, later, values[end + offset] if end + offset < len(values) else None)
            return
        assign(run, target, values[place] if place < len(values) else None)
