"""The state of one followed run: what all its shells share, and what each has of its own."""

from __future__ import annotations

import copy
import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal, Union

from migrator.read.project import Project
from migrator.read.shell.files import Files, normal
from migrator.read.shell.guest import Guest
from migrator.read.shell.ledger import Book, Placed
from migrator.read.shell.nodes import Function, Node, Script
from migrator.read.shell.texts import Presumed, join
from migrator.trace import Command, GuestFile, GuestState, Redirect, Remote
from migrator.values import Text, Unknown

MAX_STEPS = 20_000
MAX_VOLUME = 8 * 1024 * 1024
MAX_WORK = 20_000_000
MAX_DEPTH = 48
MAX_MENTION = 200
HOMES = {"postgres": "/var/lib/postgresql", "www-data": "/var/www", "mysql": "/var/lib/mysql"}
"""Homes of accounts that packages create."""
UNTELLING = frozenset(
    {"[", "[[", "test", "command", "which", "type", "hash", "ls", "dpkg", "id", "getent"}
    | {"echo", "printf", "rm", "for", "export"}
)
"""Commands whose words do not show that something is there."""
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

Variable = Union[str, Unknown, "dict[str, Text]"]


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


class Shell:
    """One shell process: variables, functions, user, directory, streams."""

    def __init__(self, session: Session, frame: Frame, user: str, home: str, cwd: Text) -> None:
        self.session = session
        self.frame = frame
        self.user = user
        self.home = home
        self.cwd = cwd
        self.previous: Text = cwd
        self.stack: list[Text] = []
        self.variables: dict[str, Variable] = {}
        self.exported: set[str] = set()
        self.functions: dict[str, tuple[Function, Frame]] = {}
        self.arguments: tuple[Text, ...] = ()
        self.name: Text = "bash"
        self.file: Text = "bash"
        self.saved: list[dict[str, tuple[Variable | None, bool]]] = []
        self.errexit = False
        self.guarded = 0
        self.assumed: tuple[str, ...] = ()
        self.wrappers: tuple[str, ...] = ()
        self.background = False
        self.stdin: Text | Remote | None = None
        self.out: list[Text | Remote] | None = None
        self.last = TRUE
        self.unit = frame.unit
        self.line = frame.line
        self._environment: Mapping[str, Text] | None = None

    def fork(self) -> Shell:
        """A copy whose changes stay its own: a subshell."""
        child = copy.copy(self)
        child.variables = dict(self.variables)
        child.exported = set(self.exported)
        child.functions = dict(self.functions)
        child.stack = list(self.stack)
        child.saved = []
        return child

    def spawn(self) -> Shell:
        """A new process: it has only what is exported."""
        child = self.fork()
        child.variables = {
            name: self.variables[name] for name in self.exported if name in self.variables
        }
        child.functions = {}
        child.errexit = False
        child.guarded = 0
        return child

    # --- variables ---------------------------------------------------------------------

    def get(self, name: str) -> Variable | None:
        """A variable's value; None when it is not set."""
        if name in self.variables:
            return self.variables[name]
        return self._own(name)

    def _own(self, name: str) -> Text | None:
        """The variables that a shell sets by itself."""
        match name:
            case "HOME":
                return self.home
            case "USER" | "LOGNAME":
                return self.user
            case "PWD":
                return self.cwd
            case "OLDPWD":
                return self.previous
            case "UID" | "EUID":
                return "0" if self.user == "root" else "1000"
            case "PATH":
                return PATH
            case "HOSTNAME":
                return self.session.guest.hostname or self.unknown("the machine's host name")
            case "HOSTTYPE":
                return self.session.guest.architecture
            case "OSTYPE":
                return "linux-gnu"
            case "SHELL" | "BASH":
                return "/bin/bash"
            case "BASH_SOURCE":
                return self.file
            case "IFS":
                return " \t\n"
            case "RANDOM" | "SECONDS" | "PPID" | "BASHPID" | "SRANDOM" | "EPOCHSECONDS":
                return self.unknown(f"${name} differs in every run")
            case "LINENO":
                return str(self.line)
            case "SUDO_USER":
                return "vagrant" if self.user == "root" else None
        return None

    def text(self, name: str) -> Text:
        """A variable as text: an array by its first element, an unset one empty."""
        value = self.get(name)
        if isinstance(value, dict):
            return value.get("0", "")
        return "" if value is None else value

    def set(self, name: str, value: Variable) -> None:
        self.variables[name] = value
        if name in self.exported:
            self._environment = None
        if name == "HOME" and isinstance(value, str):
            self.home = value

    def unset(self, name: str) -> None:
        self.variables.pop(name, None)
        self.exported.discard(name)
        self._environment = None

    def export(self, name: str) -> None:
        self.exported.add(name)
        self._environment = None

    def localise(self, name: str) -> None:
        """Give `name` back its value when the function at hand returns."""
        if self.saved and name not in self.saved[-1]:
            self.saved[-1][name] = (self.variables.get(name), name in self.exported)

    def restore(self, saved: Mapping[str, tuple[Variable | None, bool]]) -> None:
        for name, (value, exported) in saved.items():
            self.unset(name)
            if value is not None:
                self.variables[name] = value
            if exported:
                self.exported.add(name)

    @property
    def environment(self) -> Mapping[str, Text]:
        """The exported variables that have a value."""
        if self._environment is None:
            self._environment = {
                name: self.text(name) for name in sorted(self.exported) if name in self.variables
            }
        return self._environment

    # --- places ------------------------------------------------------------------------

    def unknown(self, reason: str) -> Unknown:
        return Unknown(reason, self.frame.source, self.line)

    def path(self, text: Text) -> str | None:
        """An absolute path of the guest; None when it is not known."""
        if not isinstance(text, str) or not text or "\0" in text:
            return None
        if text.startswith("/"):
            return normal(text)
        return normal(posixpath.join(self.cwd, text)) if isinstance(self.cwd, str) else None

    def become(self, user: str, home: str | None) -> None:
        self.user = user
        self.home = home or self.session.users.get(user) or HOMES.get(user, f"/home/{user}")
        self.variables.pop("HOME", None)

    # --- output ------------------------------------------------------------------------

    def write(self, text: Text | Remote) -> None:
        if self.out is not None and (text != "" or isinstance(text, Presumed)):
            self.out.append(text)

    def cannot_follow(self, why: str) -> None:
        place = (self.frame.source, self.line, why)
        if place not in self.session.unreadable[-20:] and len(self.session.unreadable) < 1000:
            self.session.unreadable.append(place)

    def record(self, call: Call, *, runs: Remote | None = None, follows: str | None = None) -> None:
        """Note a command as executed."""
        self.session.step()
        argv = call.argv
        self.session.spend(sum(len(str(word)) for word in argv) + 1)
        if argv and argv[0] not in UNTELLING:
            self.session.mentioned.update(
                word for word in argv if isinstance(word, str) and len(word) <= MAX_MENTION
            )
        self.session.commands.append(
            Command(
                argv,
                self.unit,
                self.frame.source,
                self.line,
                self.user,
                self.home,
                self.cwd,
                self.environment,
                call.assignments,
                self.stdin,
                call.redirects,
                (*self.wrappers, *call.wrappers),
                self.background,
                runs,
                self.assumed,
                follows,
            )
        )

    def put(self, path: str, content: Text | Remote, *, append: bool = False, **more: bool) -> None:
        """Write a file as the current user and unit."""
        if "*" in path or "?" in path:
            return
        files = self.session.files
        added = False
        if append:
            before = files.read(path)
            if before is not None:
                content = join([as_text(before.content, self), as_text(content, self)])
                added = before.added
            else:
                added = files.is_file(path)
        files.write(
            GuestFile(
                path,
                content,
                self.unit,
                self.frame.source,
                self.line,
                self.user,
                more.get("executable", False),
                added,
            )
        )


def as_text(content: Text | Remote | None, shell: Shell) -> Text:
    """A stream's content as a text; a download is an unknown one that remembers its address."""
    if isinstance(content, Remote):
        return Downloaded(
            f"it is downloaded from {content.url}",
            shell.frame.source,
            shell.line,
            (None,),
            content.url,
        )
    return "" if content is None else content


def as_content(text: Text) -> Text | Remote:
    """The reverse of `as_text`."""
    return Remote(text.url) if isinstance(text, Downloaded) else text


def joined(stream: list[Text | Remote], shell: Shell) -> Text | Remote:
    """What was written to a stream, as one content."""
    if len(stream) == 1:
        return stream[0]
    return join([as_text(item, shell) for item in stream])
