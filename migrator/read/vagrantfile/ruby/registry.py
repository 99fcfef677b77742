"""Built-in methods: one small declaration each, found by the receiver's Python type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from migrator.read.vagrantfile.ruby.control import WrongUse
from migrator.read.vagrantfile.ruby.values import Hash, Ruby
from migrator.values import Unknown

if TYPE_CHECKING:
    from migrator.read.vagrantfile.ruby.interpreter import Interpreter
    from migrator.read.vagrantfile.syntax import Node


@dataclass
class Call:
    """One call of a method: on what, with what, and from where."""

    run: Interpreter
    receiver: Ruby
    name: str
    arguments: list[Ruby]
    block: Ruby
    node: Node

    def argument(self, index: int, default: Ruby = None) -> Ruby:
        """A positional argument, or what it defaults to."""
        return self.arguments[index] if index < len(self.arguments) else default

    def required(self, index: int = 0) -> Ruby:
        """A positional argument that Ruby insists on."""
        if index >= len(self.arguments):
            raise WrongUse("too few arguments", "ArgumentError")
        return self.arguments[index]

    def options(self) -> Hash:
        """The hash at the end of the arguments, an empty one when there is none."""
        last = self.arguments[-1] if self.arguments else None
        return last if isinstance(last, Hash) else Hash()

    def positional(self) -> list[Ruby]:
        """The arguments without the hash at their end."""
        last = self.arguments[-1] if self.arguments else None
        return self.arguments[:-1] if isinstance(last, Hash) else self.arguments

    def run_block(self, *arguments: Ruby) -> Ruby:
        """Call the block that was given."""
        from migrator.read.vagrantfile.ruby.procs import invoke

        self.run.spend(1, self.node)
        if self.block is None:
            return self.unknown("an enumerator without a block is not followed")
        return invoke(self.run, self.block, list(arguments), self.node)

    def holds(self, *arguments: Ruby) -> bool | None:
        """Whether the block answers true; None when that cannot be known."""
        return self.run.decide(self.run_block(*arguments), self.node)

    def unknown(self, reason: str) -> Unknown:
        """An unknown whose cause is this call."""
        return self.run.unknown(reason, self.node)


Native = Callable[[Call], Ruby]


@dataclass(frozen=True)
class BuiltIn:
    """A built-in method; unless it `takes_unknowns`, an unknown argument is its result."""

    function: Native
    takes_unknowns: bool = False


METHODS: dict[type, dict[str, BuiltIn]] = {}
FUNCTIONS: dict[str, BuiltIn] = {}


def method(
    *types: type, name: str = "", names: str = "", unknowns: bool = False
) -> Callable[[Native], Native]:
    """Declare a method of the receivers of some Python types; `names` is space-separated."""

    def declare(function: Native) -> Native:
        for each in (names or name or function.__name__).split():
            for receiver in types:
                METHODS.setdefault(receiver, {})[each] = BuiltIn(function, unknowns)
        return function

    return declare


def function(names: str, unknowns: bool = True) -> Callable[[Native], Native]:
    """Declare functions that are called without a receiver: `puts`, `require`."""

    def declare(native: Native) -> Native:
        for each in names.split():
            FUNCTIONS[each] = BuiltIn(native, unknowns)
        return native

    return declare


def find(receiver: Ruby, name: str) -> BuiltIn | None:
    """The built-in method that a receiver answers `name` with."""
    for python_type in type(receiver).__mro__:
        if python_type is int and isinstance(receiver, bool):
            continue
        methods = METHODS.get(python_type)
        if methods is not None and name in methods:
            return methods[name]
    return None
