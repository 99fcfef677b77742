"""The units of every followed script: which ran, and why the others did not."""

from __future__ import annotations

from dataclasses import dataclass

from migrator.read.shell.nodes import Script
from migrator.trace import Unit

NOT_REACHED = "it is not reached"


@dataclass
class Placed:
    """A script of the repository that is followed: where it stands and its first unit."""

    script: Script
    source: str
    line: int
    base: int
    caller: int | None


class Book:
    """Units under provisional numbers, in the order in which scripts were met.

    `finish` puts the units of a script behind the unit that called it.
    """

    def __init__(self) -> None:
        self.placed: dict[tuple[str, int, str], Placed] = {}
        self.order: list[Placed] = []
        self.ran: set[int] = set()
        self.reasons: dict[int, str] = {}
        self.size = 0

    def place(
        self, script: Script, source: str, line: int, text: str, caller: int | None
    ) -> Placed:
        """Register a script; the second call of the same one has the units of the first."""
        key = (source, line, text)
        if key not in self.placed:
            placed = Placed(script, source, line, self.size, caller)
            self.placed[key] = placed
            self.order.append(placed)
            self.size += len(script.spans)
        return self.placed[key]

    def skip(self, first: int, after: int, reason: str) -> None:
        """Say why the units do not run; the last reason counts."""
        for unit in range(first, after):
            if unit not in self.ran:
                self.reasons[unit] = reason

    def finish(self) -> tuple[tuple[Unit, ...], list[int]]:
        """All units in order, and for each provisional number its final one."""
        children: dict[int, list[Placed]] = {}
        for placed in self.order:
            if placed.caller is not None:
                children.setdefault(placed.caller, []).append(placed)
        final = [0] * self.size
        units: list[Unit] = []
        pending: list[tuple[Placed, int]] = [
            (placed, 0) for placed in reversed(self.order) if placed.caller is None
        ]
        while pending:
            placed, index = pending.pop()
            if index == len(placed.script.spans):
                continue
            number = placed.base + index
            final[number] = len(units)
            units.append(self._unit(placed, index))
            pending.append((placed, index + 1))
            pending.extend((child, 0) for child in reversed(children.get(number, [])))
        return tuple(units), final

    def _unit(self, placed: Placed, index: int) -> Unit:
        span, number = placed.script.spans[index], placed.base + index
        skipped = None if number in self.ran else self.reasons.get(number, NOT_REACHED)
        shift = placed.line - 1
        return Unit(placed.source, span.line + shift, span.end + shift, span.text, skipped)
