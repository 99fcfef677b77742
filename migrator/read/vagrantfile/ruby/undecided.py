"""Conditions that cannot be known: both branches are read, and what differs is unknown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from migrator.read.vagrantfile.ruby.control import Break, Next, Raised, Redo, Return, Thrown
from migrator.read.vagrantfile.ruby.interpreter import Interpreter, shorten
from migrator.read.vagrantfile.ruby.values import Ruby
from migrator.read.vagrantfile.syntax import Node
from migrator.values import Unknown

MAX_NESTED = 6
_MISSING: Any = object()


def either(
    run: Interpreter, condition: Ruby, branches: list[Callable[[], Ruby]], node: Node
) -> Ruby:
    """Read every branch of an undecided condition.

    A variable that the branches leave with different values becomes unknown. What they
    configure is recorded with the condition as its doubt (see `config/sections.py`).
    """
    because = condition if isinstance(condition, Unknown) else run.unknown("undecided", node)
    run.doubt(shorten(node.text), f"the condition is not decided, because {because.reason}", node)
    if len(run.undecided) >= MAX_NESTED:
        return because
    stores = [scope.variables for scope in run.scope.chain()]
    stores += [run.globals, run.instance_variables]
    before = [dict(store) for store in stores]
    results: list[Ruby] = []
    after: list[list[dict[str, Any]]] = []
    run.undecided.append(because)
    try:
        for branch in branches:
            for store, saved in zip(stores, before, strict=True):
                store.clear()
                store.update(saved)
            results.append(_settle(run, branch, because))
            after.append([dict(store) for store in stores])
    finally:
        run.undecided.pop()
    for place, store in enumerate(stores):
        _join(store, [stores_after[place] for stores_after in after], because)
    return _agreed(results, because)


def _settle(run: Interpreter, branch: Callable[[], Ruby], because: Unknown) -> Ruby:
    """A branch's value; leaving by `return` makes the method's result unknown."""
    depth, scope = run.depth, run.scope
    try:
        return branch()
    except Return:
        run.depth, run.scope = depth, scope
        scope.frame.unsure = because
    except (Break, Next, Raised, Redo, Thrown):
        run.depth, run.scope = depth, scope
    return because


def _join(store: dict[str, Any], outcomes: list[dict[str, Any]], because: Unknown) -> None:
    store.clear()
    for name in dict.fromkeys(name for outcome in outcomes for name in outcome):
        store[name] = _agreed([outcome.get(name, _MISSING) for outcome in outcomes], because)


def _agreed(values: list[Ruby], because: Unknown) -> Ruby:
    first = values[0]
    if all(value is first or (type(value) is type(first) and value == first) for value in values):
        return first
    return Unknown(because.reason, because.source, because.line)
