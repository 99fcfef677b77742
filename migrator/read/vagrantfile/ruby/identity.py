"""Which string is which object, what became of those that changed, and what is frozen.

Ruby's strings change in place and every name of one sees it; Python's cannot. So each of
Ruby's strings is a Python object of its own (`String`), what a change made of it is kept
beside it, and whoever reads a name gets what the string is by then. A text of which a part
is unknown is such an object as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from migrator.read.vagrantfile.ruby.values import (
    Changed,
    ChangedUnknown,
    Hash,
    Instance,
    Ruby,
    String,
    located,
)
from migrator.values import Unknown

if TYPE_CHECKING:
    from migrator.read.vagrantfile.ruby.interpreter import Interpreter

# Methods that change what they are called on: an array, a hash or a string.
_CHANGING = frozenset(
    "<< []= add append capitalize! chomp! chop! clear collect! compact! concat default= delete "
    "delete! delete_at delete_if delete_prefix! delete_suffix! downcase! encode! fill filter! "
    "flatten! force_encoding gsub! insert keep_if lstrip! map! merge! next! pop prepend push "
    "reject! replace reverse! rotate! rstrip! select! shift shuffle! slice! sort! sort_by! "
    "squeeze! store strip! sub! succ! swapcase! tr! tr_s! transform_keys! transform_values! "
    "uniq! unshift upcase! update".split()
)
_ITEMS_A_STEP = 16


def _root(text: Ruby) -> Ruby:
    """The object that a string was at first, and by which it is known."""
    root = getattr(text, "root", None)
    return text if root is None else root


def change(run: Interpreter, text: Ruby, content: str | Unknown) -> Ruby:
    """Let the string `text` be what `content` says from now on, under every name it has."""
    root = _root(text)
    new: Ruby
    if isinstance(content, Unknown):
        new = ChangedUnknown(content.reason, content.source, content.line, content.parts, root)
    else:
        new = Changed(content)
        new.at, new.root = getattr(content, "at", None), root
    run.roots[id(root)] = root
    run.changed[id(root)] = new
    run.settled.clear()
    return new


def current(run: Interpreter, value: Ruby) -> Ruby:
    """What a string that may have changed is now; any other value is itself."""
    root = _root(value)
    return run.changed.get(id(root), root)


def is_same(one: Ruby, other: Ruby) -> bool:
    """Whether two strings are one object."""
    return _root(one) is _root(other)


def refresh(run: Interpreter, values: list[Ruby]) -> None:
    """Put what they are now in the place of changed strings, in collections of any depth.

    What was looked through since the last change is not looked through again: whatever is
    put into it comes from an expression, or through here.
    """
    pending: list[Any] = [values]
    while pending:
        store = pending.pop()
        if store is not values:
            if id(store) in run.settled:
                continue
            run.settled[id(store)] = store
        run.steps += len(store) // _ITEMS_A_STEP
        for key, value in list(store.items() if isinstance(store, dict) else enumerate(store)):
            if isinstance(value, (str, Unknown)):
                store[key] = current(run, value)
            elif isinstance(value, Instance):
                pending.append(value.variables)
            elif isinstance(value, (list, Hash)):
                pending.append(value)


def own_items(store: Ruby) -> None:
    """Make each string of a collection an object of its own, for Python shares equal ones."""
    if isinstance(store, dict):
        if str in map(type, store.values()):
            store.update([(k, String(v)) for k, v in store.items() if type(v) is str])
    elif str in map(type, store):
        store[:] = [String(item) if type(item) is str else item for item in store]


def anew(value: Ruby) -> Ruby:
    """Another string that says the same; any other value is itself."""
    if isinstance(value, Unknown):
        return Unknown(value.reason, value.source, value.line, value.parts)
    if isinstance(value, String):
        return located(str.__str__(value), value.at)
    return value


def freeze(run: Interpreter, value: Ruby) -> None:
    """Let nothing change a string, an array or a hash any more."""
    root = _root(value)
    run.frozen[id(root)] = root


def is_frozen(run: Interpreter, value: Ruby) -> bool:
    """Whether a string, an array or a hash was frozen."""
    return id(_root(value)) in run.frozen


def may_not(run: Interpreter, value: Ruby, name: str) -> bool:
    """Whether a method would change what is frozen."""
    if name not in _CHANGING or (name == "delete" and isinstance(value, str)):
        return False
    return is_frozen(run, value)
