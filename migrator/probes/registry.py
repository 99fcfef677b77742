"""How a probe declares its command, and how the runner finds it.

A probe is a pure function from what one read-only command printed to sightings:
`(line of the output, observation)`, lines counted from 1, 0 for the output as a
whole. Every module of this package is imported by `load_probes`, so a new probe is
a new function in a new file and nothing else.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import migrator.probes
from migrator.evidence import Observation
from migrator.live.session import GuestCommand

Sighting = tuple[int, Observation]
Reading = Callable[[str], Iterator[Sighting]]


@dataclass(frozen=True)
class Probe:
    """One command and the reading of its output.

    `about` is what would stay unknown without an answer, in words for the report. `exits`
    are the exit statuses with which the command is known to have answered. `instead_of` names the
    probe whose command may be missing in the guest: this one runs only then.
    `optional` marks a command whose absence says nothing, such as a server that
    most machines do not have.
    """

    name: str
    command: GuestCommand
    about: str
    read: Reading
    exits: tuple[int, ...] = (0,)
    instead_of: str | None = None
    optional: bool = False


class NotUnderstood(Exception):
    """The output is not what the command prints; the text says what is missing."""


_probes: dict[str, Probe] = {}


def probes(
    command: str,
    *,
    about: str,
    title: str = "",
    root: bool = False,
    exits: tuple[int, ...] = (0,),
    instead_of: str | None = None,
    optional: bool = False,
) -> Callable[[Reading], Reading]:
    """Declare a probe; see `Probe` for what each argument means.

    `title` is shown in place of a command that is a whole script; `root` asks for
    `sudo -n`, and the command runs without where the guest refuses that.
    """

    def register(reading: Reading) -> Reading:
        module = reading.__module__.rpartition(".")[2]
        name = f"{module}.{getattr(reading, '__name__', '?')}"
        _probes[name] = Probe(
            name,
            GuestCommand(command, title, root),
            about,
            reading,
            exits,
            instead_of,
            optional,
        )
        return reading

    return register


@functools.cache
def load_probes() -> None:
    """Import every module of the package, once, so that its probes are registered."""
    for module in pkgutil.iter_modules(migrator.probes.__path__):
        importlib.import_module(f"migrator.probes.{module.name}")


def declared() -> tuple[Probe, ...]:
    """All probes by name, which is also the order in which they run."""
    load_probes()
    return tuple(_probes[name] for name in sorted(_probes))


def rows(output: str) -> Iterator[tuple[int, str]]:
    """The lines of an output that are not blank, with their numbers."""
    for number, line in enumerate(output.split("\n"), 1):
        if line.strip():
            yield number, line.rstrip()


def rows_below(output: str, header: str) -> Iterator[tuple[int, str]]:
    """The rows below the line that starts with `header`; NotUnderstood when there is none.

    A header proves that the command ran: without it an empty output would be
    taken for an empty list.
    """
    found = False
    for number, line in rows(output):
        if found:
            yield number, line
        elif line.lstrip().startswith(header):
            found = True
    if not found:
        raise NotUnderstood(f"its output has no line {header!r}")
