"""Methods that arrays, hashes and ranges share: a walk over items with a block.

A block whose answer is unknown makes the result unknown, with the block's reason.
"""

from __future__ import annotations

from functools import cmp_to_key

from migrator.read.vagrantfile.ruby.control import Incalculable
from migrator.read.vagrantfile.ruby.literals import as_key, store
from migrator.read.vagrantfile.ruby.matching import case_equal, same
from migrator.read.vagrantfile.ruby.methods.ranges import items as range_items
from migrator.read.vagrantfile.ruby.registry import Call, method
from migrator.read.vagrantfile.ruby.values import Hash, Range, Ruby, Symbol
from migrator.values import Unknown

_WALKED = (list, dict, Range)


def items(value: Ruby) -> list[Ruby]:
    """The items of anything that can be walked; a hash's are pairs."""
    if isinstance(value, dict):
        return [[unkey(key), item] for key, item in value.items()]
    if isinstance(value, Range):
        return range_items(value)
    return list(value)


def unkey(key: Ruby) -> Ruby:
    """A hash's key as a Ruby value again."""
    return [unkey(each) for each in key] if isinstance(key, tuple) else key


def _test(call: Call, item: Ruby) -> bool:
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


@method(*_WALKED, names="each each_entry")
def each(call: Call) -> Ruby:
    if call.block is None:
        return items(call.receiver)
    for item in items(call.receiver):
        call.run_block(item)
    return call.receiver


@method(*_WALKED, names="each_with_index each_index")
def each_with_index(call: Call) -> Ruby:
    if call.block is None:
        return [[item, place] for place, item in enumerate(items(call.receiver))]
    for place, item in enumerate(items(call.receiver)):
        if call.name == "each_index":
            call.run_block(place)
        else:
            call.run_block(item, place)
    return call.receiver


@method(*_WALKED, names="with_index map_with_index each_with_index.map")
def with_index(call: Call) -> Ruby:
    """`map.with_index` and `each.with_index`; both give the block's values."""
    start = call.argument(0, 0) or 0
    if call.block is None:
        return [[item, place + start] for place, item in enumerate(items(call.receiver))]
    return [call.run_block(item, place + start) for place, item in enumerate(items(call.receiver))]


@method(*_WALKED, names="each_with_object with_object", unknowns=True)
def each_with_object(call: Call) -> Ruby:
    kept = call.required()
    for item in items(call.receiver):
        call.run_block(item, kept)
    return kept


@method(*_WALKED, name="reverse_each")
def reverse_each(call: Call) -> Ruby:
    found = items(call.receiver)[::-1]
    if call.block is None:
        return found
    for item in found:
        call.run_block(item)
    return call.receiver


@method(*_WALKED, names="map collect")
def mapped(call: Call) -> Ruby:
    if call.block is None:
        return items(call.receiver)
    return [call.run_block(item) for item in items(call.receiver)]


@method(*_WALKED, names="flat_map collect_concat")
def flat_map(call: Call) -> Ruby:
    result: list[Ruby] = []
    for item in items(call.receiver):
        value = call.run_block(item)
        result += value if isinstance(value, list) else [value]
    return result


@method(*_WALKED, name="filter_map")
def filter_map(call: Call) -> Ruby:
    values = [call.run_block(item) for item in items(call.receiver)]
    return [value for value in values if value is not None and value is not False]


@method(list, Range, names="select filter find_all keep_if select! filter!")
def select(call: Call) -> Ruby:
    kept = [item for item in items(call.receiver) if _test(call, item)]
    return _in_place(call, kept, ("keep_if", "select!", "filter!"))


@method(list, Range, names="reject delete_if reject!")
def reject(call: Call) -> Ruby:
    kept = [item for item in items(call.receiver) if not _test(call, item)]
    return _in_place(call, kept, ("delete_if", "reject!"))


def _in_place(call: Call, kept: list[Ruby], changing: tuple[str, ...]) -> Ruby:
    if call.name in changing and isinstance(call.receiver, list):
        call.receiver[:] = kept
        return call.receiver
    return kept


@method(*_WALKED, name="partition")
def partition(call: Call) -> Ruby:
    yes: list[Ruby] = []
    no: list[Ruby] = []
    for item in items(call.receiver):
        (yes if _test(call, item) else no).append(item)
    return [yes, no]


@method(*_WALKED, names="find detect")
def find(call: Call) -> Ruby:
    return next((item for item in items(call.receiver) if _test(call, item)), None)


@method(list, Range, names="find_index index")
def find_index(call: Call) -> Ruby:
    for place, item in enumerate(items(call.receiver)):
        if same(item, call.arguments[0]) if call.arguments else _test(call, item):
            return place
    return None


@method(*_WALKED, names="any?")
def is_any(call: Call) -> Ruby:
    return any(_test(call, item) for item in items(call.receiver))


@method(*_WALKED, names="all?")
def is_all(call: Call) -> Ruby:
    return all(_test(call, item) for item in items(call.receiver))


@method(*_WALKED, names="none?")
def is_none(call: Call) -> Ruby:
    return not any(_test(call, item) for item in items(call.receiver))


@method(*_WALKED, names="one?")
def is_one(call: Call) -> Ruby:
    return sum(_test(call, item) for item in items(call.receiver)) == 1


@method(list, Range, dict, name="count")
def count(call: Call) -> Ruby:
    if call.block is None and not call.arguments:
        return len(items(call.receiver))
    if call.block is None:
        return sum(same(item, call.arguments[0]) for item in items(call.receiver))
    return sum(_test(call, item) for item in items(call.receiver))


@method(*_WALKED, names="inject reduce", unknowns=True)
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


@method(*_WALKED, name="sum")
def total(call: Call) -> Ruby:
    from migrator.read.vagrantfile.ruby.operators import operate

    result = call.argument(0, 0)
    for item in items(call.receiver):
        value = call.run_block(item) if call.block is not None else item
        result = operate(call.run, result, "+", value, call.node)
    return result


# --- order ------------------------------------------------------------------------------------


class _Sortable:
    """A value with Ruby's order: numbers, texts, symbols, and arrays of these."""

    __slots__ = ("value",)

    def __init__(self, value: Ruby) -> None:
        self.value = value

    def __lt__(self, other: _Sortable) -> bool:
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


@method(*_WALKED, names="sort sort!")
def sort(call: Call) -> Ruby:
    found = items(call.receiver)
    if call.block is None:
        return _in_place(call, sorted(found, key=_Sortable), ("sort!",))

    def order(one: Ruby, other: Ruby) -> int:
        answer = call.run_block(one, other)
        if not isinstance(answer, int):
            raise Incalculable("the order depends on a value that is not known")
        return answer

    return _in_place(call, sorted(found, key=cmp_to_key(order)), ("sort!",))


@method(*_WALKED, names="sort_by sort_by!")
def sort_by(call: Call) -> Ruby:
    keyed = [(_Sortable(call.run_block(item)), item) for item in items(call.receiver)]
    return _in_place(
        call, [item for _, item in sorted(keyed, key=lambda pair: pair[0])], ("sort_by!",)
    )


@method(*_WALKED, names="min max min_by max_by")
def extreme(call: Call) -> Ruby:
    found = items(call.receiver)
    if call.block is not None and call.name.endswith("_by"):
        keyed = [(_Sortable(call.run_block(item)), item) for item in found]
    else:
        keyed = [(_Sortable(item), item) for item in found]
    ordered = sorted(keyed, key=lambda pair: pair[0], reverse=call.name.startswith("max"))
    if call.arguments:
        return [item for _, item in ordered[: call.arguments[0]]]
    return ordered[0][1] if ordered else None


@method(*_WALKED, name="minmax")
def minmax(call: Call) -> Ruby:
    ordered = sorted(items(call.receiver), key=_Sortable)
    return [ordered[0], ordered[-1]] if ordered else [None, None]


# --- groups -----------------------------------------------------------------------------------


@method(*_WALKED, name="group_by")
def group_by(call: Call) -> Ruby:
    groups = Hash()
    for item in items(call.receiver):
        key = call.run_block(item)
        if isinstance(key, Unknown):
            return key
        groups.setdefault(as_key(key), []).append(item)
    return groups


@method(*_WALKED, name="tally")
def tally(call: Call) -> Ruby:
    counts = Hash()
    for item in items(call.receiver):
        counts[as_key(item)] = counts.get(as_key(item), 0) + 1
    return counts


@method(list, Range, dict, name="to_h")
def to_h(call: Call) -> Ruby:
    result = Hash()
    for item in items(call.receiver):
        pair = call.run_block(item) if call.block is not None else item
        if isinstance(pair, Unknown):
            return pair
        store(result, pair[0], pair[1])
    return result


@method(*_WALKED, names="to_a entries force lazy to_enum each_entry.to_a")
def to_a(call: Call) -> Ruby:
    return call.receiver if isinstance(call.receiver, list) else items(call.receiver)


@method(*_WALKED, name="to_set")
def to_set(call: Call) -> Ruby:
    return unique(items(call.receiver))


def unique(found: list[Ruby]) -> list[Ruby]:
    """The items without repetitions, in order."""
    seen: dict[Ruby, Ruby] = {}
    for item in found:
        seen.setdefault(as_key(item), item)
    return list(seen.values())


@method(*_WALKED, names="each_slice each_cons")
def slices(call: Call) -> Ruby:
    found, size = items(call.receiver), call.required()
    if size < 1:
        raise Incalculable("the slices have no size")
    if call.name == "each_slice":
        pieces = [found[place : place + size] for place in range(0, len(found), size)]
    else:
        pieces = [found[place : place + size] for place in range(len(found) - size + 1)]
    if call.block is None:
        return pieces
    for piece in pieces:
        call.run_block(piece)
    return call.receiver


@method(*_WALKED, name="zip")
def zipped(call: Call) -> Ruby:
    others = [items(other) for other in call.arguments]
    return [
        [item, *(other[place] if place < len(other) else None for other in others)]
        for place, item in enumerate(items(call.receiver))
    ]


@method(*_WALKED, names="take_while drop_while")
def while_true(call: Call) -> Ruby:
    found = items(call.receiver)
    place = next((at for at, item in enumerate(found) if not _test(call, item)), len(found))
    return found[:place] if call.name == "take_while" else found[place:]


@method(*_WALKED, name="cycle")
def cycle(call: Call) -> Ruby:
    for _ in range(call.required()):
        for item in items(call.receiver):
            call.run_block(item)
    return None


@method(list, names="include? member? ===")
def includes(call: Call) -> Ruby:
    if call.name == "===":
        return same(call.receiver, call.required())
    found = items(call.receiver)
    unknown = next((item for item in found if isinstance(item, Unknown)), None)
    if any(same(item, call.required()) for item in found):
        return True
    return False if unknown is None else unknown
