"""Comparing values: `==`, `===` and `=~`, each with unknowns."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby.charges import steps_of_match
from migrator.read.vagrantfile.ruby.control import Incalculable
from migrator.read.vagrantfile.ruby.interpreter import Interpreter
from migrator.read.vagrantfile.ruby.regexps import search
from migrator.read.vagrantfile.ruby.values import (
    Instance,
    Module,
    NativeProc,
    Proc,
    Range,
    Receiver,
    Regexp,
    Ruby,
    Symbol,
    text_of,
)
from migrator.read.vagrantfile.syntax import Node
from migrator.values import Unknown


def equal(run: Interpreter, left: Ruby, right: Ruby, node: Node) -> bool | Unknown:
    """Whether Ruby's `==` holds."""
    for side in (left, right):
        if isinstance(side, Unknown):
            return Unknown(side.reason, side.source, side.line)
    if isinstance(left, Instance):
        from migrator.read.vagrantfile.ruby.calls import call_method

        answer = call_method(run, left, "==", [right], None, node)
        return answer if isinstance(answer, Unknown) else bool(answer)
    if isinstance(left, Receiver) and isinstance(right, Receiver):
        texts = [getattr(side, "text", None) for side in (left, right)]
        return left is right or (texts[0] is not None and texts[0] == texts[1])
    return same(left, right)


def same(left: Ruby, right: Ruby) -> bool:
    """Equality of known values; numbers are not booleans."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(same(a, b) for a, b in zip(left, right, strict=True))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    return bool(left == right)


def matches(run: Interpreter, left: Ruby, right: Ruby, node: Node) -> Ruby:
    """The position of a match, nil when there is none, as `=~` gives it."""
    for side in (left, right):
        if isinstance(side, Unknown):
            run.match = side
            return side
    if isinstance(left, Regexp):
        left, right = right, left
    if not isinstance(left, (str, Symbol)) or not isinstance(right, (Regexp, str)):
        run.match = None
        return None
    run.spend(steps_of_match(right, left), node)
    try:
        run.match = search(right, text_of(left))
    except Incalculable as reason:
        run.match = run.unknown(str(reason), node)
        return run.match
    if run.match is None:
        return None
    for name, value in run.match.named.items():
        run.scope.assign(name, value)
    return run.match.start


def case_equal(run: Interpreter, pattern: Ruby, value: Ruby, node: Node) -> bool | Unknown:
    """Whether a `when` takes a value."""
    for side in (pattern, value):
        if isinstance(side, Unknown):
            return side
    if isinstance(pattern, Module):
        return is_a(run, value, pattern)
    if isinstance(pattern, Regexp):
        found = matches(run, value, pattern, node) if isinstance(value, (str, Symbol)) else None
        return found if isinstance(found, Unknown) else found is not None
    if isinstance(pattern, Range):
        return covers(pattern, value)
    if isinstance(pattern, (Proc, NativeProc)):
        from migrator.read.vagrantfile.ruby.procs import invoke

        answer = invoke(run, pattern, [value], node)
        return answer if isinstance(answer, Unknown) else bool(answer)
    return equal(run, pattern, value, node)


def covers(bounds: Range, value: Ruby) -> bool:
    """Whether a value lies between a range's ends."""
    try:
        if bounds.first is not None and value < bounds.first:
            return False
        if bounds.last is None:
            return True
        return bool(value < bounds.last if bounds.exclusive else value <= bounds.last)
    except TypeError:
        return False


_CLASS_NAMES: tuple[tuple[type | tuple[type, ...], tuple[str, ...]], ...] = (
    (type(None), ("NilClass",)),
    (str, ("String", "Comparable")),
    (Symbol, ("Symbol", "Comparable")),
    (int, ("Integer", "Fixnum", "Numeric", "Comparable")),
    (float, ("Float", "Numeric", "Comparable")),
    (list, ("Array", "Enumerable")),
    (dict, ("Hash", "Enumerable")),
    (Range, ("Range", "Enumerable")),
    (Regexp, ("Regexp",)),
    ((Proc, NativeProc), ("Proc",)),
)


def class_names(value: Ruby) -> tuple[str, ...]:
    """The names of the classes and modules that a built-in value belongs to."""
    if value is True:
        return ("TrueClass",)
    if value is False:
        return ("FalseClass",)
    if isinstance(value, Module):
        return ("Class", "Module") if value.is_class else ("Module",)
    if isinstance(value, Receiver):
        return (value.type_name,)
    return next((names for kind, names in _CLASS_NAMES if isinstance(value, kind)), ())


def is_a(run: Interpreter, value: Ruby, module: Module) -> bool:
    """Whether `value.is_a?(module)` holds."""
    if module.name in ("Object", "BasicObject", "Kernel"):
        return True
    if isinstance(value, Instance):
        return any(
            ancestor is module or ancestor.name == module.name
            for ancestor in value.module.ancestors()
        )
    return module.name in class_names(value)
