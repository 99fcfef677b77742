"""Methods of arrays that change them, or give a rearranged one."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.control import Incalculable
from migrator.read.vagrantfile.ruby.keys import as_key
from migrator.read.vagrantfile.ruby.matching import same
from migrator.read.vagrantfile.ruby.methods.arrays import element, span
from migrator.read.vagrantfile.ruby.methods.enumerables import change_array
from migrator.read.vagrantfile.ruby.methods.grouping import unique
from migrator.read.vagrantfile.ruby.registry import Call, method
from migrator.read.vagrantfile.ruby.values import Hash, Ruby


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


@method(list, names="reverse reverse!")
def reverse(call: Call) -> Ruby:
    if call.name == "reverse!":
        call.receiver.reverse()
        return call.receiver
    return call.receiver[::-1]


@method(list, names="rotate rotate!")
def rotate(call: Call) -> Ruby:
    values = call.receiver
    count = call.argument(0, 1) % len(values) if values else 0
    turned = values[count:] + values[:count]
    return change_array(call, turned, perhaps_nil=False) if call.name == "rotate!" else turned


@method(list, name="shuffle!")
def shuffle(call: Call) -> Ruby:
    unknown = [call.unknown("the order differs each time") for _ in call.receiver]
    return change_array(call, list(unknown), perhaps_nil=False)


@method(list, name="slice!")
def take_part(call: Call) -> Ruby:
    taken = element(call)
    place = span(len(call.receiver), call.arguments)
    if place is not None:
        del call.receiver[place[0] : place[1]]
    return taken


@method(list, names="compact compact!")
def compact(call: Call) -> Ruby:
    kept = [item for item in call.receiver if item is not None]
    return change_array(call, kept, perhaps_nil=True) if call.name == "compact!" else kept


@method(list, names="flatten flatten!")
def flatten(call: Call) -> Ruby:
    depth = call.argument(0)
    kept: list[Ruby] = []
    _flatten(call.receiver, 12 if depth is None else depth, kept)
    return change_array(call, kept, perhaps_nil=True) if call.name == "flatten!" else kept


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
            keyed.setdefault(as_key(call.run_block(item)), item)
        kept = list(keyed.values())
    else:
        kept = unique(call.receiver)
    return change_array(call, kept, perhaps_nil=True) if call.name == "uniq!" else kept


@method(list, names="map! collect!")
def map_in_place(call: Call) -> Ruby:
    call.receiver[:] = [call.run_block(item) for item in list(call.receiver)]
    return call.receiver


@method(list, name="fill", unknowns=True)
def fill(call: Call) -> Ruby:
    call.receiver[:] = [call.required()] * len(call.receiver)
    return call.receiver
