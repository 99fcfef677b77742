"""What a command is given and what comes of it: calls, statuses, jumps, places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from migrator.read.shell.ledger import Placed
from migrator.read.shell.nodes import Script
from migrator.trace import Redirect
from migrator.values import Text, Unknown


@dataclass(frozen=True)
class Status:
    """A command's exit status, and why it is thought to be so.

    `known`: it follows from the text; `success`: a command is taken to succeed;
    `fresh`: it is so on a fresh machine.
    """

    ok: bool
    basis: Literal["known", "success", "fresh"] = "known"

    def __invert__(self) -> Status:
        return Status(not self.ok, self.basis)


TRUE, FALSE = Status(True), Status(False)
DONE = Status(True, "success")
ABSENT, PRESENT = Status(False, "fresh"), Status(True, "fresh")


@dataclass(frozen=True)
class Downloaded(Unknown):
    """A text that is the content of an address: `$(curl URL)`."""

    url: Text = ""


class Exhausted(Exception):
    """The script is too long to follow to its end."""


class Leave(Exception):
    """A jump out of the statements at hand; `reason` is why what comes next is skipped."""

    def __init__(self, reason: str, status: Status = TRUE, levels: int = 1) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status
        self.levels = levels


class Exit(Leave):
    """`exit`, and whatever else ends the shell."""


class Return(Leave):
    """`return` from a function or a sourced file."""


class Break(Leave):
    """`break` out of a loop."""


class Continue(Leave):
    """`continue` with the next turn of a loop."""


@dataclass(frozen=True)
class Frame:
    """Where the statements at hand stand.

    A text that is not a file of the repository (`bash -c`, a heredoc) has no `placed`:
    all of it belongs to the unit and line of its caller.
    """

    source: str
    line: int
    placed: Placed | None
    unit: int
    script: Script

    def unit_of(self, unit: int) -> int:
        return self.unit if self.placed is None else self.placed.base + unit

    def line_of(self, line: int) -> int:
        return self.line if self.placed is None else self.line + line - 1


@dataclass(frozen=True)
class Call:
    """A command about to run: its expanded words and what was said around them."""

    argv: tuple[Text, ...]
    redirects: tuple[Redirect, ...] = ()
    assignments: Mapping[str, Text] = field(default_factory=dict)
    arrays: Mapping[str, dict[str, Text]] = field(default_factory=dict)
    wrappers: tuple[str, ...] = ()

    def words(self) -> list[str]:
        """The words as text, an unknown one with a mark in it."""
        return [str(word) for word in self.argv]
