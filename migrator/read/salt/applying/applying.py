"""Applying one state: its guards, its names, its function."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from migrator.read.ansible.values import listed, truth
from migrator.read.salt.applying.registry import APPLIES, Applying
from migrator.read.salt.compiler import Compiler, text_of
from migrator.read.salt.states import State, arguments_of
from migrator.values import Text, Unknown

MAX_NAMES = 200
ONLY_WHEN_TOLD = frozenset({"cmd.wait", "cmd.wait_script", "module.wait"})


def apply_all(compiler: Compiler, states: Sequence[State]) -> None:
    """Apply the states; a unit none of whose states is applied says why in the ledger."""
    reasons: dict[int, str] = {}
    for state in states:
        reason = _held_back(compiler, state)
        if reason is None:
            _apply(compiler, state)
        else:
            reasons.setdefault(state.unit, reason)
    applied = {state.unit for state in states if state.applied}
    for unit, reason in reasons.items():
        if unit not in applied:
            compiler.recording.skip(unit, reason)


def _apply(compiler: Compiler, state: State) -> None:
    state.applied = True
    for name, given in _named(state):
        applying = Applying(compiler.recording, state, compiler, name, given)
        function = APPLIES.get(state.function)
        if function is None:
            applying.note(name)
        else:
            function(applying)


def _named(state: State) -> Iterator[tuple[Text, Mapping[str, Any]]]:
    """Each of the state's `names` with its own arguments; else its `name`, else its id."""
    if "names" not in state.arguments:
        name = state.value("name")
        yield (state.id if name is None else text_of(name)), state.arguments
        return
    for one in listed(state.value("names"))[:MAX_NAMES]:
        if isinstance(one, Mapping):
            for name, extra in one.items():
                yield str(name), {**state.arguments, **arguments_of(extra)}
        else:
            yield text_of(one), state.arguments


def _held_back(compiler: Compiler, state: State) -> str | None:
    """Why the state is not applied; what cannot be told is taken as on a fresh machine."""
    if state.function in ONLY_WHEN_TOLD and not _is_told(state):
        return "it runs only when a state that it watches changes something"
    if "onchanges" in state.arguments and state.watched and not _is_told(state):
        return "nothing that it waits for changes on a fresh machine"
    if state.value("onfail") is not None:
        return "it runs only when another state fails"
    recording = compiler.recording
    for word in ("unless", "onlyif"):
        told = [recording.holds(each, state.unit) for each in _conditions(state.value(word))]
        # All that is said after `unless` has to hold, and nothing after `onlyif` may fail.
        if (word == "unless" and told and all(told)) or (word == "onlyif" and False in told):
            return f"its {word} says so on a fresh machine"
        if None in told:
            state.assumed += (f"{word} is decided as on a fresh machine",)
    for path in listed(state.value("creates")):
        if isinstance(path, str) and recording.holds(f"test -e '{path}'", state.unit):
            return f"{path} is there already"
    return None


def _is_told(state: State) -> bool:
    return any(other.applied for other in state.watched)


def _conditions(value: Any) -> Iterator[Text]:
    for one in listed(value):
        if isinstance(one, (str, Unknown)):
            yield one
        elif isinstance(one, bool):
            yield "true" if truth(one) else "false"
