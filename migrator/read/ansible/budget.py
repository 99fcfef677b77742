"""How much work one playbook may cause."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

MAX_STEPS = 150_000
MAX_VOLUME = 16 * 1024 * 1024
ONE_STEPS = 20_000
ONE_VOLUME = 2 * 1024 * 1024
MAX_TEXT = 256 * 1024
MAX_ITEMS = 10_000

Value = TypeVar("Value")


class Spent(Exception):
    """The playbook asks for more than is computed."""


class Budget:
    """Counts steps and the size of what they make; raises `Spent` at the end of either.

    One template (with those in the variables that it uses) may take a part of the whole,
    so that a hostile one does not leave the others without.
    """

    def __init__(self) -> None:
        self.steps = 0
        self.volume = 0
        self.last_step = MAX_STEPS
        self.last_volume = MAX_VOLUME
        self.open = False

    @contextmanager
    def one(self) -> Iterator[None]:
        """Count what happens inside as one template; one inside another is part of it."""
        if self.open:
            yield
            return
        self.open = True
        self.last_step = min(MAX_STEPS, self.steps + ONE_STEPS)
        self.last_volume = min(MAX_VOLUME, self.volume + ONE_VOLUME)
        try:
            yield
        finally:
            self.open = False
            self.last_step, self.last_volume = MAX_STEPS, MAX_VOLUME

    def step(self) -> None:
        self.steps += 1
        if self.steps > self.last_step:
            raise Spent("its templates need more steps than are taken")

    def reserve(self, size: int, limit: int = MAX_TEXT) -> None:
        """Count a text or list of `size` before it is made."""
        self.volume += size
        if size > limit or self.volume > self.last_volume:
            raise Spent("its templates make texts that are too large")

    def fits(self, value: Value) -> Value:
        """Count a value that was made."""
        if isinstance(value, str):
            self.reserve(len(value))
        elif isinstance(value, (list, dict, tuple)):
            self.reserve(weight(value), MAX_ITEMS)
        return value


def weight(value: object) -> int:
    """How many values a list or mapping holds, those inside it too, counted a little beyond the
    limit: a list that holds itself twice, thirty times over, is small and yet has no end."""
    count = 0
    pending = [value]
    while pending and count <= MAX_ITEMS:
        one = pending.pop()
        count += 1
        if isinstance(one, dict):
            pending.extend(one.values())
        elif isinstance(one, (list, tuple)):
            pending.extend(one)
    return count
