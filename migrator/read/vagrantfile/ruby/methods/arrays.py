"""Methods of arrays that other collections do not have."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.arguments import to_array
from migrator.read.vagrantfile.ruby.control import Incalculable, WrongUse
from migrator.read.vagrantfile.ruby.keys import as_key
from migrator.read.vagrantfile.ruby.matching import same
from migrator.read.vagrantfile.ruby.methods.grouping import unique
from migrator.read.vagrantfile.ruby.methods.ordering import compare
from migrator.read.vagrantfile.ruby.methods.string_parts import bounds
from migrator.read.vagrantfile.ruby.registry import Call, method
from migrator.read.vagrantfile.ruby.texts import concatenate, text_or_unknown
from migrator.read.vagrantfile.ruby.values import Hash, Range, Ruby
from migrator.values import Unknown


@method(list, names="[] slice")
def element(call: Call) -> Ruby:
    values, key = call.receiver, call.required()
    if len(call.arguments) == 1 and not isinstance(key, Range):
        return values[int(key)] if -len(values) <= key < len(values) else None
    place = span(len(values), call.arguments)
    return values[place[0] : place[1]] if place is not None else None


def span(size: int, keys: list[Ruby]) -> tuple[int, int] | None:
    """The places that `array[*keys]` means; None where there are none."""
    if isinstance(keys[0], Range):
        start, stop = bounds(keys[0], size)
    else:
        start = int(keys[0]) + size if keys[0] < 0 else int(keys[0])
        if len(keys) == 1 and start >= size:
            return None
        if len(keys) > 1 and keys[1] < 0:
            return None
        stop = start + (keys[1] if len(keys) > 1 else 1)
    return (start, min(max(start, stop), size)) if 0 <= start <= size else None


@method(list, name="at")
def at(call: Call) -> Ruby:
    return element(call)


@method(list, name="[]=", unknowns=True)
def set_element(call: Call) -> Ruby:
    values, key, value = call.receiver, call.arguments[0], call.arguments[-1]
    if isinstance(key, Range) or len(call.arguments) > 2:
        start, stop = bounds(key, len(values)) if isinstance(key, Range) else (key, key)
        if len(call.arguments) > 2:
            start = key + len(values) if key < 0 else key
            stop = start + max(0, call.arguments[1])
        if start > limits.MAX_ITEMS:
            raise Incalculable("the collection is too large")
        values.extend([None] * (start - len(values)))
        values[start : max(start, stop)] = value if isinstance(value, list) else [value]
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
    bounds = f"{-len(values)}...{len(values)}"
    raise WrongUse(f"index {key} outside of array bounds: {bounds}", "IndexError")


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


@method(list, name="+")
def plus(call: Call) -> Ruby:
    return call.receiver + to_array(call.required())


@method(list, names="- difference")
def minus(call: Call) -> Ruby:
    other = {as_key(item) for item in call.required()}
    return [item for item in call.receiver if as_key(item) not in other]


@method(list, names="& intersection")
def intersection(call: Call) -> Ruby:
    other = {as_key(item) for item in call.required()}
    return unique([item for item in call.receiver if as_key(item) in other])


@method(list, names="subset? superset? disjoint?")
def compares_as_set(call: Call) -> Ruby:
    own, other = ({as_key(item) for item in each} for each in (call.receiver, call.required()))
    answers = {"subset?": own <= other, "superset?": own >= other, "disjoint?": not own & other}
    return answers[call.name]


@method(list, name="intersect?")
def intersects(call: Call) -> Ruby:
    other = {as_key(item) for item in call.required()}
    return any(as_key(item) in other for item in call.receiver)


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


@method(list, names="sample shuffle hash")
def by_chance(call: Call) -> Ruby:
    return call.unknown(f"`{call.name}` gives another value each time")


@method(list, dict, name="dup")
def duplicate(call: Call) -> Ruby:
    if isinstance(call.receiver, list):
        return list(call.receiver)
    copy = Hash(call.receiver)
    copy.default = getattr(call.receiver, "default", None)
    copy.unsure = getattr(call.receiver, "unsure", None)
    return copy
