"""Methods that arrays, hashes and ranges share: a walk over items with a block.

A block whose answer is unknown makes the result unknown, with the block's reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum
from operator import is_

from migrator.read.vagrantfile.ruby.control import Incalculable
from migrator.read.vagrantfile.ruby.keys import unkey
from migrator.read.vagrantfile.ruby.matching import case_equal, same
from migrator.read.vagrantfile.ruby.methods.ranges import items as range_items
from migrator.read.vagrantfile.ruby.registry import Call, method
from migrator.read.vagrantfile.ruby.values import Range, Ruby, Symbol

WALKED = (list, dict, Range)


def items(value: Ruby) -> list[Ruby]:
    """The items of anything that can be walked; a hash's are pairs."""
    if isinstance(value, dict):
        return [[unkey(key), item] for key, item in value.items()]
    if isinstance(value, Range):
        return range_items(value)
    return list(value)


def passes(call: Call, item: Ruby) -> bool:
    """The block's answer for one item; Incalculable when it cannot be known."""
    if call.block is not None:
        decided = call.holds(item)
    elif call.arguments:
        answer = case_equal(call.run, call.arguments[0], item, call.node)
        decided = call.run.decide(answer, call.node)
    else:
        decided = call.run.decide(item, call.node)
    if decided is None:
        raise Incalculable("it depends on a value that is not known")
    return decided


@method(*WALKED, names="each each_entry")
def each(call: Call) -> Ruby:
    if call.block is None:
        return items(call.receiver)
    for item in walked(call.receiver):
        call.run_block(item)
    return call.receiver


def walked(value: Ruby) -> Iterator[Ruby]:
    """The items one by one; what is done to an array meanwhile counts."""
    if not isinstance(value, list):
        yield from items(value)
        return
    place = 0
    while place < len(value):
        yield value[place]
        place += 1


@method(*WALKED, names="each_with_index each_index")
def each_with_index(call: Call) -> Ruby:
    if call.block is None:
        return [[item, place] for place, item in enumerate(items(call.receiver))]
    for place, item in enumerate(walked(call.receiver)):
        if call.name == "each_index":
            call.run_block(place)
        else:
            call.run_block(item, place)
    return call.receiver


@method(*WALKED, names="with_index map_with_index each_with_index.map")
def with_index(call: Call) -> Ruby:
    """`map.with_index` and `each.with_index`; both give the block's values."""
    start = call.argument(0, 0) or 0
    if call.block is None:
        return [[item, place + start] for place, item in enumerate(items(call.receiver))]
    return [call.run_block(item, place + start) for place, item in enumerate(items(call.receiver))]


@method(*WALKED, names="each_with_object with_object", unknowns=True)
def each_with_object(call: Call) -> Ruby:
    kept = call.required()
    for item in items(call.receiver):
        call.run_block(item, kept)
    return kept


@method(*WALKED, name="reverse_each")
def reverse_each(call: Call) -> Ruby:
    found = items(call.receiver)[::-1]
    if call.block is None:
        return found
    for item in found:
        call.run_block(item)
    return call.receiver


@method(*WALKED, names="map collect")
def mapped(call: Call) -> Ruby:
    if call.block is None:
        return items(call.receiver)
    return [call.run_block(item) for item in items(call.receiver)]


@method(*WALKED, names="flat_map collect_concat")
def flat_map(call: Call) -> Ruby:
    result: list[Ruby] = []
    for item in items(call.receiver):
        value = call.run_block(item)
        result += value if isinstance(value, list) else [value]
    return result


@method(*WALKED, name="filter_map")
def filter_map(call: Call) -> Ruby:
    values = [call.run_block(item) for item in items(call.receiver)]
    return [value for value in values if value is not None and value is not False]


@method(list, Range, names="select filter find_all keep_if select! filter!")
def select(call: Call) -> Ruby:
    kept = [item for item in items(call.receiver) if passes(call, item)]
    return in_place(call, kept, ("keep_if", "select!", "filter!"))


@method(list, Range, names="reject delete_if reject!")
def reject(call: Call) -> Ruby:
    kept = [item for item in items(call.receiver) if not passes(call, item)]
    return in_place(call, kept, ("delete_if", "reject!"))


# These answer nil where they change nothing.
_PERHAPS_NIL = ("select!", "filter!", "reject!")


def in_place(call: Call, kept: list[Ruby], changing: tuple[str, ...]) -> Ruby:
    if call.name in changing and isinstance(call.receiver, list):
        return change_array(
            call, kept, perhaps_nil=call.name.startswith(("select", "filter", "rej"))
        )
    return kept


def change_array(call: Call, new: list[Ruby], *, perhaps_nil: bool) -> Ruby:
    """Let the array hold other items; nil, for a method that says so, where it had them."""
    is_same = len(new) == len(call.receiver) and all(map(is_, new, call.receiver))
    call.receiver[:] = new
    return None if is_same and perhaps_nil else call.receiver


@method(*WALKED, name="partition")
def partition(call: Call) -> Ruby:
    yes: list[Ruby] = []
    no: list[Ruby] = []
    for item in items(call.receiver):
        (yes if passes(call, item) else no).append(item)
    return [yes, no]


@method(*WALKED, names="find detect")
def find(call: Call) -> Ruby:
    return next((item for item in items(call.receiver) if passes(call, item)), None)


@method(list, Range, names="find_index index")
def find_index(call: Call) -> Ruby:
    for place, item in enumerate(items(call.receiver)):
        if same(item, call.arguments[0]) if call.arguments else passes(call, item):
            return place
    return None


@method(*WALKED, names="any?")
def is_any(call: Call) -> Ruby:
    return any(passes(call, item) for item in items(call.receiver))


@method(*WALKED, names="all?")
def is_all(call: Call) -> Ruby:
    return all(passes(call, item) for item in items(call.receiver))


@method(*WALKED, names="none?")
def is_none(call: Call) -> Ruby:
    return not any(passes(call, item) for item in items(call.receiver))


@method(*WALKED, names="one?")
def is_one(call: Call) -> Ruby:
    return sum(passes(call, item) for item in items(call.receiver)) == 1


@method(list, Range, dict, name="count")
def count(call: Call) -> Ruby:
    if call.block is None and not call.arguments:
        return len(items(call.receiver))
    if call.block is None:
        return sum(same(item, call.arguments[0]) for item in items(call.receiver))
    return sum(passes(call, item) for item in items(call.receiver))


@method(*WALKED, names="inject reduce", unknowns=True)
def inject(call: Call) -> Ruby:
    from migrator.read.vagrantfile.ruby.operators import operate

    found = items(call.receiver)
    arguments = list(call.arguments)
    operator = arguments.pop() if arguments and isinstance(arguments[-1], Symbol) else None
    if not arguments and not found:
        return None
    total = arguments[0] if arguments else found.pop(0)
    for item in found:
        if operator is not None:
            total = operate(call.run, total, operator.name, item, call.node)
        else:
            total = call.run_block(total, item)
    return total


@method(*WALKED, name="sum")
def total(call: Call) -> Ruby:
    from migrator.read.vagrantfile.ruby.operators import operate

    result = call.argument(0, 0)
    values = items(call.receiver)
    if call.block is not None:
        values = [call.run_block(item) for item in values]
    if float in map(type, values) and all(type(each) in (int, float) for each in (result, *values)):
        # Ruby, too, keeps account of what rounding loses.
        return fsum([result, *values])
    for value in values:
        result = operate(call.run, result, "+", value, call.node)
    return result
