"""Struct and OpenStruct."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby.matching import same
from migrator.read.vagrantfile.ruby.methods.arrays import dig_into
from migrator.read.vagrantfile.ruby.methods.modules import invoke_class_body, writer
from migrator.read.vagrantfile.ruby.registry import Call, method
from migrator.read.vagrantfile.ruby.values import Hash, Instance, Module, Ruby, Symbol, text_of
from migrator.values import Unknown


def new_struct(call: Call) -> Ruby:
    """`Struct.new(:a, :b) { … }`: a class with these members."""
    members = [each for each in call.positional() if not isinstance(each, Unknown)]
    name = text_of(members.pop(0)) if members and isinstance(members[0], str) else "Struct"
    made = Module(name, True)
    made.members = tuple(text_of(each) for each in members)
    made.keyword_init = bool(call.options().get(Symbol("keyword_init")))
    for member in made.members:
        made.methods[member] = _reader(member)
        made.methods[f"{member}="] = writer(member)
    for name, answer in (("to_h", to_h), ("to_a", to_a), ("members", members_of), ("[]", read)):
        made.methods[name] = answer
    made.methods.update({"[]=": write, "each": each, "==": equals, "values": to_a, "dig": _dig})
    made.methods.update({"deconstruct": to_a, "deconstruct_keys": to_h})
    made.own["members"] = lambda call: [Symbol(each) for each in made.members or ()]
    invoke_class_body(call, made)
    return made


def _reader(member: str) -> Ruby:
    return lambda call: call.receiver.variables.get(f"@{member}")


def to_h(call: Call) -> Ruby:
    """The members by their names."""
    return Hash({Symbol(name[1:]): value for name, value in call.receiver.variables.items()})


def to_a(call: Call) -> Ruby:
    """The members' values in order."""
    return list(call.receiver.variables.values())


def members_of(call: Call) -> Ruby:
    """The members' names."""
    return [Symbol(name) for name in call.receiver.module.members or ()]


def read(call: Call) -> Ruby:
    """A member by name or place."""
    which = call.required()
    if isinstance(which, int):
        return list(call.receiver.variables.values())[which]
    return call.receiver.variables.get(f"@{text_of(which)}")


def write(call: Call) -> Ruby:
    """Set a member by name."""
    call.receiver.variables[f"@{text_of(call.required())}"] = call.required(1)
    return call.required(1)


def each(call: Call) -> Ruby:
    """Give the block every value."""
    for value in list(call.receiver.variables.values()):
        call.run_block(value)
    return call.receiver


def equals(call: Call) -> Ruby:
    """Whether class and values are the same."""
    other = call.required()
    return (
        isinstance(other, Instance)
        and other.module is call.receiver.module
        and same(list(call.receiver.variables.values()), list(other.variables.values()))
    )


def new_open_struct(call: Call) -> Ruby:
    """`OpenStruct.new(hash)`: any attribute can be read and set."""
    instance = Instance(open_struct_class())
    for key, value in call.options().items():
        instance.variables[f"@{text_of(key)}"] = value
    return instance


def open_struct_class() -> Module:
    """The class of OpenStructs."""
    made = Module("OpenStruct", True)
    made.methods["method_missing"] = _any_attribute
    made.methods.update({"to_h": to_h, "[]": read, "[]=": write, "respond_to?": _has, "==": equals})
    made.methods["each_pair"] = _each_pair
    made.methods["dig"] = _dig
    return made


def _dig(call: Call) -> Ruby:
    return dig_into(call, read(call), call.arguments[1:])


def _any_attribute(call: Call) -> Ruby:
    name = text_of(call.required())
    if name.endswith("="):
        call.receiver.variables[f"@{name[:-1]}"] = call.required(1)
        return call.required(1)
    return call.receiver.variables.get(f"@{name}")


def _has(call: Call) -> Ruby:
    return f"@{text_of(call.required())}" in call.receiver.variables


def _each_pair(call: Call) -> Ruby:
    for name, value in list(call.receiver.variables.items()):
        call.run_block(Symbol(name[1:]), value)
    return call.receiver


@method(Instance, name="to_json")
def to_json(call: Call) -> Ruby:
    return call.unknown("the JSON of an object is not followed")
