"""What `Enumerable` and `Comparable` give to the classes of a repository."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby.interpreter import Interpreter
from migrator.read.vagrantfile.ruby.registry import METHODS, find
from migrator.read.vagrantfile.ruby.values import Instance, NativeProc, Ruby
from migrator.read.vagrantfile.syntax import Node
from migrator.values import Unknown

_COMPARISONS = {
    "<": lambda order: order < 0,
    ">": lambda order: order > 0,
    "<=": lambda order: order <= 0,
    ">=": lambda order: order >= 0,
}


def mixed_in(
    run: Interpreter, receiver: Instance, name: str, arguments: list[Ruby], block: Ruby, node: Node
) -> Ruby:
    """The answer of a module that the object's class includes; else NotImplemented."""
    included = {module.name for module in receiver.module.ancestors()}
    if "Comparable" in included and receiver.module.find("<=>") is not None:
        answer = _compared(run, receiver, name, arguments, node)
        if answer is not NotImplemented:
            return answer
    if "Enumerable" in included and receiver.module.find("each") is not None:
        if find([], name) is None or name in METHODS[object]:
            return NotImplemented
        from migrator.read.vagrantfile.ruby.calls import call_method

        items = _walked(run, receiver, node)
        return call_method(run, items, name, arguments, block, node)
    return NotImplemented


def _compared(
    run: Interpreter, receiver: Instance, name: str, arguments: list[Ruby], node: Node
) -> Ruby:
    if name in _COMPARISONS and len(arguments) == 1:
        order = _order(run, receiver, arguments[0], node)
        return _COMPARISONS[name](order) if isinstance(order, int) else order
    if name in ("between?", "clamp") and len(arguments) == 2:
        orders = [_order(run, receiver, bound, node) for bound in arguments]
        from_least, from_most = orders
        if isinstance(from_least, Unknown) or isinstance(from_most, Unknown):
            return from_least if isinstance(from_least, Unknown) else from_most
        if name == "between?":
            return from_least >= 0 >= from_most
        return arguments[0] if from_least < 0 else arguments[1] if from_most > 0 else receiver
    return NotImplemented


def _order(run: Interpreter, receiver: Instance, other: Ruby, node: Node) -> int | Unknown:
    from migrator.read.vagrantfile.ruby.calls import call_method

    order = call_method(run, receiver, "<=>", [other], None, node)
    if isinstance(order, (int, Unknown)):
        return order
    return run.unknown("the values have no order", node)


def _walked(run: Interpreter, receiver: Instance, node: Node) -> list[Ruby]:
    """What an object's `each` gives, one by one."""
    from migrator.read.vagrantfile.ruby.calls import call_method

    found: list[Ruby] = []

    def take(values: list[Ruby]) -> Ruby:
        run.spend(1, node)
        found.append(values[0] if len(values) == 1 else values)

    call_method(run, receiver, "each", [], NativeProc(take), node)
    return found
