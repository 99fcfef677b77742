"""Methods of hashes that other collections do not have."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby.control import WrongUse
from migrator.read.vagrantfile.ruby.keys import as_key, store, unkey
from migrator.read.vagrantfile.ruby.matching import same
from migrator.read.vagrantfile.ruby.methods.arrays import dig_into
from migrator.read.vagrantfile.ruby.registry import Call, method
from migrator.read.vagrantfile.ruby.texts import inspect
from migrator.read.vagrantfile.ruby.values import Hash, NativeProc, Proc, Ruby
from migrator.values import Unknown


def look_up(call: Call, values: Ruby, key: Ruby) -> Ruby:
    """The value of a key, or what the hash gives for a missing one."""
    if as_key(key) in values:
        return values[as_key(key)]
    if isinstance(values, Hash):
        if values.unsure is not None:
            return values.unsure
        if isinstance(values.default, (Proc, NativeProc)):
            from migrator.read.vagrantfile.ruby.procs import invoke

            return invoke(call.run, values.default, [values, key], call.node)
        return values.default
    return None


@method(dict, name="[]")
def element(call: Call) -> Ruby:
    return look_up(call, call.receiver, call.required())


@method(dict, names="[]= store", unknowns=True)
def set_element(call: Call) -> Ruby:
    store(call.receiver, call.arguments[0], call.arguments[-1])
    return call.arguments[-1]


@method(dict, name="fetch", unknowns=True)
def fetch(call: Call) -> Ruby:
    key = call.required()
    if isinstance(key, Unknown):
        return key
    if as_key(key) in call.receiver:
        return call.receiver[as_key(key)]
    if getattr(call.receiver, "unsure", None) is not None:
        return call.receiver.unsure
    if call.block is not None:
        return call.run_block(key)
    if len(call.arguments) > 1:
        return call.arguments[1]
    raise WrongUse(f"key not found: {inspect(key)}", "KeyError")


@method(dict, name="dig")
def dig(call: Call) -> Ruby:
    return dig_into(call, call.receiver, call.arguments)


@method(dict, names="key? has_key? include? member?")
def has_key(call: Call) -> Ruby:
    if as_key(call.required()) in call.receiver:
        return True
    unsure = getattr(call.receiver, "unsure", None)
    return unsure if unsure is not None else False


@method(dict, names="value? has_value?")
def has_value(call: Call) -> Ruby:
    return any(same(value, call.required()) for value in call.receiver.values())


@method(dict, name="key")
def key_of(call: Call) -> Ruby:
    values = call.receiver.items()
    return next((unkey(key) for key, value in values if same(value, call.required())), None)


@method(dict, name="assoc")
def pair_of(call: Call) -> Ruby:
    key = as_key(call.required())
    return [call.required(), call.receiver[key]] if key in call.receiver else None


@method(dict, name="keys")
def keys(call: Call) -> Ruby:
    return [unkey(key) for key in call.receiver]


@method(dict, name="values")
def values(call: Call) -> Ruby:
    return list(call.receiver.values())


@method(dict, names="values_at fetch_values")
def values_at(call: Call) -> Ruby:
    return [look_up(call, call.receiver, key) for key in call.arguments]


@method(dict, names="length size")
def length(call: Call) -> Ruby:
    return len(call.receiver)


@method(dict, name="each_pair")
def each_pair(call: Call) -> Ruby:
    for key, value in list(call.receiver.items()):
        call.run_block([unkey(key), value])
    return call.receiver


@method(dict, names="each_key each_value")
def each_part(call: Call) -> Ruby:
    for key, value in list(call.receiver.items()):
        call.run_block(unkey(key) if call.name == "each_key" else value)
    return call.receiver


@method(dict, name="invert")
def invert(call: Call) -> Ruby:
    return Hash({as_key(value): unkey(key) for key, value in call.receiver.items()})


@method(dict, name="compact")
def compact(call: Call) -> Ruby:
    return Hash({key: value for key, value in call.receiver.items() if value is not None})


@method(dict, names="to_h to_hash")
def to_h(call: Call) -> Ruby:
    if call.block is None:
        return call.receiver
    result = Hash()
    for key, value in call.receiver.items():
        pair = call.run_block(unkey(key), value)
        if isinstance(pair, Unknown):
            return pair
        store(result, pair[0], pair[1])
    return result


@method(dict, name="first")
def first(call: Call) -> Ruby:
    pairs = [[unkey(key), value] for key, value in call.receiver.items()]
    if call.arguments:
        return pairs[: call.arguments[0]]
    return pairs[0] if pairs else None


@method(dict, name="default")
def default(call: Call) -> Ruby:
    return getattr(call.receiver, "default", None)


@method(dict, name="==", unknowns=True)
def equals(call: Call) -> Ruby:
    return same(call.receiver, call.required())


@method(dict, names="compare_by_identity rehash")
def itself(call: Call) -> Ruby:
    return call.receiver
