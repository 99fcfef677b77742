"""One shell process: its variables, user, directory and streams."""

from __future__ import annotations

import copy
import posixpath
from collections.abc import Mapping
from typing import Union

from migrator.read.shell.files import normal
from migrator.read.shell.nodes import Function
from migrator.read.shell.session import Session
from migrator.read.shell.status import TRUE, Call, Downloaded, Frame
from migrator.read.shell.texts import Presumed, join
from migrator.trace import Command, GuestFile, Remote
from migrator.values import Text, Unknown

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

    def put(
        self, path: str, content: Text | Remote, *, append: bool = False, added: bool = False
    ) -> None:
        """Write a file as the current user and unit."""
        if "*" in path or "?" in path:
            return
        files = self.session.files
        if append:
            before = files.read(path)
            if before is not None:
                content = join([as_text(before.content, self), as_text(content, self)])
                added = before.added
            else:
                added = files.is_file(path)
        files.write(GuestFile(path, content, self.unit, self.frame.source, self.line, added))


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
