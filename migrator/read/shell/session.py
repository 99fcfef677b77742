"""What all shells of one run share, and the limits that hold for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from migrator.read.project import Project
from migrator.read.shell.files import Files
from migrator.read.shell.guest import Guest
from migrator.read.shell.ledger import Book
from migrator.read.shell.nodes import Node
from migrator.read.shell.status import TRUE, Exhausted, Status
from migrator.trace import Command, GuestState
from migrator.values import Unknown

if TYPE_CHECKING:
    from migrator.read.shell.state import Shell

MAX_STEPS = 20_000
MAX_VOLUME = 8 * 1024 * 1024
MAX_WORK = 20_000_000
MAX_DEPTH = 48

Execute = Callable[["Shell", Sequence[Node]], Status]


def _nothing(shell: Shell, nodes: Sequence[Node]) -> Status:
    return TRUE


class Session:
    """What all shells of one run share: files, ledger, commands, limits.

    `execute` runs statements; the evaluator puts itself there, so that words can
    run substitutions without importing it.
    """

    def __init__(self, project: Project, guest: Guest, state: GuestState) -> None:
        self.project = project
        self.guest = guest
        self.files = Files(guest, project, state)
        self.users: dict[str, str] = {"root": "/root", "vagrant": "/home/vagrant", **state.users}
        self.mentioned: set[str] = set(state.mentioned)
        self.book = Book()
        self.commands: list[Command] = []
        self.unreadable: list[tuple[str, int, str]] = []
        self.unknowns: list[Unknown] = []
        self.active: list[str] = []
        self.depth = 0
        self.steps = 0
        self.volume = 0
        self.effort = 0
        self.descriptors = 63
        self.execute: Execute = _nothing

    def step(self) -> None:
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise Exhausted("it runs more commands than are followed")

    def spend(self, size: int) -> None:
        self.volume += size
        if self.volume > MAX_VOLUME:
            raise Exhausted("its texts grow larger than is followed")

    def state(self) -> GuestState:
        """What the next provisioner finds."""
        files = self.files
        kept = {path: file for path, file in files.files.items() if not path.startswith("/dev/")}
        return GuestState(
            kept,
            dict(files.links),
            dict(self.users),
            frozenset(files.directories),
            frozenset(files.removed),
            frozenset(self.mentioned),
        )

    def work(self, effort: int) -> None:
        """Count comparisons of patterns and expressions."""
        self.effort += effort
        if self.effort > MAX_WORK:
            raise Exhausted("its patterns take longer than is followed")

    @contextmanager
    def deeper(self) -> Iterator[bool]:
        """Count one level of nesting; gives whether it may still be followed."""
        self.depth += 1
        try:
            yield self.depth <= MAX_DEPTH
        finally:
            self.depth -= 1
