"""Methods of numbers that count: `times`, `upto`, `step`."""

from __future__ import annotations

import math

from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.control import Incalculable
from migrator.read.vagrantfile.ruby.registry import Call, method
from migrator.read.vagrantfile.ruby.values import Ruby, Symbol


@method(int, names="times")
def times(call: Call) -> Ruby:
    if call.block is None:
        return _numbers(0, call.receiver, 1)
    for number in range(min(call.receiver, limits.MAX_ROUNDS)):
        call.run_block(number)
    if call.receiver > limits.MAX_ROUNDS:
        raise Incalculable("the loop has too many rounds")
    return call.receiver


def _numbers(first: int, end: int, step: int) -> list[int]:
    numbers = range(first, end, step)
    if len(numbers) > limits.MAX_ITEMS:
        raise Incalculable("the collection is too large")
    return list(numbers)


@method(int, names="upto downto")
def counting(call: Call) -> Ruby:
    step = 1 if call.name == "upto" else -1
    numbers = _numbers(call.receiver, int(call.required()) + step, step)
    if call.block is None:
        return numbers
    for number in numbers:
        call.run_block(number)
    return call.receiver


@method(int, float, name="step")
def step(call: Call) -> Ruby:
    options = call.options()
    positional = call.positional()
    last = positional[0] if positional else options.get(Symbol("to"))
    width = positional[1] if len(positional) > 1 else options.get(Symbol("by"), 1)
    if not isinstance(last, (int, float)) or not width:
        raise Incalculable("the steps have no end")
    count = math.floor((last - call.receiver) / width + 1e-9) + 1
    if count > limits.MAX_ITEMS:
        raise Incalculable("the collection is too large")
    numbers = [call.receiver + width * place for place in range(max(0, count))]
    if call.block is None:
        return numbers
    for number in numbers:
        call.run_block(number)
    return call.receiver
