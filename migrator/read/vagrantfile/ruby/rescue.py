"""`begin`, `rescue` and `ensure`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from migrator.read.vagrantfile.ruby.control import Raised, Redo
from migrator.read.vagrantfile.ruby.flow import statements
from migrator.read.vagrantfile.ruby.interpreter import Interpreter, evaluates
from migrator.read.vagrantfile.ruby.values import Instance, Module, Ruby
from migrator.read.vagrantfile.syntax import Node
from migrator.values import Unknown

_CLAUSES = ("rescue", "else", "ensure")


@evaluates("begin", "body_statement")
def begin(run: Interpreter, node: Node) -> Ruby:
    kinds = {child.kind for child in node.children}
    if kinds.isdisjoint(_CLAUSES):
        return statements(run, node)
    try:
        for _ in range(3):
            try:
                return _rescued(run, node)
            except Redo:
                continue
        return run.unknown("`retry` does not end", node)
    finally:
        for clause in node.of_kind("ensure"):
            statements(run, clause)


def _rescued(run: Interpreter, node: Node) -> Ruby:
    body = [child for child in node.children if child.kind not in _CLAUSES]
    clauses = node.of_kind("rescue")
    depth, rescuers = run.depth, run.rescuers
    run.rescuers += 1 if clauses else 0
    try:
        value = run.body(body)
    except Raised as raised:
        run.depth, run.rescuers = depth, rescuers
        for clause in clauses:
            if _takes(run, clause, raised):
                return _handle(run, clause, raised)
        raise
    finally:
        run.depth, run.rescuers = depth, rescuers
    for clause in node.of_kind("else"):
        value = run.evaluate(clause)
    return value


def _takes(run: Interpreter, clause: Node, raised: Raised) -> bool:
    exceptions = clause.fields.get("exceptions")
    if exceptions is None:
        return raised.kind not in _NOT_STANDARD
    for child in exceptions.children:
        wanted = run.evaluate(child)
        if isinstance(wanted, Module) and (
            wanted.name in _CATCH_ALL
            or wanted.name == raised.kind
            or (wanted.name == "StandardError" and raised.kind not in _NOT_STANDARD)
            or any(module.name == wanted.name for module in _ancestors(run, raised))
        ):
            return True
        if isinstance(wanted, Unknown):
            return True
    return False


_CATCH_ALL = ("Exception",)
_NOT_STANDARD = ("LoadError", "SystemExit", "NotImplementedError", "ScriptError", "Exception")


def _ancestors(run: Interpreter, raised: Raised) -> list[Module]:
    module = getattr(raised.error, "module", None) or _class_of(run, raised)
    return module.ancestors()


def _class_of(run: Interpreter, raised: Raised) -> Module:
    """The class of an error that Ruby itself raises."""
    module = run.main
    for name in raised.kind.split("::"):
        found = module.constants.get(name)
        if not isinstance(found, Module):
            return Module(raised.kind, True)
        module = found
    return module


def _handle(run: Interpreter, clause: Node, raised: Raised) -> Ruby:
    from migrator.read.vagrantfile.ruby.assignment import assign

    with _in_hand(run, raised):
        variable = clause.fields.get("variable")
        if variable is not None:
            assign(run, variable.children[0], run.error)
        body = clause.fields.get("body")
        return run.evaluate(body) if body is not None else None


@contextmanager
def _in_hand(run: Interpreter, raised: Raised) -> Iterator[None]:
    """Let `$!` be the error while it is dealt with."""
    before, error = run.error, raised.error
    if error is None:
        error = Instance(_class_of(run, raised), {"@message": raised.message})
    run.error = error
    try:
        yield
    finally:
        run.error = before


@evaluates("rescue_modifier")
def rescue_modifier(run: Interpreter, node: Node) -> Ruby:
    depth, rescuers = run.depth, run.rescuers
    run.rescuers += 1
    try:
        return run.evaluate(node.fields["body"])
    except Raised as raised:
        run.depth, run.rescuers = depth, rescuers
        if raised.kind in _NOT_STANDARD:
            raise
        with _in_hand(run, raised):
            return run.evaluate(node.fields["handler"])
    finally:
        run.depth, run.rescuers = depth, rescuers


@evaluates("rescue", "ensure", "exceptions")
def stray_clause(run: Interpreter, node: Node) -> Ruby:
    return None
