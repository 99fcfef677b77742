"""What a name stands for: where it is bound, and what is assigned to it afterwards."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from tree_sitter import Node

from migrator.read.javascript.evaluate import Evaluator, Frame
from migrator.read.javascript.loading import load
from migrator.read.javascript.modules import ROOT
from migrator.read.javascript.nodes import (
    arguments_of,
    callee_of,
    import_source,
    text_of,
)
from migrator.read.javascript.settling import settled
from migrator.read.javascript.source import Binding, Source
from migrator.read.javascript.values import NOTHING, Fact, Module, Package, Structure, either

MAX_CALLERS = 5
MAX_CANDIDATES = 20
# More than this many of one name is the work of a minifier.
MAX_BINDINGS = 200


def identifier_rule(evaluator: Evaluator, node: Node, source: Source, frame: Frame) -> Fact:
    """A name in an expression."""
    return look_up(evaluator, text_of(node), node, source, frame)


def look_up(evaluator: Evaluator, name: str, at: Node, source: Source, frame: Frame) -> Fact:
    """What `name` stands for at a place of the file."""
    bindings, assignments = source.bindings.get(name, ()), source.assigned.get(name, ())
    if len(bindings) > MAX_BINDINGS or len(assignments) > MAX_BINDINGS:
        return NOTHING
    reaching = [binding for binding in bindings if binding.start <= at.start_byte < binding.end]
    if not reaching:
        return _unbound(evaluator, name, source, frame)
    innermost = max(binding.start for binding in reaching)
    fact = NOTHING
    for binding in reaching:
        if binding.start == innermost:
            bound = _bound(evaluator, binding, source, frame)
            fact = bound if bound.known or bound.variable else fact
            reach = (binding.start, binding.end)
    if isinstance(fact.content, Structure) and not fact.content.name:
        fact = replace(fact, content=replace(fact.content, name=name))
    assigned = [right for right in assignments if reach[0] <= right.start_byte < reach[1]]
    return settled(evaluator, fact, assigned, source, frame)


def _bound(evaluator: Evaluator, binding: Binding, source: Source, frame: Frame) -> Fact:
    value = binding.value
    if binding.owner is not None and binding.parameter is not None:
        fact = _argument(evaluator, binding.owner, binding.parameter, source, frame)
    elif value is None:
        return NOTHING
    elif value.type == "import_statement":
        request = evaluator.evaluate(import_source(value), source)
        fact = load(evaluator, request, source)
    else:
        fact = evaluator.evaluate(value, source, frame)
    for key in binding.keys:
        fact = evaluator.member(fact, key)
    if binding.fallback is not None:
        fact = either(fact, evaluator.evaluate(binding.fallback, source, frame))
    return fact


def _argument(
    evaluator: Evaluator, function: Node, position: int, source: Source, frame: Frame
) -> Fact:
    """A parameter's value: from the call that is being followed, else from any call."""
    given = frame.get((source.path, function.start_byte))
    if given is not None:
        return given[position] if position < len(given) else NOTHING
    for call, caller in islice(_callers(evaluator, function, source), MAX_CALLERS):
        arguments = arguments_of(call)
        if position < len(arguments):
            fact = evaluator.evaluate(arguments[position], caller, frame)
            if fact.known or fact.variable:
                return fact
    return NOTHING


def _callers(evaluator: Evaluator, function: Node, source: Source) -> Iterator[tuple[Node, Source]]:
    """The calls that a function's place or name tells to be its own."""
    parent = function.parent
    if parent is not None and parent.type == "parenthesized_expression":
        around = parent.parent
        if around is not None and around.type == "call_expression":
            yield around, source
        return
    name = _name_of(function)
    if name and name != "exports":
        yield from ((call, source) for call in source.calls.get(name, ()))
    for other in evaluator.program.sources:
        calls = other.calls.get(name, ()) if name != "exports" else calls_of_modules(other)
        for call in calls[:MAX_CANDIDATES] if other is not source and name else ():
            called = evaluator.evaluate(callee_of(call), other).content
            if isinstance(called, Structure) and called.node in (function, _class_of(function)):
                yield call, other


def _class_of(function: Node) -> Node | None:
    """The class that a constructor makes."""
    name = text_of(function.child_by_field_name("name"))
    body = function.parent if name == "constructor" else None
    return None if body is None else body.parent


def _name_of(function: Node) -> str:
    """The last part of the name that a function is kept under; "exports" for a module's own."""
    made = _class_of(function)
    name = (
        function.child_by_field_name("name") if made is None else made.child_by_field_name("name")
    )
    parent = function.parent
    if name is None and parent is not None:
        for field in ("name", "left", "key"):
            name = name or parent.child_by_field_name(field)
    return text_of(name).rpartition(".")[2]


def calls_of_modules(source: Source) -> list[Node]:
    """`require('./server')(…)`, and calls of names that are bound to what a module exports."""
    calls = list(source.calls.get("", ()))
    for name, bindings in source.bindings.items():
        value = bindings[0].value
        if value is not None and value.type in ("call_expression", "import_statement"):
            calls += source.calls.get(name, ())
    return calls


def _unbound(evaluator: Evaluator, name: str, source: Source, frame: Frame) -> Fact:
    """A name that the file does not declare: Node's own, or a global that it assigns."""
    if name == "__dirname":
        folder = posixpath.dirname(source.path)
        return Fact(f"{ROOT}/{folder}" if folder else ROOT)
    if name == "__filename":
        return Fact(f"{ROOT}/{source.path}")
    if name == "process":
        return Fact(Package("process"))
    if name == "exports":
        return Fact(Module(source))
    return settled(evaluator, NOTHING, source.assigned.get(name, []), source, frame)


def is_unbound(name: str, source: Source) -> bool:
    """Whether a name means what Node gives it in this file."""
    return name not in source.bindings
