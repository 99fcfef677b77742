"""Conditions that cannot be known: both branches are read, and what differs is unknown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Union

from migrator.read.vagrantfile.ruby.control import Break, Next, Raised, Redo, Return, Thrown
from migrator.read.vagrantfile.ruby.interpreter import Interpreter, shorten
from migrator.read.vagrantfile.ruby.values import Instance, Ruby
from migrator.read.vagrantfile.syntax import Node
from migrator.values import Unknown

MAX_NESTED = 6
MAX_STORES = 500
ITEMS_A_STEP = 8
Store = Union[dict[Any, Any], list[Any]]
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
    stores = _stores(run)
    run.spend((len(branches) + 1) * sum(2 + len(store) for store in stores) // ITEMS_A_STEP, node)
    before = [_copy(store) for store in stores]
    results: list[Ruby] = []
    after: list[list[Store]] = []
    run.undecided.append(because)
    try:
        for branch in branches:
            for store, saved in zip(stores, before, strict=True):
                _restore(store, saved)
            run.settled.clear()
            results.append(_settle(run, branch, because))
            after.append([_copy(store) for store in stores])
    finally:
        run.undecided.pop()
    for place, store in enumerate(stores):
        _join(store, [stores_after[place] for stores_after in after], because)
    run.settled.clear()
    return _agreed(results, because)


def _settle(run: Interpreter, branch: Callable[[], Ruby], because: Unknown) -> Ruby:
    """A branch's value; leaving by `return` makes the method's result unknown."""
    depth, scope = run.depth, run.scope
    try:
        return branch()
    except Return:
        run.depth, run.scope = depth, scope
        scope.frame.unsure = because
    except Break as leaving:
        run.depth, run.scope = depth, scope
        run.perhaps_left = leaving.owner
    except (Next, Raised, Redo, Thrown):
        run.depth, run.scope = depth, scope
    return because


def _stores(run: Interpreter) -> list[Store]:
    """Everything that a branch can change: variables, constants, and what they hold."""
    found: list[Store] = [scope.variables for scope in run.scope.chain()]
    found += [run.globals, run.instance_variables, run.main.constants, run.changed, run.frozen]
    module = run.scope.frame.module
    if module is not None:
        found += [module.constants, module.variables]
    seen = {id(store) for store in found}
    pending = list(found)
    while pending and len(found) < MAX_STORES:
        store = pending.pop()
        for value in store.values() if isinstance(store, dict) else store:
            inner = value.variables if isinstance(value, Instance) else value
            if isinstance(inner, (list, dict)) and id(inner) not in seen:
                seen.add(id(inner))
                found.append(inner)
                pending.append(inner)
    return found


def _copy(store: Store) -> Store:
    return dict(store) if isinstance(store, dict) else list(store)


def _restore(store: Store, saved: Store) -> None:
    store.clear()
    if isinstance(store, dict) and isinstance(saved, dict):
        store.update(saved)
    elif isinstance(store, list):
        store.extend(saved)


def _join(store: Store, outcomes: list[Store], because: Unknown) -> None:
    """What the branches agree on; in an array, item by item of the longest."""
    if isinstance(store, list):
        longest = max(len(outcome) for outcome in outcomes)
        columns = [[*outcome, *[_MISSING] * (longest - len(outcome))] for outcome in outcomes]
        store[:] = [_agreed(list(items), because) for items in zip(*columns, strict=True)]
        return
    kept = [outcome for outcome in outcomes if isinstance(outcome, dict)]
    names = list(dict.fromkeys(name for outcome in kept for name in outcome))
    joined = {name: _agreed([each.get(name, _MISSING) for each in kept], because) for name in names}
    _restore(store, joined)


def _agreed(values: list[Ruby], because: Unknown) -> Ruby:
    first = values[0]
    if all(value is first or _alike(value, first) for value in values):
        return first
    return Unknown(because.reason, because.source, because.line)


def _alike(value: Ruby, other: Ruby) -> bool:
    is_text = isinstance(value, str) and isinstance(other, str)
    return (is_text or type(value) is type(other)) and bool(value == other)
