"""The order of values, and methods that sort."""

from __future__ import annotations

from functools import cmp_to_key, partial

from migrator.read.vagrantfile.ruby.calls import call_method
from migrator.read.vagrantfile.ruby.control import Incalculable
from migrator.read.vagrantfile.ruby.methods.enumerables import WALKED, in_place, items
from migrator.read.vagrantfile.ruby.registry import Call, method
from migrator.read.vagrantfile.ruby.values import Instance, Ruby, Symbol
from migrator.values import Unknown


class _Sortable:
    """A value with Ruby's order: numbers, texts, symbols, arrays of these, and what has `<=>`."""

    __slots__ = ("call", "value")

    def __init__(self, call: Call, value: Ruby) -> None:
        self.call = call
        self.value = value

    def __lt__(self, other: _Sortable) -> bool:
        if isinstance(self.value, Instance):
            node = self.call.node
            order = call_method(self.call.run, self.value, "<=>", [other.value], None, node)
            if not isinstance(order, int):
                raise Incalculable("the values have no order")
            return order < 0
        return compare(self.value, other.value) < 0


def compare(left: Ruby, right: Ruby) -> int:
    """Ruby's `<=>`; Incalculable for values that have no order."""
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        raise Incalculable("it depends on a value that is not known")
    if isinstance(left, Symbol) and isinstance(right, Symbol):
        left, right = left.name, right.name
    if isinstance(left, list) and isinstance(right, list):
        for one, other in zip(left, right, strict=False):
            order = compare(one, other)
            if order:
                return order
        return (len(left) > len(right)) - (len(left) < len(right))
    both_numbers = all(isinstance(each, (int, float)) for each in (left, right))
    if not both_numbers and not (isinstance(left, str) and isinstance(right, str)):
        texts = [getattr(each, "text", None) for each in (left, right)]
        if not all(isinstance(text, str) for text in texts):
            raise Incalculable("the values have no order")
        left, right = texts
    return int(left > right) - int(left < right)


@method(*WALKED, names="sort sort!")
def sort(call: Call) -> Ruby:
    found = items(call.receiver)
    call.run.spend(len(found) * 4, call.node)
    if call.block is None:
        return in_place(call, sorted(found, key=partial(_Sortable, call)), ("sort!",))

    def order(one: Ruby, other: Ruby) -> int:
        answer = call.run_block(one, other)
        if not isinstance(answer, int):
            raise Incalculable("the order depends on a value that is not known")
        return answer

    return in_place(call, sorted(found, key=cmp_to_key(order)), ("sort!",))


@method(*WALKED, names="sort_by sort_by!")
def sort_by(call: Call) -> Ruby:
    keyed = [(_Sortable(call, call.run_block(item)), item) for item in items(call.receiver)]
    return in_place(
        call, [item for _, item in sorted(keyed, key=lambda pair: pair[0])], ("sort_by!",)
    )


@method(*WALKED, names="min max min_by max_by")
def extreme(call: Call) -> Ruby:
    found = items(call.receiver)
    if call.block is not None and call.name.endswith("_by"):
        keyed = [(_Sortable(call, call.run_block(item)), item) for item in found]
    else:
        keyed = [(_Sortable(call, item), item) for item in found]
    ordered = sorted(keyed, key=lambda pair: pair[0], reverse=call.name.startswith("max"))
    if call.arguments:
        return [item for _, item in ordered[: call.arguments[0]]]
    return ordered[0][1] if ordered else None


@method(*WALKED, name="minmax")
def minmax(call: Call) -> Ruby:
    ordered = sorted(items(call.receiver), key=partial(_Sortable, call))
    return [ordered[0], ordered[-1]] if ordered else [None, None]
