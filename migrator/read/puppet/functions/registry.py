"""How a function declares its names, and what it has at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from migrator.read.puppet.nodes import Call
from migrator.read.puppet.scope import Scope
from migrator.read.puppet.values import Puppet, Reference, flat, to_text
from migrator.read.vagrantfile.ruby.control import Incalculable
from migrator.values import Unknown

if TYPE_CHECKING:
    from migrator.read.puppet.compiler import Compiler


@dataclass(frozen=True)
class FunctionCall:
    """One call with its evaluated arguments."""

    compiler: Compiler
    name: str
    arguments: list[Puppet]
    node: Call
    scope: Scope

    def argument(self, place: int, default: Puppet = None) -> Puppet:
        """An argument, or what it defaults to."""
        return self.arguments[place] if place < len(self.arguments) else default

    def unknown(self, reason: str) -> Unknown:
        """The value of a call that cannot be followed."""
        return self.compiler.evaluator.unknown(reason, self.node)

    def first_unknown(self) -> Unknown | None:
        """An argument that is not known."""
        found = next((each for each in flat(self.arguments) if isinstance(each, Unknown)), None)
        return None if found is None else Unknown(found.reason, found.source, found.line)

    def run(self, *values: Puppet) -> Puppet:
        """The value of the block that was given."""
        if self.node.block is None:
            return self.unknown("it has no block")
        return self.compiler.block(self.node.block, values, self.scope)


Function = Callable[[FunctionCall], Puppet]
FUNCTIONS: dict[str, Function] = {}


def function(names: str) -> Callable[[Function], Function]:
    """Declare a function by its names."""

    def declare(native: Function) -> Function:
        FUNCTIONS.update(dict.fromkeys(names.split(), native))
        return native

    return declare


def calculation(names: str) -> Callable[[Function], Function]:
    """Declare a function whose value is unknown as soon as one of its arguments is."""

    def declare(native: Function) -> Function:
        def guarded(call: FunctionCall) -> Puppet:
            unknown = call.first_unknown()
            if unknown is not None:
                return unknown
            try:
                return native(call)
            except Incalculable as reason:
                return call.unknown(str(reason))
            except (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError):
                return call.unknown(f"{call.name} is used wrongly")

        return function(names)(guarded)

    return declare


def names(call: FunctionCall) -> Iterable[str]:
    """The arguments as names, those of references among them; unknown ones are left out."""
    for value in flat(call.arguments):
        if isinstance(value, Reference):
            yield value.title
        elif not isinstance(value, Unknown):
            yield str(to_text(value))
