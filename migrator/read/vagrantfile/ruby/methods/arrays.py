"""Methods of arrays that other collections do not have."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.calls import to_array
from migrator.read.vagrantfile.ruby.control import Incalculable, WrongUse
from migrator.read.vagrantfile.ruby.matching import same
from migrator.read.vagrantfile.ruby.methods.enumerables import compare, unique
from migrator.read.vagrantfile.ruby.methods.strings import bounds
from migrator.read.vagrantfile.ruby.registry import Call, method
from migrator.read.vagrantfile.ruby.texts import concatenate, text_or_unknown
from migrator.read.vagrantfile.ruby.values import Hash, Range, Ruby
from migrator.values import Unknown


@method(list, names="[] slice")
def element(call: Call) -> Ruby:
    values, key = call.receiver, call.required()
    if isinstance(key, Range):
        start, stop = bounds(key, len(values))
        return values[start:stop] if 0 <= start <= len(values) else None
    if len(call.arguments) > 1:
        start = key + len(values) if key < 0 else key
        return values[start : start + call.arguments[1]] if 0 <= start <= len(values) else None
    return values[int(key)] if -len(values) <= key < len(values) else None


@method(list, name="at")
def at(call: Call) -> Ruby:
    return element(call)


@method(list, name="[]=", unknowns=True)
def set_element(call: Call) -> Ruby:
    values, key, value = call.receiver, call.arguments[0], call.arguments[-1]
    if isinstance(key, Range):
        start, stop = bounds(key, len(values))
        values[start:stop] = value if isinstance(value, list) else [value]
        return value
    place = key + len(values) if key < 0 else key
    if place > limits.MAX_ITEMS:
        raise Incalculable("the collection is too large")
    values.extend([None] * (place + 1 - len(values)))
    values[place] = value
    return value


@method(list, name="dig")
def dig(call: Call) -> Ruby:
    return dig_into(call, call.receiver, call.arguments)


def dig_into(call: Call, value: Ruby, keys: list[Ruby]) -> Ruby:
    """Follow keys downwards; nil as soon as there is nothing."""
    from migrator.read.vagrantfile.ruby.calls import call_method

    for key in keys:
        if value is None or isinstance(value, Unknown):
            return value
        value = call_method(call.run, value, "[]", [key], None, call.node)
    return value


@method(list, name="fetch", unknowns=True)
def fetch(call: Call) -> Ruby:
    values, key = call.receiver, call.required()
    if -len(values) <= key < len(values):
        return values[key]
    if call.block is not None:
        return call.run_block(key)
    if len(call.arguments) > 1:
        return call.arguments[1]
    raise WrongUse(f"index {key} outside of array bounds", "IndexError")


@method(list, name="values_at")
def values_at(call: Call) -> Ruby:
    values = call.receiver
    return [values[key] if -len(values) <= key < len(values) else None for key in call.arguments]


@method(list, names="first last")
def ends(call: Call) -> Ruby:
    values = call.receiver
    if call.arguments:
        count = max(0, call.arguments[0])
        return values[:count] if call.name == "first" else values[max(0, len(values) - count) :]
    return (values[0] if call.name == "first" else values[-1]) if values else None


@method(list, names="take drop")
def part(call: Call) -> Ruby:
    count = max(0, call.required())
    return call.receiver[:count] if call.name == "take" else call.receiver[count:]


@method(list, name="add", unknowns=True)
def add(call: Call) -> Ruby:
    """Add to a set, which is an array without repetitions here."""
    if not any(same(item, call.required()) for item in call.receiver):
        call.receiver.append(call.required())
    return call.receiver


@method(list, names="push append", unknowns=True)
def push(call: Call) -> Ruby:
    _make_room(call, len(call.arguments))
    call.receiver.extend(call.arguments)
    return call.receiver


@method(list, name="<<", unknowns=True)
def push_one(call: Call) -> Ruby:
    _make_room(call, 1)
    call.receiver.append(call.required())
    return call.receiver


def _make_room(call: Call, count: int) -> None:
    if len(call.receiver) + count > limits.MAX_ITEMS:
        raise Incalculable("the collection is too large")


@method(list, names="unshift prepend", unknowns=True)
def unshift(call: Call) -> Ruby:
    _make_room(call, len(call.arguments))
    call.receiver[:0] = call.arguments
    return call.receiver


@method(list, name="insert", unknowns=True)
def insert(call: Call) -> Ruby:
    _make_room(call, len(call.arguments))
    place = call.required()
    call.receiver[place:place] = call.arguments[1:]
    return call.receiver


@method(list, names="pop shift")
def take_away(call: Call) -> Ruby:
    values, from_front = call.receiver, call.name == "shift"
    if call.arguments:
        count = min(len(values), max(0, call.arguments[0]))
        taken = values[:count] if from_front else values[len(values) - count :]
        values[:] = values[count:] if from_front else values[: len(values) - count]
        return taken
    return values.pop(0 if from_front else -1) if values else None


@method(list, name="delete")
def delete(call: Call) -> Ruby:
    found = [item for item in call.receiver if same(item, call.required())]
    call.receiver[:] = [item for item in call.receiver if not same(item, call.required())]
    return found[0] if found else None


@method(list, name="delete_at")
def delete_at(call: Call) -> Ruby:
    place = call.required()
    return call.receiver.pop(place) if -len(call.receiver) <= place < len(call.receiver) else None


@method(list, names="concat")
def concat(call: Call) -> Ruby:
    for other in call.arguments:
        _make_room(call, len(other))
        call.receiver.extend(list(other))
    return call.receiver


@method(list, name="replace")
def replace(call: Call) -> Ruby:
    call.receiver[:] = list(call.required())
    return call.receiver


@method(list, name="clear")
def clear(call: Call) -> Ruby:
    call.receiver.clear()
    return call.receiver


@method(list, name="+")
def plus(call: Call) -> Ruby:
    return call.receiver + to_array(call.required())


@method(list, names="- difference")
def minus(call: Call) -> Ruby:
    other = call.required()
    return [item for item in call.receiver if not any(same(item, each) for each in other)]


@method(list, names="& intersection")
def intersection(call: Call) -> Ruby:
    other = call.required()
    return unique([item for item in call.receiver if any(same(item, each) for each in other)])


@method(list, name="intersect?")
def intersects(call: Call) -> Ruby:
    return any(same(item, each) for item in call.receiver for each in call.required())


@method(list, names="| union")
def union(call: Call) -> Ruby:
    return unique([*call.receiver, *call.required()])


@method(list, name="*")
def times(call: Call) -> Ruby:
    count = call.required()
    if isinstance(count, str):
        return join_items(call, call.receiver, count)
    if len(call.receiver) * count > limits.MAX_ITEMS:
        raise Incalculable("the collection is too large")
    return call.receiver * count


@method(list, names="==", unknowns=True)
def equals(call: Call) -> Ruby:
    return same(call.receiver, call.required())


@method(list, name="<=>")
def order(call: Call) -> Ruby:
    return compare(call.receiver, call.required())


@method(list, names="length size")
def length(call: Call) -> Ruby:
    return len(call.receiver)


@method(list, dict, name="empty?")
def is_empty(call: Call) -> Ruby:
    return not call.receiver


@method(list, name="join")
def join(call: Call) -> Ruby:
    return join_items(call, call.receiver, call.argument(0) or "")


def join_items(call: Call, values: list[Ruby], separator: str, depth: int = 0) -> str | Unknown:
    """The texts of the items, nested arrays flattened, with a separator between."""
    if depth > 10:
        raise Incalculable("the value is too large")
    pieces: list[str | Unknown] = []
    for place, item in enumerate(values):
        if place and separator:
            pieces.append(separator)
        if isinstance(item, list):
            pieces.append(join_items(call, item, separator, depth + 1))
        else:
            pieces.append(text_or_unknown(call.run, item, call.node))
    return concatenate(pieces)


@method(list, names="reverse reverse!")
def reverse(call: Call) -> Ruby:
    if call.name == "reverse!":
        call.receiver.reverse()
        return call.receiver
    return call.receiver[::-1]


@method(list, name="rotate")
def rotate(call: Call) -> Ruby:
    values = call.receiver
    count = call.argument(0, 1) % len(values) if values else 0
    return values[count:] + values[:count]


@method(list, names="compact compact!")
def compact(call: Call) -> Ruby:
    kept = [item for item in call.receiver if item is not None]
    if call.name == "compact!":
        call.receiver[:] = kept
        return call.receiver
    return kept


@method(list, names="flatten flatten!")
def flatten(call: Call) -> Ruby:
    depth = call.argument(0)
    kept: list[Ruby] = []
    _flatten(call.receiver, 12 if depth is None else depth, kept)
    if call.name == "flatten!":
        call.receiver[:] = kept
        return call.receiver
    return kept


def _flatten(values: list[Ruby], depth: int, into: list[Ruby]) -> None:
    for item in values:
        if isinstance(item, list) and depth > 0:
            _flatten(item, depth - 1, into)
        else:
            into.append(item)
        if len(into) > limits.MAX_ITEMS:
            raise Incalculable("the collection is too large")


@method(list, names="uniq uniq!")
def uniq(call: Call) -> Ruby:
    if call.block is not None:
        keyed = Hash()
        for item in call.receiver:
            keyed.setdefault(str(call.run_block(item)), item)
        kept = list(keyed.values())
    else:
        kept = unique(call.receiver)
    if call.name == "uniq!":
        call.receiver[:] = kept
    return kept


@method(list, names="map! collect!")
def map_in_place(call: Call) -> Ruby:
    call.receiver[:] = [call.run_block(item) for item in list(call.receiver)]
    return call.receiver


@method(list, name="fill", unknowns=True)
def fill(call: Call) -> Ruby:
    call.receiver[:] = [call.required()] * len(call.receiver)
    return call.receiver


@method(list, name="transpose")
def transpose(call: Call) -> Ruby:
    return [list(column) for column in zip(*call.receiver, strict=True)]


@method(list, names="product combination permutation each_combination")
def combinations(call: Call) -> Ruby:
    values = call.receiver
    found: Iterator[tuple[Ruby, ...]]
    if call.name == "product":
        found = itertools.product(values, *call.arguments)
    elif call.name == "permutation":
        found = itertools.permutations(values, call.argument(0, len(values)))
    else:
        found = itertools.combinations(values, call.required())
    kept = [list(each) for each in itertools.islice(found, limits.MAX_ITEMS + 1)]
    if len(kept) > limits.MAX_ITEMS:
        raise Incalculable("the collection is too large")
    if call.block is None:
        return kept
    for each in kept:
        call.run_block(each)
    return call.receiver


@method(list, name="assoc")
def assoc(call: Call) -> Ruby:
    pairs = (item for item in call.receiver if isinstance(item, list) and item)
    return next((item for item in pairs if same(item[0], call.required())), None)


@method(list, names="to_ary")
def itself(call: Call) -> Ruby:
    return call.receiver


@method(list, names="sample shuffle shuffle! pack hash")
def by_chance(call: Call) -> Ruby:
    return call.unknown(f"`{call.name}` gives another value each time")


@method(list, dict, names="dup clone")
def duplicate(call: Call) -> Ruby:
    if isinstance(call.receiver, list):
        return list(call.receiver)
    copy = Hash(call.receiver)
    copy.default = getattr(call.receiver, "default", None)
    copy.unsure = getattr(call.receiver, "unsure", None)
    return copy
