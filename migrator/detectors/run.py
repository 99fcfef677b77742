"""Runs the detectors over what a machine's provisioning does, and stamps the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from migrator.detectors.registry import Registered, for_address, for_file, for_program
from migrator.detectors.startup import at_start
from migrator.evidence import (
    UNRECOGNISED,
    Evidence,
    Furniture,
    Observation,
    Origin,
    Unreadable,
)
from migrator.steps import Step
from migrator.trace import Command, GuestFile
from migrator.values import Unknown


def observe_commands(
    commands: Iterable[Command], steps: tuple[Step, ...], machine: str
) -> Iterator[Evidence]:
    """Yield the evidence of each command in order; a command nobody knows yields none."""
    for command in commands:
        for detector in _detectors_for(command) or [Registered("run.nobody", unrecognised)]:
            for observation in detector.run(command):
                step = steps[command.unit]
                yield Evidence(
                    machine,
                    at_start(observation, command, always=step.run == "always"),
                    Origin(command.source, command.line, step.text, command.unit),
                    by=detector.name,
                    certainty="likely" if command.assumed else "certain",
                )


def _detectors_for(command: Command) -> list[Registered]:
    if command.follows is not None:
        return [Registered("run.followed", followed)]
    if command.runs is not None:
        return for_address(str(command.runs.url))
    if not command.argv:
        return for_program("") if command.assignments else []
    program = command.argv[0]
    if isinstance(program, Unknown):
        return []
    return for_program(PurePosixPath(program).name)


def unrecognised(command: Command) -> Iterator[Observation]:
    """A command that nobody declares: it must not hide behind others of its pipeline."""
    program = str(command.argv[0]) if command.argv else ""
    if program and command.runs is None:
        yield Unreadable(program, UNRECOGNISED)


def followed(command: Command) -> Iterator[Observation]:
    """A call of a function or script whose own commands stand in the ledger themselves."""
    yield Furniture(f"runs {command.follows}; what it does stands where its commands are")


def observe_files(
    files: Iterable[GuestFile], steps: tuple[Step, ...], machine: str
) -> Iterator[Evidence]:
    """Yield the evidence of the files that provisioning left in the guest."""
    by_path = {file.path: file for file in files}
    for file in by_path.values():
        for name, detector in for_file(file.path):
            for line, observation in detector(file, by_path):
                yield Evidence(machine, observation, _in_file(file, line, steps), by=name)


def _in_file(file: GuestFile, line: int, steps: tuple[Step, ...]) -> Origin:
    """Where a line of a guest's file comes from: its own line in a heredoc, else its writer's.

    The excerpt names the guest's file, because what stands at that place may only copy it.
    """
    step = steps[file.unit]
    lines = file.content.splitlines() if isinstance(file.content, str) else []
    excerpt = f"{file.path}: {lines[line].strip()}" if line < len(lines) else step.text
    written_here = step.source == file.source and step.end_line > file.line
    at = min(file.line + 1 + line, step.end_line) if written_here else file.line
    return Origin(file.source, at, excerpt, file.unit)


def unreadable(what: str, value: Unknown) -> Unreadable:
    """The observation for a value that could not be computed."""
    return Unreadable(what, f"{value}: {value.reason}")
