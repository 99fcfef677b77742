"""Running whole files of Ruby, statement by statement."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from migrator.read.vagrantfile.ruby.control import Leave, LimitReached
from migrator.read.vagrantfile.ruby.interpreter import Interpreter
from migrator.read.vagrantfile.ruby.limits import PYTHON_FRAMES
from migrator.read.vagrantfile.ruby.scope import Frame, Scope
from migrator.read.vagrantfile.ruby.values import Ruby
from migrator.read.vagrantfile.syntax import Node, Tree


def run_file(run: Interpreter, tree: Tree, receiver: Ruby = None) -> None:
    """Evaluate the file's statements; each costs only itself when it cannot be followed.

    `receiver` is `self` in the file. A file may be run while another one is.
    """
    before = run.depth, run.scope, run.rescuers
    scope = Scope(Frame(receiver, tree.root.source.name))
    run.scope = scope
    try:
        for statement in _statements(tree.root):
            if run.exhausted is not None:
                return
            try:
                run.evaluate(statement)
            except LimitReached as limit:
                run.give_up(limit.unknown)
            except RecursionError:
                run.give_up(run.unknown("it is nested too deeply", statement))
            except Leave:
                return
            finally:
                run.depth, run.scope, run.rescuers = before[0], scope, before[2]
    finally:
        run.depth, run.scope, run.rescuers = before


def _statements(root: Node) -> list[Node]:
    found: list[Node] = []
    for child in root.children:
        found += child.children if child.kind == "ERROR" else [child]
    return found


@contextmanager
def guarded(run: Interpreter) -> Iterator[None]:
    """Evaluate something apart: whatever way it ends, the evaluator is where it was.

    A jump out of it or too deep a nesting ends only this; a limit ends the whole run.
    """
    before = run.depth, run.scope
    try:
        yield
    except LimitReached as limit:
        run.give_up(limit.unknown)
    except (Leave, RecursionError):
        pass
    finally:
        run.depth, run.scope = before


@contextmanager
def room_for_recursion() -> Iterator[None]:
    """Let the evaluator nest as deep as its own limits allow, whoever calls it."""
    used = 0
    frame: Any = sys._getframe()
    while frame is not None:
        used += 1
        frame = frame.f_back
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, used + PYTHON_FRAMES))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
