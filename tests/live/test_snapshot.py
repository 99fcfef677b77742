"""A snapshot is a machine's transcript that replays to what the machine showed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from migrator.errors import ExitCode, MigrationError
from migrator.live.address import GuestAddress
from migrator.live.recorded import load_transcript, parse_transcript
from migrator.live.session import Answer, GuestCommand, Session, Unanswered
from migrator.live.snapshot import Snapshot, places, take_snapshots
from migrator.live.sources import UNNAMED, GuestSources
from migrator.probes.inspect import inspect_machine

GUEST = Path(__file__).parent.parent / "probes" / "machines" / "debian-12.json"
AT_HOME = GuestSources(addresses={UNNAMED: "ann@server.example"})


class ChattyGuest:
    """A guest whose every answer holds a password."""

    def run(self, command: GuestCommand) -> Answer:
        return Answer("1000\nDB_PASSWORD=correct-horse\n", 0)


class LostGuest:
    """A guest that is gone after the login."""

    def run(self, command: GuestCommand) -> Answer:
        raise Unanswered("the connection to web was lost")


class Door:
    """Lets whoever knocks into one guest, and remembers the addresses."""

    def __init__(self, guest: Session) -> None:
        self._guest = guest
        self.knocked: list[str] = []

    @contextmanager
    def connect(self, address: GuestAddress) -> Iterator[Session]:
        self.knocked.append(f"{address.machine} at {address}")
        yield self._guest


def test_a_snapshot_replays_to_the_same_evidence(tmp_path: Path) -> None:
    guest = load_transcript(GUEST)

    (taken,) = take_snapshots(tmp_path, [], AT_HOME, Door(guest).connect)

    replayed = parse_transcript(taken.transcript)
    assert taken.unreadable == ()
    assert inspect_machine(replayed, "web") == inspect_machine(guest, "web")


def test_a_server_without_vagrant_is_reached_by_its_address(tmp_path: Path) -> None:
    door = Door(load_transcript(GUEST))

    take_snapshots(tmp_path, [], AT_HOME, door.connect)

    assert door.knocked == ["default at ann@server.example:22"]


def test_the_hosts_of_an_ssh_config_are_machines(tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.write_text("Host web\n  HostName 10.0.0.1\n  User ann\nHost db\n  HostName 10.0.0.2\n")
    door = Door(load_transcript(GUEST))

    take_snapshots(tmp_path, ["web"], GuestSources(ssh_config=config), door.connect)

    assert door.knocked == ["web at ann@10.0.0.1:22"]


def test_a_host_of_another_name_needs_to_be_the_only_one(tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.write_text("Host one\n  HostName 10.0.0.1\nHost two\n  HostName 10.0.0.2\n")
    sources = GuestSources(ssh_config=config)

    with pytest.raises(MigrationError, match="no host that is called like a machine") as caught:
        take_snapshots(tmp_path, ["web"], sources, Door(ChattyGuest()).connect)

    assert caught.value.exit_code == ExitCode.USAGE


def test_no_secret_is_in_a_snapshot(tmp_path: Path) -> None:
    (taken,) = take_snapshots(tmp_path, [], AT_HOME, Door(ChattyGuest()).connect)

    assert "DB_PASSWORD=***" in taken.transcript
    assert "correct-horse" not in taken.transcript


def test_what_a_guest_did_not_tell_is_said(tmp_path: Path) -> None:
    (taken,) = take_snapshots(tmp_path, [], AT_HOME, Door(LostGuest()).connect)

    assert "the running services: the connection to web was lost" in taken.unreadable


def test_several_machines_have_a_file_each() -> None:
    web, db = Snapshot("web", "{}", ()), Snapshot("db", "{}", ())

    assert places(Path("out/guest.json"), [web]) == [(Path("out/guest.json"), web)]
    assert places(Path("out/guest.json"), [web, db]) == [
        (Path("out/guest.web.json"), web),
        (Path("out/guest.db.json"), db),
    ]
