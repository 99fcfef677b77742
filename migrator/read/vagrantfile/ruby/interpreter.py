"""The evaluator's core: nodes to values, and what all of its parts share.

`HANDLERS` maps a node's kind to the function that evaluates it; the modules beside this
one fill it (`literals`, `flow`, `assignment`, `definitions`, `calls`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import thread_time
from typing import Any

from migrator.machine import Doubt, Location
from migrator.read.project import Project
from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.control import Incalculable, LimitReached
from migrator.read.vagrantfile.ruby.identity import current
from migrator.read.vagrantfile.ruby.scope import Frame, Scope
from migrator.read.vagrantfile.ruby.values import Module, Ruby, String
from migrator.read.vagrantfile.syntax import Incomplete, Node
from migrator.values import Unknown

Handler = Callable[["Interpreter", "Node"], Ruby]
HANDLERS: dict[str, Handler] = {}


def evaluates(*kinds: str) -> Callable[[Handler], Handler]:
    """Declare the handler of some kinds of nodes."""

    def declare(handler: Handler) -> Handler:
        for kind in kinds:
            HANDLERS[kind] = handler
        return handler

    return declare


class Interpreter:
    """The state of one reading: what is defined, what was doubted, how far it went."""

    def __init__(self, project: Project, constants: dict[str, Ruby]) -> None:
        self.project = project
        self.main = Module("main")
        self.main.constants = constants
        self.globals: dict[str, Ruby] = {}
        self.instance_variables: dict[str, Ruby] = {}
        self.scope = Scope(Frame(None, ""))
        self.doubts: dict[Doubt, None] = {}
        self.host_branches: dict[Doubt, None] = {}
        self.read_files: dict[str, None] = {}
        self.steps = 0
        self._next_look = limits.STEPS_BETWEEN_LOOKS
        self._deadline = thread_time() + limits.MAX_SECONDS
        self.entries = 0
        self.depth = 0
        self.rescuers = 0
        self.undecided: list[Unknown] = []
        self.exhausted: Unknown | None = None
        self.folder = ""
        self.loaded: list[str] = []
        # What the repository adds to `$LOAD_PATH`; what stands there anyway has no files of it.
        self.load_path: list[Ruby] = []
        self.match: Ruby = None
        self.error: Ruby = None
        self.breaks_to: object = None
        # The loop that a `break` of an undecided branch may have left.
        self.perhaps_left: object = None
        self.patched: dict[type, list[Module]] = {}
        # What became of strings, which strings these are, and what is frozen; by identity.
        self.changed: dict[int, Ruby] = {}
        self.roots: dict[int, Ruby] = {}
        # The collections that hold no string as it was before the last change.
        self.settled: dict[int, Any] = {}
        self.frozen: dict[int, Ruby] = {}

    def evaluate(self, node: Node) -> Ruby:
        """The value of a node in the current scope; never fails but by leaving."""
        self.steps += 1
        if self.steps > self._next_look:
            self._look_at_limits(node)
        handler = HANDLERS.get(node.kind)
        if handler is None:
            self.doubt(shorten(node.text), f"`{node.kind}` is not followed", node)
            return self.unknown(f"`{node.kind}` is not followed", node)
        try:
            value = handler(self, node)
            if type(value) is str:
                return String(value)
            return current(self, value) if self.changed else value
        except Incomplete as missing:
            return self.unknown(f"`{node.kind}` lacks its {missing}", node)
        except Incalculable as reason:
            return self.unknown(str(reason), node)

    def spend(self, steps: int, node: Node) -> None:
        """Count the steps of work that is not a node's, before it is done."""
        self.steps += steps
        if self.steps > self._next_look:
            self._look_at_limits(node)

    def _look_at_limits(self, node: Node) -> None:
        if self.steps > limits.MAX_STEPS:
            raise LimitReached(self.unknown("the evaluation has too many steps", node))
        if thread_time() > self._deadline:
            raise LimitReached(self.unknown("the evaluation takes too long", node))
        self._next_look = min(self.steps + limits.STEPS_BETWEEN_LOOKS, limits.MAX_STEPS)

    def body(self, nodes: list[Node]) -> Ruby:
        """Evaluate statements in order; the value of the last."""
        value = None
        for node in nodes:
            value = self.evaluate(node)
        return value

    @contextmanager
    def inside(self, scope: Scope) -> Iterator[None]:
        """Evaluate in another scope, and come back whatever happens."""
        before = self.scope
        self.scope = scope
        try:
            yield
        finally:
            self.scope = before

    # --- saying what is not known ---------------------------------------------------------

    def at(self, node: Node) -> Location:
        """Where a node stands."""
        return Location(node.source.name, node.line)

    def unknown(self, reason: str, node: Node) -> Unknown:
        """A value that cannot be known, for a reason met at `node`."""
        return Unknown(reason, node.source.name, node.line)

    def doubt(self, what: str, why: str, node: Node) -> None:
        """Note something that was seen and could not be followed."""
        self.note(what, why, node.source.name, node.line)

    def note(self, what: str, why: str, source: str, line: int) -> None:
        """Note a doubt about a line of a file."""
        if len(self.doubts) < limits.MAX_DOUBTS:
            self.doubts[Doubt(what, why, Location(source, line))] = None

    def give_up(self, unknown: Unknown) -> None:
        """Stop evaluating for good, because a limit was reached."""
        self.exhausted = unknown
        self.note("the rest", f"it is not read: {unknown.reason}", unknown.source, unknown.line)

    def host_branch(self, what: str, why: str, node: Node) -> None:
        """Note a condition that depends on the host and how it was decided."""
        if len(self.host_branches) < limits.MAX_DOUBTS:
            self.host_branches[Doubt(what, why, self.at(node))] = None

    def decide(self, value: Ruby, node: Node) -> bool | None:
        """Whether a value counts as true; None when that cannot be known."""
        if isinstance(value, Unknown):
            return True if len(value.parts) > 1 else None
        return value is not None and value is not False

    @property
    def receiver(self) -> Ruby:
        """`self`."""
        return self.scope.frame.receiver

    # --- leaving a value where its type is a constant's --------------------------------------

    def constant(self, name: str, node: Node) -> Ruby:
        """A constant as seen from the current module outwards; NotImplemented if unset."""
        module = self.scope.frame.module
        while module is not None:
            for ancestor in module.ancestors():
                if name in ancestor.constants:
                    return ancestor.constants[name]
            module = module.outer
        return self.main.constants.get(name, NotImplemented)


def shorten(text: Any, limit: int = 60) -> str:
    """One line of a text, for messages."""
    line = " ".join(str(text).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
