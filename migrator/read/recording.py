"""Provisioning that is not a shell script, told as the shell commands that it comes to.

The readers of recipes, manifests and states declare one unit a resource and say
what it does to a guest; the trace that results is the one that the shell reader gives.
"""

from __future__ import annotations

import posixpath
import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from migrator.machine import Machine, Provisioner
from migrator.read.project import NotReadable, Project
from migrator.read.shell import Guest, decide, follow
from migrator.read.shell.files import FILES as BOX_FILES
from migrator.read.shell.texts import join
from migrator.trace import Command, GuestFile, GuestState, Remote, Trace, Unit
from migrator.values import Text, Unknown

MAX_UNITS = 5000
MAX_TEXT = 4000
MAX_PLACED = 500


@dataclass(frozen=True)
class Setting:
    """Where a provisioner runs: its options, the repository, and the guest as it was left.

    `vagrantfile` is the root-relative path of the file that paths are relative to, `machine`
    the one that is set up, `machines` the names of all.
    """

    provisioner: Provisioner
    project: Project
    vagrantfile: str
    guest: Guest
    state: GuestState
    machine: Machine
    machines: tuple[str, ...] = ()

    def path(self, text: str) -> str:
        """A path of the Vagrantfile as one relative to the repository's root."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.vagrantfile), text))


Reader = Callable[[Setting], Trace]


@dataclass(frozen=True)
class Account:
    """Who a command runs as, from where, and with which environment.

    `assumed` names the conditions that were decided as on a fresh machine to get here.
    """

    user: str = "root"
    home: str | None = None
    cwd: Text | None = None
    environment: Mapping[str, Text] = field(default_factory=dict)
    assumed: tuple[str, ...] = ()


ROOT = Account()


class Recording:
    """Units, commands and files in the order in which resources are applied."""

    def __init__(self, project: Project, guest: Guest, state: GuestState) -> None:
        self.project = project
        self.guest = guest
        self.state = state
        self.units: list[Unit] = []
        self._ranks: list[tuple[int, ...]] = []
        self.commands: list[Command] = []
        self.files: dict[str, GuestFile] = {}
        self.unreadable: dict[tuple[str, int, str], None] = {}

    @property
    def is_full(self) -> bool:
        """Whether no more resources are followed."""
        return len(self.units) >= MAX_UNITS

    def unit(
        self, source: str, line: int, end_line: int, text: str, *, inside: int | None = None
    ) -> int:
        """Declare an entry of the ledger and return its number.

        It comes last, or behind the unit that it is `inside` of.
        """
        return self._declare(Unit(source, line, max(line, end_line), text[:MAX_TEXT]), inside)

    def _declare(self, unit: Unit, inside: int | None) -> int:
        number = len(self.units)
        self.units.append(unit)
        self._ranks.append((*(() if inside is None else self._ranks[inside]), number))
        return number

    def skip(self, unit: int, reason: str) -> None:
        """Say why a unit does not run on a fresh machine."""
        self.units[unit] = replace(self.units[unit], skipped=reason)

    def cannot_follow(self, source: str, line: int, why: str) -> None:
        """Note a place whose effect is not known."""
        self.unreadable[(source, line, why)] = None

    def command(self, unit: int, argv: Sequence[Text], account: Account = ROOT) -> None:
        """Add one command; a word that is not known stays so."""
        entry = self.units[unit]
        home = account.home or self._home(account.user)
        self.commands.append(
            Command(
                tuple(argv),
                unit,
                entry.source,
                entry.line,
                account.user,
                home,
                home if account.cwd is None else account.cwd,
                account.environment,
                assumed=account.assumed,
            )
        )

    def run(self, unit: int, argv: Sequence[Text], account: Account = ROOT) -> None:
        """Follow one command, so that its effect on the guest's files is known as well."""
        if all(isinstance(word, str) for word in argv):
            self.script(unit, shlex.join(str(word) for word in argv), account=account)
        else:
            self.command(unit, argv, account)

    def script(
        self,
        unit: int,
        text: Text,
        *,
        line: int | None = None,
        account: Account = ROOT,
        args: tuple[Text, ...] = (),
    ) -> None:
        """Follow a shell script that is part of a unit.

        `line` is where its first line stands in the unit's file; without one all
        of its commands stand where the unit does. Scripts of the repository that it
        calls have units of their own behind it.
        """
        entry = self.units[unit]
        trace = follow(
            text,
            source=entry.source,
            line=line or entry.line,
            project=self.project,
            guest=self.guest,
            args=args,
            environment=account.environment,
            user=account.user,
            home=account.home,
            cwd=account.cwd,
            state=self.state,
        )
        self._merge(trace, unit, account.assumed, own_lines=line is not None)

    def _merge(self, trace: Trace, unit: int, assumed: tuple[str, ...], own_lines: bool) -> None:
        """Take a followed script over; what stands in the unit's own file belongs to it."""
        own = self.units[unit]
        numbers: list[int] = []
        for other in trace.units:
            if other.source == own.source:
                numbers.append(unit)
            else:
                numbers.append(self._declare(other, unit))

        def line_of(source: str, line: int) -> int:
            return line if own_lines or source != own.source else own.line

        for command in trace.commands:
            line = line_of(command.source, command.line)
            self.commands.append(
                replace(
                    command,
                    unit=numbers[command.unit],
                    line=line,
                    assumed=(*assumed, *command.assumed),
                )
            )
        for file in trace.files:
            line = line_of(file.source, file.line)
            self.files[file.path] = replace(file, unit=numbers[file.unit], line=line)
        for source, line, why in trace.unreadable:
            self.cannot_follow(source, line_of(source, line), why)
        self.state = trace.state

    def holds(self, condition: Text, unit: int) -> bool | None:
        """Whether a shell condition holds on the guest as it is now.

        None where it rests on a command of which nothing is known.
        """
        entry = self.units[unit]
        status = decide(
            condition,
            source=entry.source,
            line=entry.line,
            project=self.project,
            guest=self.guest,
            state=self.state,
        )
        return None if status.basis == "success" else status.ok

    def write(
        self,
        unit: int,
        path: str,
        content: Text | Remote,
        at: tuple[str, int] | None = None,
    ) -> None:
        """Put a file into the guest; `at` is where its first line stands in the repository."""
        entry = self.units[unit]
        source, line = at or (entry.source, entry.line)
        path = posixpath.normpath("/" + path.lstrip("/"))
        file = GuestFile(path, content, unit, source, line)
        self.files[path] = file
        links = {name: target for name, target in self.state.links.items() if name != path}
        self.state = replace(
            self.state,
            files={**self.state.files, path: file},
            links=links,
            removed=self.state.removed - {path},
        )

    def append(self, unit: int, path: str, text: Text) -> None:
        """Add to a file of the guest; a file that the box brings has its own text before."""
        before = self.state.files.get(path)
        if before is None:
            self.write(unit, path, text)
            self.files[path] = replace(self.files[path], added=path in BOX_FILES)
        else:
            content: Text = "" if isinstance(before.content, Remote) else before.content
            self.write(unit, path, join((content, text)))
            self.files[path] = replace(self.files[path], added=before.added)
        self.state = replace(self.state, files={**self.state.files, path: self.files[path]})

    def place_folder(self, unit: int, path: str, host: str) -> None:
        """Put the files of a folder of the repository into a folder of the guest."""
        for name in self.project.below(host, MAX_PLACED):
            self.place(unit, posixpath.join(path, name), posixpath.join(host, name))

    def place(self, unit: int, path: str, host: str) -> None:
        """Put a file of the repository into the guest; what cannot be read has no known text."""
        entry = self.units[unit]
        try:
            content: Text = self.project.text_for_guest(host)
        except NotReadable as error:
            content = Unknown(f"{host} cannot be read: {error}", entry.source, entry.line)
            self.cannot_follow(entry.source, entry.line, content.reason)
        self.write(unit, path, content, (host, 1))

    def _home(self, user: str) -> str:
        return {"root": "/root", **self.state.users}.get(user, f"/home/{user}")

    def trace(self) -> Trace:
        """Everything that was recorded, the units in order."""
        order = sorted(range(len(self.units)), key=self._ranks.__getitem__)
        final = {number: place for place, number in enumerate(order)}
        files = [self.files[path] for path in sorted(self.files)]
        return Trace(
            tuple(self.units[number] for number in order),
            tuple(replace(command, unit=final[command.unit]) for command in self.commands),
            tuple(replace(file, unit=final[file.unit]) for file in files),
            dict(self.state.links),
            unreadable=tuple(self.unreadable),
            state=self.state,
        )
