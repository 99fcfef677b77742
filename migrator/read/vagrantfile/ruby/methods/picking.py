"""Methods that pick items by a pattern, or cut a collection where a block says so."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby.control import Incalculable
from migrator.read.vagrantfile.ruby.matching import case_equal, same
from migrator.read.vagrantfile.ruby.methods.enumerables import WALKED, items, passes
from migrator.read.vagrantfile.ruby.registry import Call, method
from migrator.read.vagrantfile.ruby.values import Ruby


@method(*WALKED, names="grep grep_v")
def grep(call: Call) -> Ruby:
    kept: list[Ruby] = []
    for item in items(call.receiver):
        answer = case_equal(call.run, call.required(), item, call.node)
        decided = call.run.decide(answer, call.node)
        if decided is None:
            raise Incalculable("it depends on a value that is not known")
        if decided is (call.name == "grep"):
            kept.append(item if call.block is None else call.run_block(item))
    return kept


@method(*WALKED, names="slice_when chunk_while")
def cut(call: Call) -> Ruby:
    """The runs of neighbours: cut where the block holds, or kept together where it does."""
    runs: list[list[Ruby]] = []
    for item in items(call.receiver):
        together = False
        if runs:
            decided = call.holds(runs[-1][-1], item)
            if decided is None:
                raise Incalculable("it depends on a value that is not known")
            together = decided is (call.name == "chunk_while")
        if together:
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


@method(list, name="rindex")
def last_place(call: Call) -> Ruby:
    for place, item in reversed(list(enumerate(call.receiver))):
        if same(item, call.arguments[0]) if call.arguments else passes(call, item):
            return place
    return None


@method(list, name="rassoc")
def pair_of_value(call: Call) -> Ruby:
    pairs = (item for item in call.receiver if isinstance(item, list) and len(item) > 1)
    return next((item for item in pairs if same(item[1], call.required())), None)


@method(dict, names="take drop uniq find_all find_index flatten")
def as_array(call: Call) -> Ruby:
    """What the array of a hash's pairs answers; `flatten` opens only the pairs themselves."""
    from migrator.read.vagrantfile.ruby.calls import call_method

    arguments = call.arguments
    if call.name == "flatten" and not arguments:
        arguments = [1]
    pairs = items(call.receiver)
    return call_method(call.run, pairs, call.name, arguments, call.block, call.node)


@method(list, dict, names="deconstruct deconstruct_keys")
def itself(call: Call) -> Ruby:
    return call.receiver
