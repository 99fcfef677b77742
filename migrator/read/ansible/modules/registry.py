"""How a module declares the shell commands that do the same, and what it may say."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Union

from migrator.read.ansible.values import Undefined, as_text, listed, truth
from migrator.read.shell import Guest
from migrator.trace import Remote
from migrator.values import Text, Unknown


@dataclass(frozen=True)
class Invoke:
    """One command, as a shell would run it; `reads` is the file on its standard input."""

    argv: tuple[Text, ...]
    stdin: Text | None = None
    cwd: Text | None = None
    environment: Mapping[str, Text] = field(default_factory=dict)
    reads: Text | None = None


@dataclass(frozen=True)
class Follow:
    """A shell script's text, followed by the shell reader."""

    script: Text
    cwd: Text | None = None
    stdin: Text | None = None


@dataclass(frozen=True)
class FollowFile:
    """A script of the repository or of the guest, copied to the machine and run there."""

    name: Text
    arguments: Text = ""
    cwd: Text | None = None


@dataclass(frozen=True)
class Write:
    """A file's content; `source` is the repository's file that it comes from, if one."""

    path: Text
    content: Text | Remote
    source: str | None = None


@dataclass(frozen=True)
class Copy:
    """A file or folder of the repository put into the guest; templates are computed first."""

    name: Text
    path: Text
    template: bool = False


Action = Union[Invoke, Follow, FollowFile, Write, Copy]


@dataclass(frozen=True)
class Arguments:
    """A task's arguments, computed; `free` is what stands there without a name.

    `read` gives the known text of a guest's file, None where there is none.
    """

    given: Mapping[str, Any]
    free: Any
    guest: Guest
    read: Callable[[str], Text | None]
    user: str = "root"

    def value(self, *names: str) -> Any:
        """The first of the arguments that is given, None when none is."""
        for name in names:
            found = self.given.get(name)
            if found is not None and not isinstance(found, Undefined):
                return found
            if isinstance(found, Undefined):
                return Unknown(found.reason, found.source, found.line)
        return None

    def text(self, *names: str) -> Text | None:
        found = self.value(*names)
        return None if found is None else as_text(found)

    def texts(self, *names: str) -> list[Text]:
        """A list argument: a list, or words with commas between them."""
        found: list[Text] = []
        for item in listed(self.value(*names)):
            if isinstance(item, str):
                found += [part.strip() for part in item.split(",") if part.strip()]
            else:
                found.append(as_text(item))
        return found

    def word(self, name: str, default: str = "") -> str:
        """A word such as `state`; the default where it is not given or not known."""
        found = self.value(name)
        return default if found is None or isinstance(found, Unknown) else str(found).lower()

    def flag(self, *names: str) -> bool:
        """Whether an argument is given and true."""
        return truth(self.value(*names)) is True

    @property
    def absent(self) -> bool:
        """Whether the task takes something away."""
        return self.word("state") in {"absent", "removed", "uninstalled", "purged"}


Module = Callable[[Arguments], Iterator[Action]]
MODULES: dict[str, Module] = {}


def module(*names: str) -> Callable[[Module], Module]:
    """Declare what the modules called `names` do, as shell commands."""

    def declare(handler: Module) -> Module:
        for name in names:
            MODULES[name] = handler
        return handler

    return declare


def run(*words: Text | None, **more: Any) -> Invoke:
    """A command of those words that are there."""
    return Invoke(tuple(word for word in words if word is not None), **more)


def option(name: str, value: Text | None) -> tuple[Text, ...]:
    """`name value` where there is a value, nothing else."""
    return () if value is None or value == "" else (name, value)


def quoted(text: Text) -> Text:
    """A word as it stands in a shell's line."""
    return shlex.quote(text) if isinstance(text, str) else text
