"""From a place where guests run to the evidence of what runs in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from migrator.errors import ExitCode, MigrationError
from migrator.evidence import Evidence, Origin, Unreadable
from migrator.live.address import GuestAddress
from migrator.live.ssh import connect
from migrator.live.vagrant import running_machines
from migrator.probes.inspect import inspect_machine

Inspect = Callable[[GuestAddress], tuple[Evidence, ...]]


def inspect_guest(address: GuestAddress) -> tuple[Evidence, ...]:
    """What one guest holds.

    MigrationError (exit code 4) when it cannot be reached, or is lost before it told anything.
    """
    with connect(address) as session:
        return told_something(inspect_machine(session, address.machine), address)


def told_something(evidence: tuple[Evidence, ...], address: GuestAddress) -> tuple[Evidence, ...]:
    """The same evidence; MigrationError (exit code 4) when all of it is unreadable."""
    reasons = [
        item.observation.why for item in evidence if isinstance(item.observation, Unreadable)
    ]
    if len(reasons) < len(evidence):
        return evidence
    raise MigrationError(
        f"Machine '{address.machine}' ({address}) told nothing: {reasons[-1]}.",
        next="See whether it still runs and try again, or leave out --live.",
        exit_code=ExitCode.ENVIRONMENT,
    )


def inspect_directory(
    root: Path, expected: Sequence[str] = (), inspect: Inspect = inspect_guest
) -> tuple[Evidence, ...]:
    """What every running machine of a Vagrant directory holds.

    `expected` are the machines that the files define. One that Vagrant does not know, that
    does not run, or that cannot be reached while another can, is unreadable.
    MigrationError (exit code 4) when there is nothing to be read at all.
    """
    machines = running_machines(root)
    evidence = inspect_each(machines.running, inspect)
    running = {address.machine for address in machines.running}
    unknown = {name: "not known to it" for name in expected if name not in running}
    return (*evidence, *_stopped({**unknown, **machines.stopped}))


def inspect_each(
    addresses: Sequence[GuestAddress], inspect: Inspect = inspect_guest
) -> tuple[Evidence, ...]:
    """What several guests hold; one that cannot be reached while another can is unreadable.

    MigrationError (exit code 4) when none can be reached.
    """
    evidence: list[Evidence] = []
    refused: list[tuple[GuestAddress, MigrationError]] = []
    for address in addresses:
        try:
            evidence += inspect(address)
        except MigrationError as error:
            refused.append((address, error))
    if not evidence and refused:
        raise refused[0][1]
    return (*evidence, *(_unreachable(address, error) for address, error in refused))


def _unreachable(address: GuestAddress, error: MigrationError) -> Evidence:
    seen = Unreadable("the running machine", error.message)
    origin = Origin(f"ssh {address}")
    return Evidence(address.machine, seen, origin, by="live.ssh", method="live")


def _stopped(states: Mapping[str, str]) -> list[Evidence]:
    origin = Origin("vagrant status")
    return [
        Evidence(
            name,
            Unreadable("the running machine", f"Vagrant says that it is {state}"),
            origin,
            by="live.vagrant",
            method="live",
        )
        for name, state in sorted(states.items())
    ]
