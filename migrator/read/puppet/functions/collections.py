"""Functions of lists and hashes, and of what kind a value is."""

from __future__ import annotations

from collections.abc import Iterable

from migrator.read.puppet.functions.registry import FunctionCall, calculation, function
from migrator.read.puppet.values import MAX_ITEMS, Puppet, flat, to_text, truth
from migrator.values import Unknown


@function("each")
def each(call: FunctionCall) -> Puppet:
    """`$list.each |$item| { … }`, with two parameters also the place or key."""
    for arguments in _turns(call):
        call.run(*arguments)
    return call.argument(0)


@function("map")
def mapped(call: FunctionCall) -> Puppet:
    """`$list.map |$item| { … }`."""
    return [call.run(*arguments) for arguments in _turns(call)]


@function("filter")
def filtered(call: FunctionCall) -> Puppet:
    """`$list.filter |$item| { … }`."""
    value = call.argument(0)
    turns = list(_turns(call))
    kept = [turn for turn in turns if truth(call.run(*turn))]
    if isinstance(value, dict):
        keys = {turn[0] if len(turn) > 1 else turn[0][0] for turn in kept}
        return {key: item for key, item in value.items() if key in keys}
    return [turn[-1] for turn in kept]


@function("with")
def with_values(call: FunctionCall) -> Puppet:
    """`with(1) |$x| { … }`."""
    return call.run(*call.arguments)


def _turns(call: FunctionCall) -> Iterable[tuple[Puppet, ...]]:
    """The arguments of each turn of a loop."""
    value, block = call.argument(0), call.node.block
    if isinstance(value, Unknown):
        why = f"the loop is not followed, because {value.reason}"
        call.compiler.recording.cannot_follow(call.compiler.source, call.node.line, why)
        return
    several = block is not None and len(block.parameters) > 1
    pairs = value.items() if isinstance(value, dict) else enumerate(flat([value]))
    for key, item in list(pairs)[:MAX_ITEMS]:
        if several:
            yield key, item
        else:
            yield ([key, item] if isinstance(value, dict) else item,)


@function("pick pick_default")
def pick(call: FunctionCall) -> Puppet:
    """The first argument that is neither undef nor empty."""
    return next((value for value in call.arguments if value not in (None, "")), None)


@calculation("merge")
def merge(call: FunctionCall) -> Puppet:
    """Hashes laid over one another."""
    found: dict[str, Puppet] = {}
    for value in call.arguments:
        found.update(value if isinstance(value, dict) else {})
    return found


@calculation("concat flatten any2array unique union")
def lists(call: FunctionCall) -> Puppet:
    """Lists out of lists."""
    found = flat(call.arguments)[:MAX_ITEMS]
    if call.name in ("unique", "union"):
        return [item for place, item in enumerate(found) if item not in found[:place]]
    return found


@calculation("size length count")
def size(call: FunctionCall) -> Puppet:
    """How long a list, hash or text is."""
    return len(call.argument(0) or "")


@calculation("empty")
def empty(call: FunctionCall) -> Puppet:
    """Whether there is nothing in it."""
    return call.argument(0) in (None, "", [], {})


@calculation("member has_key has_value")
def member(call: FunctionCall) -> Puppet:
    """Whether a list has an item, or a hash a key."""
    return str(to_text(call.argument(1))) in [str(to_text(each)) for each in call.argument(0)]


@calculation("keys values")
def of_hash(call: FunctionCall) -> Puppet:
    """The keys or values of a hash."""
    return list(getattr(call.argument(0), call.name)())


@calculation("prefix suffix")
def affixed(call: FunctionCall) -> Puppet:
    """A text before or behind each item."""
    own = str(to_text(call.argument(1, "")))
    before, behind = (own, "") if call.name == "prefix" else ("", own)
    return [f"{before}{to_text(item)}{behind}" for item in flat(call.argument(0))]


@calculation("delete difference delete_undef_values reject")
def without(call: FunctionCall) -> Puppet:
    """A list without some of its items."""
    unwanted = flat(call.argument(1)) if call.name != "delete_undef_values" else [None]
    return [item for item in flat(call.argument(0)) if item not in unwanted]


@calculation("sort reverse_each")
def sorted_items(call: FunctionCall) -> Puppet:
    """A list in order."""
    return sorted(flat(call.argument(0)), key=lambda item: str(to_text(item)))


@calculation("str2bool num2bool bool2str")
def truths(call: FunctionCall) -> Puppet:
    """Truth values from and to texts."""
    value = str(to_text(call.argument(0))).lower()
    decided = value in ("true", "1", "t", "y", "yes", "on")
    return ("true" if decided else "false") if call.name == "bool2str" else decided


@calculation("is_string is_array is_hash is_integer is_bool is_numeric")
def kinds(call: FunctionCall) -> Puppet:
    """What kind of value it is."""
    value = call.argument(0)
    wanted: dict[str, tuple[type, ...]] = {
        "is_string": (str,), "is_array": (list,), "is_hash": (dict,), "is_integer": (int,),
        "is_bool": (bool,), "is_numeric": (int, float),
    }  # fmt: skip
    return isinstance(value, wanted[call.name]) and (
        call.name == "is_bool" or not isinstance(value, bool)
    )


@calculation("range")
def numbers(call: FunctionCall) -> Puppet:
    """`range(1, 3)`."""
    first, last = (int(str(to_text(call.argument(place)))) for place in range(2))
    return list(range(first, min(last + 1, first + MAX_ITEMS)))
