"""Methods that group, slice or convert the items of a collection."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby.control import Incalculable
from migrator.read.vagrantfile.ruby.keys import as_key, store
from migrator.read.vagrantfile.ruby.matching import same
from migrator.read.vagrantfile.ruby.methods.enumerables import WALKED, items, passes
from migrator.read.vagrantfile.ruby.registry import Call, method
from migrator.read.vagrantfile.ruby.values import Hash, Range, Ruby
from migrator.values import Unknown


@method(*WALKED, name="group_by")
def group_by(call: Call) -> Ruby:
    groups = Hash()
    for item in items(call.receiver):
        key = call.run_block(item)
        if isinstance(key, Unknown):
            return key
        groups.setdefault(as_key(key), []).append(item)
    return groups


@method(*WALKED, name="tally")
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


@method(*WALKED, names="to_a entries force lazy to_enum each_entry.to_a")
def to_a(call: Call) -> Ruby:
    return call.receiver if isinstance(call.receiver, list) else items(call.receiver)


@method(*WALKED, name="to_set")
def to_set(call: Call) -> Ruby:
    return unique(items(call.receiver))


def unique(found: list[Ruby]) -> list[Ruby]:
    """The items without repetitions, in order."""
    seen: dict[Ruby, Ruby] = {}
    for item in found:
        seen.setdefault(as_key(item), item)
    return list(seen.values())


@method(*WALKED, names="each_slice each_cons")
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


@method(*WALKED, name="zip")
def zipped(call: Call) -> Ruby:
    others = [items(other) for other in call.arguments]
    return [
        [item, *(other[place] if place < len(other) else None for other in others)]
        for place, item in enumerate(items(call.receiver))
    ]


@method(*WALKED, names="take_while drop_while")
def while_true(call: Call) -> Ruby:
    found = items(call.receiver)
    place = next((at for at, item in enumerate(found) if not passes(call, item)), len(found))
    return found[:place] if call.name == "take_while" else found[place:]


@method(*WALKED, name="cycle")
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
