"""Methods of hashes that change them, or give a changed one."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby.control import Incalculable
from migrator.read.vagrantfile.ruby.keys import as_key, store, unkey
from migrator.read.vagrantfile.ruby.registry import Call, method
from migrator.read.vagrantfile.ruby.values import Hash, Ruby
from migrator.values import Unknown


@method(dict, names="merge merge! update", unknowns=True)
def merge(call: Call) -> Ruby:
    result = call.receiver if call.name != "merge" else copied(call.receiver)
    for other in call.arguments:
        if isinstance(other, Unknown):
            result.unsure = other
            continue
        if getattr(other, "unsure", None) is not None:
            result.unsure = other.unsure
        for key, value in dict(other or {}).items():
            if call.block is not None and key in result:
                value = call.run_block(unkey(key), result[key], value)
            result[key] = value
    return result


def copied(hash_: Ruby) -> Hash:
    """A hash of its own with the same entries and default."""
    result = Hash(hash_)
    result.default = getattr(hash_, "default", None)
    result.unsure = getattr(hash_, "unsure", None)
    return result


@method(dict, names="reverse_merge deep_merge deep_symbolize_keys with_indifferent_access")
def of_a_library(call: Call) -> Ruby:
    return call.unknown(f"`{call.name}` is a library's")


def _kept(call: Call, wanted: bool) -> Hash:
    result = Hash()
    for key, value in call.receiver.items():
        decided = call.holds(unkey(key), value)
        if decided is None:
            raise Incalculable("it depends on a value that is not known")
        if decided is wanted:
            result[key] = value
    return result


@method(dict, names="select filter keep_if select! filter!")
def select(call: Call) -> Ruby:
    return _in_place(call, _kept(call, True))


@method(dict, names="reject delete_if reject!")
def reject(call: Call) -> Ruby:
    return _in_place(call, _kept(call, False))


def _in_place(call: Call, kept: Hash) -> Ruby:
    if not call.name.endswith(("!", "_if")):
        return kept
    is_same = len(kept) == len(call.receiver)
    call.receiver.clear()
    call.receiver.update(kept)
    return None if is_same and call.name.endswith("!") else call.receiver


@method(dict, name="compact!")
def compact(call: Call) -> Ruby:
    return _in_place(call, Hash({k: v for k, v in call.receiver.items() if v is not None}))


@method(dict, names="slice except")
def pick(call: Call) -> Ruby:
    wanted = [as_key(key) for key in call.arguments]
    if call.name == "slice":
        return Hash({key: call.receiver[key] for key in wanted if key in call.receiver})
    return Hash({key: value for key, value in call.receiver.items() if key not in wanted})


@method(dict, name="delete")
def delete(call: Call) -> Ruby:
    key = as_key(call.required())
    if key not in call.receiver and call.block is not None:
        return call.run_block(call.required())
    return call.receiver.pop(key, None)


@method(dict, names="transform_values transform_values!")
def transform_values(call: Call) -> Ruby:
    changed = Hash({key: call.run_block(value) for key, value in call.receiver.items()})
    if call.name.endswith("!"):
        call.receiver.update(changed)
        return call.receiver
    return changed


@method(dict, names="transform_keys transform_keys!")
def transform_keys(call: Call) -> Ruby:
    changed = Hash()
    for key, value in call.receiver.items():
        renamed = call.argument(0)
        if isinstance(renamed, dict) and (call.block is None or key in renamed):
            store(changed, renamed.get(key, unkey(key)), value)
        else:
            store(changed, call.run_block(unkey(key)), value)
    if call.name.endswith("!"):
        call.receiver.clear()
        call.receiver.update(changed)
        return call.receiver
    return changed


@method(dict, names="symbolize_keys stringify_keys")
def change_keys(call: Call) -> Ruby:
    return call.unknown(f"`{call.name}` is a library's")


@method(dict, name="shift")
def shift(call: Call) -> Ruby:
    if not call.receiver:
        return None
    key = next(iter(call.receiver))
    return [unkey(key), call.receiver.pop(key)]


@method(dict, name="clear")
def clear(call: Call) -> Ruby:
    call.receiver.clear()
    return call.receiver


@method(dict, name="replace")
def replace(call: Call) -> Ruby:
    other = dict(call.required())
    call.receiver.clear()
    call.receiver.update(other)
    return call.receiver


@method(dict, name="default=", unknowns=True)
def set_default(call: Call) -> Ruby:
    call.receiver.default = call.required()
    return call.required()
