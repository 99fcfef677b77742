"""The state of one followed playbook: its guest, its ledger, its limits."""

from __future__ import annotations

import posixpath
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from migrator.read.ansible.budget import Budget
from migrator.read.ansible.documents import Block
from migrator.read.ansible.inventory import Inventory
from migrator.read.ansible.invocation import Invocation
from migrator.read.ansible.library import Library
from migrator.read.ansible.scope import Scope
from migrator.read.project import Project
from migrator.read.shell.nodes import Script, Span
from migrator.read.shell.session import Session
from migrator.read.shell.state import Shell
from migrator.read.shell.status import Frame

MAX_TASKS = 4_000
MAX_INCLUSION = 24
MAX_RECURSION = 2
MAX_UNIT_LINES = 40
MAX_UNIT_TEXT = 2_000
ALWAYS = frozenset({"always"})
"""The tags of what runs whichever tags were asked for, such as a handler that was notified."""
INCLUDE = "ansible:include"
"""The command that stands for an include; what it does, the included tasks do."""
MOUNT = "/.ansible"
"""Where the repository is seen by tasks that copy from it or run its scripts: Ansible brings such
files from wherever it runs to a folder of this name in the guest."""


@dataclass(frozen=True)
class Context:
    """What the tasks of a file have from around them: play, role, blocks, imports.

    `source` is the file, `folders` where the files that tasks name are looked for,
    `conditions` the `when` of everything around, `tags` theirs. `active` are the files that
    are being included. `inside` is the ledger's entry
    and the line that all tasks belong to where they stand in no file of the repository.
    """

    scope: Scope
    source: str
    folders: tuple[str, ...] = ()
    conditions: tuple[Any, ...] = ()
    tags: frozenset[str] = frozenset()
    become: Any = False
    become_user: Any = None
    user: Any = "vagrant"
    environment: tuple[Mapping[str, Any], ...] = ()
    assumed: tuple[str, ...] = ()
    delegate: Any = None
    depth: int = 0
    active: tuple[str, ...] = ()
    inside: tuple[int, int] | None = None

    def place(self, task: Block) -> tuple[str, int]:
        """The file and line that a task's commands are from."""
        return self.source, task.line if self.inside is None else self.inside[1]


@dataclass(frozen=True)
class Handler:
    """A task that runs at the end when another one notifies it by one of its `names`."""

    task: Block
    context: Context
    names: tuple[str, ...]


Execute = Callable[["Run", Any, Context], None]


def nothing(run: Run, tasks: Any, context: Context) -> None:
    """What a run does with tasks before it is told how to run them."""


def no_handlers(run: Run) -> None:
    """What a run does at a flush of handlers before it is told how to run them."""


@dataclass
class Run:
    """What all plays of one run share.

    `registered` holds what tasks register and `set_fact` sets, `included` what
    `include_vars` reads; `results` the names that depend on a task's outcome. `notified` are
    the handlers that are called for. The variables of a play's roles are seen by
    its later roles, too: `shared_defaults` and `shared_variables`. `settings` are the
    folder of ansible.cfg and what it says. `execute` runs a list of
    tasks and `flush` the handlers; the reader puts them there, so that includes and roles
    need not import it.
    """

    project: Project
    invocation: Invocation
    library: Library
    session: Session
    base: Shell
    inventory: Inventory
    budget: Budget = field(default_factory=Budget)
    registered: dict[str, Any] = field(default_factory=dict)
    included: dict[str, Any] = field(default_factory=dict)
    results: set[str] = field(default_factory=set)
    notified: list[str] = field(default_factory=list)
    role_folders: tuple[str, ...] = ()
    role_sources: dict[str, str] = field(default_factory=dict)
    roles_done: set[str] = field(default_factory=set)
    shared_defaults: dict[str, Any] = field(default_factory=dict)
    shared_variables: dict[str, Any] = field(default_factory=dict)
    handlers: list[Handler] = field(default_factory=list)
    settings: tuple[str, Mapping[str, str]] = field(default_factory=lambda: ("", {}))
    tasks: int = 0
    execute: Execute = nothing
    flush: Callable[[Run], None] = no_handlers

    def unit(self, context: Context, task: Block) -> int:
        """The ledger's entry for a task, the same one each time it is met."""
        if context.inside is not None:
            return context.inside[0]
        text = excerpt(self.library.lines(context.source), task.line, task.end_line)
        return self.entry(context.source, task.line, text or "task")

    def entry(self, source: str, line: int, text: str) -> int:
        """The ledger's entry for a text of a file."""
        script = Script((), (Span(1, 1 + text.count("\n"), text, 0, len(text)),), ())
        return self.session.book.place(script, source, line, text, None).base

    def guest_path(self, path: str) -> str:
        """The guest's path of a file of the repository: in a synced folder when Ansible runs
        in the guest, else under `MOUNT`."""
        if self.invocation.in_guest:
            for guest, folder in sorted(self.session.guest.folders.items()):
                relative = posixpath.relpath(path, folder)
                if not relative.startswith(".."):
                    return posixpath.normpath(posixpath.join(guest, relative))
        return posixpath.normpath(posixpath.join(MOUNT, path))

    def ran(self, unit: int) -> None:
        self.session.book.ran.add(unit)

    def skip(self, unit: int, reason: str) -> None:
        self.session.book.skip(unit, unit + 1, reason)

    def shell(self, unit: int, source: str, line: int) -> Shell:
        """A shell of its own for one task."""
        shell = self.base.spawn()
        shell.frame = Frame(source, line, None, unit, Script((), (), ()))
        shell.unit, shell.line = unit, line
        return shell


def excerpt(written: list[str], line: int, end_line: int) -> str:
    """The lines of a task, without what follows it, shifted to the left, bounded."""
    lines = written[line - 1 : min(end_line, line + MAX_UNIT_LINES)]
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    if lines:
        # The first line's dash counts as the blank that it stands for.
        head = lines[0]
        dash = head.lstrip().startswith("- ")
        lines[0] = head.replace("- ", "  ", 1) if dash else head
    return textwrap.dedent("\n".join(lines)).strip("\n")[:MAX_UNIT_TEXT]
