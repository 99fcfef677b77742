"""What the project's own files tell: declared versions, package scripts, the code itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from migrator.detectors.registry import for_program
from migrator.evidence import (
    Evidence,
    NodeDeclared,
    Observation,
    Origin,
    ProcessStarted,
)
from migrator.read.version_files import DeclaredVersion
from migrator.trace import Command
from migrator.values import Unknown


def observe_versions(versions: Iterable[DeclaredVersion]) -> Iterator[Evidence]:
    """Version files and the manifest's engines, as evidence."""
    for version in versions:
        yield _evidence(
            NodeDeclared(version.source, version.spec),
            version.path,
            version.line,
            version.spec,
            by="version_files",
        )


def observe_scripts(
    scripts: Iterable[tuple[str, int, tuple[Command, ...]]], manifest: str, directory: str
) -> Iterator[Evidence]:
    """The processes that package scripts start; `directory` is the package's own."""
    for name, line, commands in scripts:
        for command in commands:
            for observation in _processes(command):
                started = replace(
                    observation,
                    directory=directory,
                    manager=observation.manager,
                    development=observation.development or "dev" in name or name == "watch",
                )
                yield _evidence(
                    started, manifest, line, " ".join(map(str, command.argv)), f"script:{name}"
                )


def _processes(command: Command) -> Iterator[ProcessStarted]:
    if not command.argv or isinstance(command.argv[0], Unknown):
        return
    for detector in for_program(command.argv[0].rpartition("/")[2]):
        for observation in detector.run(command):
            if isinstance(observation, ProcessStarted):
                yield observation


def _evidence(
    observation: Observation, place: str, line: int | None, excerpt: str, by: str
) -> Evidence:
    return Evidence(None, observation, Origin(place, line, excerpt), by=by)
