"""The machines of a directory are inspected one by one, and one that fails costs only itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.errors import ExitCode, MigrationError
from migrator.evidence import Evidence, GuestSystem, Origin, Unreadable
from migrator.live import inspect_running
from migrator.live.address import GuestAddress
from migrator.live.inspection import inspect_directory, told_something
from tests.live.fake_vagrant import FakeVagrant, status


class Guests:
    """Guests that answer with their distribution, but for those that refuse."""

    def __init__(self, *refusing: str) -> None:
        self._refusing = refusing

    def inspect(self, address: GuestAddress) -> tuple[Evidence, ...]:
        if address.machine in self._refusing:
            raise MigrationError(
                f"Machine '{address.machine}' refused the login.",
                next="Try ssh.",
                exit_code=ExitCode.ENVIRONMENT,
            )
        system = GuestSystem("debian", "12", "bookworm")
        return (Evidence(address.machine, system, Origin("cat"), by="test", method="live"),)


def seen(evidence: tuple[Evidence, ...]) -> list[tuple[str | None, str]]:
    """The machine and the kind of each piece of evidence."""
    return [(item.machine, type(item.observation).__name__) for item in evidence]


def test_every_running_machine_is_inspected(vagrant: FakeVagrant, tmp_path: Path) -> None:
    vagrant.answers(status(web="running", db="running"))

    evidence = inspect_directory(tmp_path, inspect=Guests().inspect)

    assert seen(evidence) == [("web", "GuestSystem"), ("db", "GuestSystem")]


def test_a_machine_that_does_not_run_is_unreadable(vagrant: FakeVagrant, tmp_path: Path) -> None:
    vagrant.answers(status(web="running", db="poweroff"))

    evidence = inspect_directory(tmp_path, inspect=Guests().inspect)

    assert evidence[-1].machine == "db"
    assert evidence[-1].observation == Unreadable(
        "the running machine", "Vagrant says that it is powered off"
    )


def test_a_machine_that_only_the_files_know_is_unreadable(
    vagrant: FakeVagrant, tmp_path: Path
) -> None:
    vagrant.answers(status(web="running"))

    evidence = inspect_directory(tmp_path, ["web", "cache"], Guests().inspect)

    assert seen(evidence) == [("web", "GuestSystem"), ("cache", "Unreadable")]


def test_a_machine_that_refuses_costs_only_itself(vagrant: FakeVagrant, tmp_path: Path) -> None:
    vagrant.answers(status(web="running", db="running"))

    evidence = inspect_directory(tmp_path, inspect=Guests("web").inspect)

    assert seen(evidence) == [("db", "GuestSystem"), ("web", "Unreadable")]


def test_when_every_machine_refuses_there_is_an_error(vagrant: FakeVagrant, tmp_path: Path) -> None:
    vagrant.answers(status(web="running", db="running"))

    with pytest.raises(MigrationError, match="refused the login"):
        inspect_directory(tmp_path, inspect=Guests("web", "db").inspect)


def test_without_a_running_machine_there_is_an_error(vagrant: FakeVagrant, tmp_path: Path) -> None:
    vagrant.answers(status(web="not_created"))

    with pytest.raises(MigrationError) as caught:
        inspect_running(tmp_path)

    assert caught.value.exit_code == ExitCode.ENVIRONMENT


def test_a_guest_that_is_lost_before_it_told_anything_is_an_error() -> None:
    address = GuestAddress("web", "10.0.0.1")
    lost = Unreadable("the running services", "the connection to web was lost")
    system = GuestSystem("debian", "12", "bookworm")
    evidence = [
        Evidence("web", seen_, Origin("web$ cat"), by="test", method="live")
        for seen_ in (lost, system)
    ]

    assert told_something(tuple(evidence), address) == tuple(evidence)
    with pytest.raises(MigrationError, match="told nothing: the connection to web was lost"):
        told_something(tuple(evidence[:1]), address)
