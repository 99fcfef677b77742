"""What a shell script does, command by command: the shell reader's result.

Nothing here knows of packages or services.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from migrator.values import Text


@dataclass(frozen=True)
class Remote:
    """The content of an address that was downloaded and never read by us."""

    url: Text


@dataclass(frozen=True)
class Redirect:
    """One redirection: the operator as written and the expanded target."""

    operator: str
    target: Text


@dataclass(frozen=True)
class Unit:
    """One entry for the ledger: a simple command, a pipeline or an assignment.

    The units of a script are in order and together cover every command of its
    syntax tree exactly once; what stands inside a unit (a command substitution,
    a script given to `bash -c`) belongs to it. `skipped` says why the unit does
    not run on a fresh machine (its function is never called, its branch not taken, an
    `exit` comes before), None when it runs.
    """

    source: str
    line: int
    end_line: int
    text: str
    skipped: str | None = None


@dataclass(frozen=True)
class Command:
    """One command that would run, with its words expanded.

    `argv` is without the wrappers that only change who runs it (sudo, env,
    nohup, time); those are in `wrappers`. `unit` is the index of the ledger entry that it
    belongs to. A command inside `bash -c`, a sourced file or a function has the
    unit of the place where that text stands when it is a file of the repository,
    else that of the caller. `runs` is set when the command executes a script
    that was downloaded: `curl URL | bash`, `wget -O f URL; bash f`, `bash <(curl URL)`;
    `argv` then holds the interpreter or file and its arguments. `assumed` names
    the condition that was decided as on a fresh machine to get here. `follows` names what was
    followed in the command's stead, whose own commands come next: a script (of the
    repository or written before) or a function.
    """

    argv: tuple[Text, ...]
    unit: int
    source: str
    line: int
    user: str = "root"
    home: str = "/root"
    cwd: Text = "/root"
    environment: Mapping[str, Text] = field(default_factory=dict)
    assignments: Mapping[str, Text] = field(default_factory=dict)
    stdin: Text | Remote | None = None
    redirects: tuple[Redirect, ...] = ()
    wrappers: tuple[str, ...] = ()
    background: bool = False
    runs: Remote | None = None
    assumed: tuple[str, ...] = ()
    follows: str | None = None


@dataclass(frozen=True)
class GuestFile:
    """A file of the guest that the script wrote or changed.

    `content` is a `Remote` for a download and an Unknown where some of it could
    not be computed. `unit` is the entry that wrote it last, `source` and `line` its
    place. Where the box brings a file of its own (`/etc/hosts`, `.bashrc`) to which
    the script only adds, `content` is what was added and `added` is true.
    """

    path: str
    content: Text | Remote
    unit: int
    source: str
    line: int
    added: bool = False


@dataclass(frozen=True)
class GuestState:
    """What a guest holds between two provisioners, to be handed to the next one.

    `users` maps accounts to their homes, beyond root and vagrant. `files` has those
    of all provisioners so far; their `unit` counts in the trace that wrote them.
    """

    files: Mapping[str, GuestFile] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    users: Mapping[str, str] = field(default_factory=dict)
    directories: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()
    mentioned: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Trace:
    """One provisioner's script, followed from its first line to its last.

    `files` are those that this script wrote; `state` is the guest afterwards.

    `exported` is the environment at the end; `unreadable` lists the places whose
    effect could not be followed, as (source, line, why).
    """

    units: tuple[Unit, ...]
    commands: tuple[Command, ...]
    files: tuple[GuestFile, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    exported: Mapping[str, Text] = field(default_factory=dict)
    unreadable: tuple[tuple[str, int, str], ...] = ()
    state: GuestState = field(default_factory=GuestState)
