"""Recording what running machines answer, for looking into them later and elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from migrator.evidence import Unreadable
from migrator.live.address import GuestAddress
from migrator.live.reaching import reached
from migrator.live.recorded import Recorder
from migrator.live.session import Session
from migrator.live.sources import GuestSources
from migrator.live.ssh import connect
from migrator.live.vagrant import running_machines
from migrator.probes.inspect import inspect_machine

Connect = Callable[[GuestAddress], AbstractContextManager[Session]]


@dataclass(frozen=True)
class Snapshot:
    """One machine's transcript as text, and what could not be read of it."""

    machine: str
    transcript: str
    unreadable: tuple[str, ...]


def take_snapshots(
    root: Path, machines: Sequence[str], sources: GuestSources, connect: Connect = connect
) -> list[Snapshot]:
    """Record the machines that are named, or all that run in a Vagrant directory.

    MigrationError (exit code 4) when one cannot be reached.
    """
    if sources.named:
        addresses = reached(machines, sources)
    else:
        addresses = running_machines(root, machines).running
    return [_taken(address, connect) for address in addresses]


def _taken(address: GuestAddress, connect: Connect) -> Snapshot:
    with connect(address) as session:
        recorder = Recorder(session, address.machine)
        evidence = inspect_machine(recorder, address.machine)
    unreadable = [
        f"{item.observation.what}: {item.observation.why}"
        for item in evidence
        if isinstance(item.observation, Unreadable)
    ]
    return Snapshot(address.machine, recorder.transcript(), tuple(unreadable))


def places(out: Path, snapshots: Sequence[Snapshot]) -> list[tuple[Path, Snapshot]]:
    """Where each transcript goes: `out`, or one `NAME.MACHINE.json` each for several."""
    if len(snapshots) == 1:
        return [(out, snapshots[0])]
    return [(out.with_name(f"{out.stem}.{each.machine}{out.suffix}"), each) for each in snapshots]
