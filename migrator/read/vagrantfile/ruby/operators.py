"""Operators: `a + b`, `!a`, `a && b`, `a[b]`, `defined?(a)`."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby.arguments import evaluate_arguments
from migrator.read.vagrantfile.ruby.calls import call_method, find_defined
from migrator.read.vagrantfile.ruby.interpreter import Interpreter, evaluates
from migrator.read.vagrantfile.ruby.matching import equal, matches
from migrator.read.vagrantfile.ruby.registry import FUNCTIONS
from migrator.read.vagrantfile.ruby.undecided import either
from migrator.read.vagrantfile.ruby.values import Ruby
from migrator.read.vagrantfile.syntax import Node
from migrator.values import Unknown


@evaluates("binary")
def binary(run: Interpreter, node: Node) -> Ruby:
    operator, left_node = node.fields["operator"].word, node.fields["left"]
    right_node = node.fields["right"]
    if operator in ("&&", "and", "||", "or"):
        return _logical(run, left_node, right_node, operator in ("&&", "and"))
    left = run.evaluate(left_node)
    return operate(run, left, operator, run.evaluate(right_node), node)


def _logical(run: Interpreter, left_node: Node, right_node: Node, is_and: bool) -> Ruby:
    left = run.evaluate(left_node)
    decided = run.decide(left, left_node)
    if decided is None:
        return either(run, left, [lambda: left, lambda: run.evaluate(right_node)], left_node)
    return run.evaluate(right_node) if decided is is_and else left


def operate(run: Interpreter, left: Ruby, operator: str, right: Ruby, node: Node) -> Ruby:
    """The value of a binary operator that is not a logical one."""
    if operator in ("==", "!="):
        same = equal(run, left, right, node)
        if isinstance(same, Unknown):
            return same
        return same if operator == "==" else not same
    if operator in ("=~", "!~"):
        found = matches(run, left, right, node)
        if isinstance(found, Unknown):
            return found
        return found if operator == "=~" else found is None
    return call_method(run, left, operator, [right], None, node)


@evaluates("unary")
def unary(run: Interpreter, node: Node) -> Ruby:
    operator, operand = node.fields["operator"].word, node.fields["operand"]
    if operator == "defined?":
        return _defined(run, operand)
    value = run.evaluate(operand)
    if operator in ("!", "not"):
        decided = run.decide(value, operand)
        return value if decided is None else not decided
    return call_method(run, value, f"{operator}@", [], None, node)


def _is_method(run: Interpreter, name: str) -> Ruby:
    """Whether a name without a receiver is a method; whether one of Vagrant's is not asked."""
    receiver = run.receiver
    return find_defined(run, receiver, name) is not None or name in FUNCTIONS


def _defined(run: Interpreter, node: Node) -> Ruby:
    """Whether a name means anything; values are not looked at."""
    while node.kind == "parenthesized_statements" and node.children:
        node = node.children[0]
    if node.kind == "identifier":
        if run.scope.holder(node.word) is not None:
            return "local-variable"
        return "method" if _is_method(run, node.word) else None
    if node.kind == "constant":
        return None if run.constant(node.word, node) is NotImplemented else "constant"
    if node.kind == "instance_variable":
        from migrator.read.vagrantfile.ruby.names import instance_variables

        return "instance-variable" if node.word in instance_variables(run) else None
    if node.kind == "global_variable":
        return "global-variable" if node.word in run.globals else None
    if node.kind in ("scope_resolution", "call"):
        doubts = dict(run.doubts)
        value = run.evaluate(node)
        run.doubts = doubts
        if isinstance(value, Unknown):
            return None
        return "constant" if node.kind == "scope_resolution" else "method"
    return "expression"


@evaluates("element_reference")
def element_reference(run: Interpreter, node: Node) -> Ruby:
    receiver_node = node.fields["object"]
    receiver = run.evaluate(receiver_node)
    keys = Node("argument_list", node.source, node.start, node.end)
    keys.children = [child for child in node.children if child is not receiver_node]
    arguments, block = evaluate_arguments(run, keys, None)
    return call_method(run, receiver, "[]", arguments, block, node)
