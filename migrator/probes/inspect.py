"""Runs the probes in one machine and stamps what they see.

Nothing is lost in silence: a command that is missing, refused, cut short or not
understood becomes `Unreadable` evidence, and the next one is asked.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from migrator.evidence import Evidence, Observation, Origin, Unreadable
from migrator.live.session import Answer, GuestCommand, Session, Unanswered
from migrator.probes.registry import NotUnderstood, Probe, declared
from migrator.redact import redact

# A reading that finds more than this has not read what it was made for.
MAX_SIGHTINGS = 5_000
_NOT_FOUND = 127
_EXCERPT_LENGTH = 200


@dataclass(frozen=True)
class _Guest:
    session: Session
    machine: str
    is_root: bool
    has_sudo: bool

    def command_of(self, probe: Probe) -> GuestCommand:
        return dataclasses.replace(probe.command, root=probe.command.root and self.has_sudo)

    def place(self, command: GuestCommand) -> str:
        as_root = self.is_root or command.root
        return f"{self.machine}{'#' if as_root else '$'} {command.title or command.text}"


@dataclass(frozen=True)
class _Outcome:
    """What one probe saw, or why it saw nothing (`missing`: the guest has no such command)."""

    probe: Probe
    evidence: tuple[Evidence, ...] = ()
    why: str | None = None
    missing: bool = False


def inspect_machine(session: Session, machine: str) -> tuple[Evidence, ...]:
    """Everything the probes see in one running machine, in the probes' order."""
    guest, evidence = _meet(session, machine)
    everything = declared()
    substitutes = {probe.instead_of for probe in everything if probe.instead_of}
    for probe in everything:
        if probe.instead_of is not None:
            continue
        outcomes = [_run(guest, probe)]
        if outcomes[0].why is not None and probe.name in substitutes:
            outcomes += [
                _run(guest, other) for other in everything if other.instead_of == probe.name
            ]
        evidence += _settle(guest, outcomes)
    return tuple(evidence)


def _meet(session: Session, machine: str) -> tuple[_Guest, list[Evidence]]:
    """Find out as whom the commands run, and whether sudo helps without a password."""
    is_root = _said(session, GuestCommand("id -u")) == "0"
    has_sudo = not is_root and _said(session, GuestCommand("id -u", root=True)) == "0"
    guest = _Guest(session, machine, is_root, has_sudo)
    if is_root or has_sudo:
        return guest, []
    refused = Unreadable(
        "what only root may see", "sudo needs a password: other users' processes are left out"
    )
    return guest, [_stamp(guest, GuestCommand("sudo -n id -u"), "inspect.sudo", refused)]


def _said(session: Session, command: GuestCommand) -> str | None:
    try:
        answer = session.run(command)
    except Unanswered:
        return None
    return answer.stdout.strip() if answer.exit_status == 0 else None


def _run(guest: _Guest, probe: Probe) -> _Outcome:
    command = guest.command_of(probe)
    try:
        answer = guest.session.run(command)
        if answer.exit_status == _NOT_FOUND:
            return _Outcome(probe, why="the machine has no such command", missing=True)
        if not answer.truncated and answer.exit_status not in probe.exits:
            return _Outcome(probe, why=f"it failed with exit status {answer.exit_status}")
        return _Outcome(probe, tuple(_read(guest, probe, command, answer)))
    except (Unanswered, NotUnderstood) as error:
        return _Outcome(probe, why=str(error))


def _read(guest: _Guest, probe: Probe, command: GuestCommand, answer: Answer) -> Iterator[Evidence]:
    # The last line of an output that was cut may be half a line.
    output = answer.stdout.rpartition("\n")[0] if answer.truncated else answer.stdout
    lines = output.split("\n")
    count = 0
    for line, observation in itertools.islice(probe.read(output), MAX_SIGHTINGS):
        count += 1
        excerpt = lines[line - 1].strip() if 0 < line <= len(lines) else ""
        yield _stamp(guest, command, probe.name, observation, line or None, excerpt)
    if answer.truncated or count == MAX_SIGHTINGS:
        cut = Unreadable(f"the rest of {probe.about}", "there was too much of it to read")
        yield _stamp(guest, command, probe.name, cut)


def _settle(guest: _Guest, outcomes: list[_Outcome]) -> list[Evidence]:
    """The evidence of a probe or its substitutes; why there is none, when none answered."""
    answered = [outcome for outcome in outcomes if outcome.why is None]
    if answered:
        return [item for outcome in answered for item in outcome.evidence]
    first = outcomes[0]
    if first.probe.optional and first.missing:
        return []
    unreadable = Unreadable(first.probe.about, _reasons(outcomes))
    return [_stamp(guest, guest.command_of(first.probe), first.probe.name, unreadable)]


def _reasons(outcomes: list[_Outcome]) -> str:
    """Why each command gave no answer; said once when it is the same for all."""
    reasons = {outcome.why or "" for outcome in outcomes}
    if len(reasons) == 1:
        return reasons.pop()
    commands = [outcome.probe.command for outcome in outcomes]
    return "; ".join(
        f"`{command.title or command.text}`: {outcome.why}"
        for command, outcome in zip(commands, outcomes, strict=True)
    )


def _stamp(
    guest: _Guest,
    command: GuestCommand,
    by: str,
    observation: Observation,
    line: int | None = None,
    excerpt: str = "",
) -> Evidence:
    masked = redact(excerpt)[:_EXCERPT_LENGTH]
    origin = Origin(guest.place(command), line, masked)
    return Evidence(guest.machine, observation, origin, by=by, method="live")
