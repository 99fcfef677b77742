"""The order in which states are applied: as declared, but for what their requisites ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from migrator.read.ansible.values import listed
from migrator.read.salt.states import REQUISITES, State


def ordered(states: Sequence[State]) -> list[State]:
    """The states in order; their `after` and `watched` are filled.

    Where requisites contradict one another, the order of declaration wins.
    """
    found = _Index(states)
    for state in states:
        for word in REQUISITES:
            for other in found.meant(state.value(word)):
                if word == "listen" or other is state:
                    continue
                first, second = (state, other) if word == "prereq" else (other, state)
                _relate(first, second, word)
            for other in found.meant(state.value(f"{word}_in")):
                first, second = (other, state) if word == "prereq" else (state, other)
                if word != "listen" and other is not state:
                    _relate(first, second, word)
    return _settled(sorted(states, key=_rank))


def _relate(first: State, second: State, word: str) -> None:
    second.after.append(first)
    if word in ("watch", "onchanges"):
        second.watched.append(first)


def _rank(state: State) -> int:
    """`order: first`, `order: last`, or a number, which comes before those without one."""
    order = state.value("order")
    if order == "last":
        return 2_000_000
    if order == "first":
        return -1
    return order if isinstance(order, int) and 0 <= order < 1_000_000 else 1_000_000


class _Index:
    """States by what requisites call them: `pkg: nginx`, `sls: web`, an id alone."""

    def __init__(self, states: Sequence[State]) -> None:
        self.by_name: dict[tuple[str, str], list[State]] = {}
        for state in states:
            names = [str(state.id), *(str(one) for one in _own_names(state))]
            for name in dict.fromkeys(names):
                self.by_name.setdefault((state.module, name), []).append(state)
                self.by_name.setdefault(("id", name), []).append(state)
            self.by_name.setdefault(("sls", state.sls), []).append(state)

    def meant(self, value: Any) -> Iterator[State]:
        """The states that a requisite's list names."""
        for item in listed(value):
            if isinstance(item, Mapping):
                for module, name in item.items():
                    key = (str(module).partition(".")[0], str(name))
                    yield from self.by_name.get(key, ())
            elif isinstance(item, str):
                yield from self.by_name.get(("id", item), ())


def _own_names(state: State) -> list[object]:
    return [*listed(state.value("name")), *listed(state.value("names"))]


def _settled(states: Sequence[State]) -> list[State]:
    done: dict[int, State] = {}
    opened: set[int] = set()
    for first in states:
        pending = [first]
        while pending:
            state = pending[-1]
            opened.add(id(state))
            waiting = next(
                (one for one in state.after if id(one) not in done and id(one) not in opened), None
            )
            if waiting is None:
                pending.pop()
                done.setdefault(id(state), state)
            else:
                pending.append(waiting)
    return list(done.values())
