"""A small evaluator of constants: what an expression is, without running anything.

It knows literals, operators, names and where they are assigned, members, the usual
conversions, and what local modules export; see `migrator.read.javascript.rules` for the
list. Everything else is unknown, and the number of steps and their depth are bounded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from tree_sitter import Node

from migrator.read.javascript.program import Program
from migrator.read.javascript.source import Source
from migrator.read.javascript.values import NOTHING, Fact

MAX_STEPS = 20_000
MAX_DEPTH = 40

# Arguments of the functions that are being followed, by file and first byte.
Frame = Mapping[tuple[str, int], tuple[Fact, ...]]
NO_FRAME: Frame = {}
_Key = tuple[str, int, int, str]


class Evaluator:
    """Evaluates expressions of one program and remembers what they were.

    `rules` say how each type of node is evaluated, `members` what a key of a value is.
    """

    def __init__(self, program: Program, rules: Mapping[str, Rule], members: Members) -> None:
        self.program = program
        # The calls of each file that set something, by the name that they set.
        self.settings: dict[str, dict[str, list[Node]]] = {}
        self._rules = rules
        self._members = members
        self._steps = MAX_STEPS
        self._known: dict[_Key, Fact] = {}
        self._active: set[_Key] = set()
        self._following = 0

    def evaluate(self, node: Node | None, source: Source, frame: Frame = NO_FRAME) -> Fact:
        """What an expression stands for; NOTHING when that cannot be told."""
        rule = None if node is None else self._rules.get(node.type)
        if node is None or rule is None:
            return NOTHING
        key = (source.path, node.start_byte, node.end_byte, node.type)
        if not frame and key in self._known:
            return self._known[key]
        if key in self._active or len(self._active) >= MAX_DEPTH or self._steps <= 0:
            return NOTHING
        self._steps -= 1
        self._active.add(key)
        try:
            fact = rule(self, node, source, frame)
        finally:
            self._active.discard(key)
        if not frame:
            self._known[key] = fact
        return fact

    def member(self, fact: Fact, *keys: str) -> Fact:
        """What is found in a value by following keys; NOTHING when one leads nowhere."""
        for key in keys:
            if self._following >= MAX_DEPTH or self._steps <= 0:
                return NOTHING
            self._steps -= 1
            self._following += 1
            try:
                fact = self._members(self, fact, key)
            finally:
                self._following -= 1
        return fact

    def variable(self, name: str) -> Fact:
        """An environment variable of the process, as given or as the code itself sets it."""
        value = self.program.variable(name)
        if value is not None:
            return Fact(value, variable=name)
        for source in self.program.sources if name == "NODE_ENV" else ():
            for written in source.assigned.get("process.env.NODE_ENV", ())[-1:]:
                fact = self.evaluate(written, source)
                if fact.known:
                    return replace(fact, variable=name)
        return Fact(variable=name)


Rule = Callable[[Evaluator, Node, Source, Frame], Fact]
Members = Callable[[Evaluator, Fact, str], Fact]
