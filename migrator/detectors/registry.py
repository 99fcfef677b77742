"""How a detector declares what it reads, and how the runner finds it.

A detector is a function with one of the decorators below; it yields bare
observations, and the runner stamps each with its machine, file and line. Every module of
this package is imported by `load_detectors`, so a new detector is a new function in
a new or existing file and nothing else.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import migrator.detectors
from migrator.evidence import Observation
from migrator.trace import Command, GuestFile

CommandDetector = Callable[[Command], Iterable[Observation]]
FileDetector = Callable[[GuestFile, Mapping[str, GuestFile]], Iterable[tuple[int, Observation]]]


@dataclass(frozen=True)
class Registered:
    """One detector and the name that its evidence carries."""

    name: str
    run: CommandDetector


_by_command: dict[str, list[Registered]] = {}
_by_address: list[tuple[re.Pattern[str], Registered]] = []
_by_file: list[tuple[re.Pattern[str], str, FileDetector]] = []


def recognises(*programs: str) -> Callable[[CommandDetector], CommandDetector]:
    """Declare a detector for commands by the base name of their program.

    The empty name stands for a line that only assigns variables.
    """

    def register(detector: CommandDetector) -> CommandDetector:
        for program in programs:
            _by_command.setdefault(program, []).append(Registered(_name(detector), detector))
        return detector

    return register


def recognises_download(address: str) -> Callable[[CommandDetector], CommandDetector]:
    """Declare a detector for commands that run a downloaded script, by its address.

    `address` is a regular expression searched in the script's URL.
    """

    def register(detector: CommandDetector) -> CommandDetector:
        _by_address.append((re.compile(address), Registered(_name(detector), detector)))
        return detector

    return register


def recognises_file(path: str) -> Callable[[FileDetector], FileDetector]:
    """Declare a detector for files that provisioning leaves in the guest.

    `path` is a regular expression that the whole path matches; the detector gets the
    file and all files by path, and yields (line of the file from 0, observation).
    """

    def register(detector: FileDetector) -> FileDetector:
        _by_file.append((re.compile(path), _name(detector), detector))
        return detector

    return register


def _name(detector: Callable[..., object]) -> str:
    module = detector.__module__.rpartition(".")[2]
    return f"{module}.{getattr(detector, '__name__', '?')}"


@functools.cache
def load_detectors() -> None:
    """Import every module of the package, once, so that its detectors are registered."""
    for module in pkgutil.iter_modules(migrator.detectors.__path__):
        importlib.import_module(f"migrator.detectors.{module.name}")


def for_program(name: str) -> list[Registered]:
    """The detectors declared for a program's base name."""
    load_detectors()
    return _by_command.get(name, [])


def for_address(url: str) -> list[Registered]:
    """The detectors whose address is found in a downloaded script's URL."""
    load_detectors()
    return [detector for pattern, detector in _by_address if pattern.search(url)]


def for_file(path: str) -> list[tuple[str, FileDetector]]:
    """The detectors declared for a path of the guest, with their names."""
    load_detectors()
    return [(name, detector) for pattern, name, detector in _by_file if pattern.fullmatch(path)]


def declared() -> list[str]:
    """The names of all detectors, sorted: what the completeness test goes through."""
    load_detectors()
    from_commands = {entry.name for entries in _by_command.values() for entry in entries}
    from_addresses = {entry.name for _, entry in _by_address}
    return sorted(from_commands | from_addresses | {name for _, name, _ in _by_file})
