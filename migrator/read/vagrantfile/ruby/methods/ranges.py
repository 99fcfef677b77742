"""Methods of ranges."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.control import Incalculable
from migrator.read.vagrantfile.ruby.matching import covers
from migrator.read.vagrantfile.ruby.registry import Call, method
from migrator.read.vagrantfile.ruby.values import Range, Ruby


def items(bounds: Range) -> list[Ruby]:
    """Every item of a range; Incalculable for one without end or without items."""
    first, last = bounds.first, bounds.last
    if isinstance(first, int) and isinstance(last, (int, float)):
        end = int(last) + (0 if bounds.exclusive and last == int(last) else 1)
        if end - first > limits.MAX_ITEMS:
            raise Incalculable("the range is too large")
        return list(range(first, end))
    if isinstance(first, str) and isinstance(last, str):
        return _texts(first, last, bounds.exclusive)
    raise Incalculable("the range has no end")


def _texts(first: str, last: str, exclusive: bool) -> list[Ruby]:
    from migrator.read.vagrantfile.ruby.methods.string_parts import successor

    found: list[Ruby] = []
    current = str(first)
    while len(current) <= len(last):
        if current == last:
            return found if exclusive else [*found, current]
        found.append(current)
        if len(found) > limits.MAX_ITEMS:
            raise Incalculable("the range is too large")
        current = successor(current)
    return found


@method(Range, names="include? member? cover? ===")
def includes(call: Call) -> Ruby:
    return covers(call.receiver, call.required())


@method(Range, names="first begin min")
def first(call: Call) -> Ruby:
    if call.arguments:
        bounds = call.receiver
        if bounds.last is None and isinstance(bounds.first, int):
            return list(range(bounds.first, bounds.first + min(call.arguments[0], 1000)))
        return items(bounds)[: call.arguments[0]]
    return call.receiver.first


@method(Range, names="last end max")
def last(call: Call) -> Ruby:
    if call.arguments:
        return items(call.receiver)[-call.arguments[0] :]
    if call.name == "max" and call.receiver.exclusive:
        return call.receiver.last - 1
    return call.receiver.last


@method(Range, names="size count length")
def size(call: Call) -> Ruby:
    if call.block is not None:
        return sum(bool(call.run_block(item)) for item in items(call.receiver))
    return len(items(call.receiver))


@method(Range, names="step %")
def step(call: Call) -> Ruby:
    found = items(call.receiver)[:: call.required()]
    if call.block is None:
        return found
    for item in found:
        call.run_block(item)
    return call.receiver


@method(Range, name="exclude_end?")
def excludes_end(call: Call) -> Ruby:
    return call.receiver.exclusive
