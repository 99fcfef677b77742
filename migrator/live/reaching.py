"""From the ways in which guests are named to the evidence of what they hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from migrator.errors import ExitCode, MigrationError
from migrator.evidence import Evidence
from migrator.live.address import GuestAddress, parse_address
from migrator.live.inspection import inspect_directory, inspect_each
from migrator.live.recorded import load_transcript
from migrator.live.sources import UNNAMED, GuestSources
from migrator.live.ssh import addresses_in
from migrator.probes.inspect import inspect_machine


def look_inside(root: Path, expected: Sequence[str], sources: GuestSources) -> tuple[Evidence, ...]:
    """What the guests hold. `expected` are the machines that the files define.

    MigrationError: exit code 3 for a transcript that is none, 2 for a name that no
    machine has, 4 when no guest can be reached.
    """
    if not sources.named:
        return inspect_directory(root, expected)
    evidence = [*_replayed(expected, sources.transcripts)]
    addresses = reached(expected, sources)
    if addresses:
        evidence += inspect_each(addresses)
    return tuple(evidence)


def reached(expected: Sequence[str], sources: GuestSources) -> tuple[GuestAddress, ...]:
    """The addresses of the guests that are named by SSH, each with its machine."""
    found = [
        parse_address(text, machine=_fitted(name, expected))
        for name, text in sources.addresses.items()
    ]
    if sources.ssh_config is not None:
        found += _configured(sources.ssh_config, expected)
    return tuple(found)


def _replayed(expected: Sequence[str], transcripts: Mapping[str, Path]) -> Iterator[Evidence]:
    for name, path in transcripts.items():
        session = load_transcript(path)
        recorded = session.machine if session.machine in expected else UNNAMED
        yield from inspect_machine(session, _fitted(name or recorded, expected))


def _configured(path: Path, expected: Sequence[str]) -> list[GuestAddress]:
    """The hosts of the file that are machines; a single host may be called anything."""
    hosts = addresses_in(path)
    known = [host for host in hosts if host.machine in expected]
    if known or not expected:
        return known or list(hosts)
    if len(hosts) == 1:
        only = hosts[0]
        return [replace(only, machine=_fitted(UNNAMED, expected))]
    raise _wrong(
        f"{path} has no host that is called like a machine of the Vagrantfile.",
        f"Name one of its hosts {_listed(expected)}, or use --ssh user@host:port.",
    )


def _fitted(name: str, expected: Sequence[str]) -> str:
    """The machine that a name means; the only one, where none was given."""
    if name == UNNAMED:
        if len(expected) > 1:
            raise _wrong(
                f"The Vagrantfile defines several machines: {_listed(expected)}.",
                "Say which one it is, as MACHINE=….",
            )
        return expected[0] if expected else "default"
    if expected and name not in expected:
        raise _wrong(
            f"The Vagrantfile defines no machine {name!r}.", f"Name one of: {_listed(expected)}."
        )
    return name


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)


def _wrong(message: str, what_next: str) -> MigrationError:
    return MigrationError(message, next=what_next, exit_code=ExitCode.USAGE)
