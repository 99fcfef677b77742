"""What reaching a guest means to everyone else: one read-only command in, its answer out."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import Protocol

MAX_OUTPUT_BYTES = 1024 * 1024
COMMAND_SECONDS = 20.0
SESSION_SECONDS = 180.0

# A login over SSH often has no sbin on its PATH, where ss, mysqld and nginx live on older guests.
_PREPARATION = "exec </dev/null 2>/dev/null; PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin; "


@dataclass(frozen=True)
class GuestCommand:
    """One read-only command line for the guest's `sh`.

    `title` is what people are shown, and the key in a transcript, where the line
    itself is a long script. `root` asks for `sudo -n`.
    """

    text: str
    title: str = ""
    root: bool = False

    @property
    def shown(self) -> str:
        """The command as a person would type it."""
        return f"{'sudo ' if self.root else ''}{self.title or self.text}"


@dataclass(frozen=True)
class Answer:
    """What a command printed on standard output and how it ended.

    `exit_status` is None when the output was cut at `MAX_OUTPUT_BYTES` (`truncated`)
    and the command never got to its end.
    """

    stdout: str
    exit_status: int | None
    truncated: bool = False


class Unanswered(Exception):
    """A command that got no answer; the text says why, without a full stop."""


class Session(Protocol):
    """A guest that answers commands."""

    def run(self, command: GuestCommand) -> Answer:
        """Run one command; `Unanswered` when there is no answer to be had."""
        ...


def shell_line(command: GuestCommand) -> str:
    """The line that runs `command` whatever the account's login shell is.

    Its standard error is dropped, its input is empty, and messages are in English.
    """
    line = f"env LC_ALL=C sh -c {shlex.quote(_PREPARATION + command.text)}"
    return f"sudo -n {line}" if command.root else line


def decode(output: bytes) -> str:
    """A guest's bytes as text; what is not UTF-8 becomes replacement characters."""
    return output.decode("utf-8", "replace").replace("\r\n", "\n")
