"""The command line looks into guests, and says what to do when it cannot."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.live.fake_vagrant import FakeVagrant, status

TESTS = Path(__file__).parent.parent
PROJECT = TESTS / "golden" / "live" / "agrees-nvm-pm2" / "project"
GUEST = TESTS / "probes" / "machines" / "debian-12-nvm-pm2.json"
TWO_MACHINES = TESTS.parent / "sample_vagrantfiles" / "two-machines"


def migrator(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command as a person would."""
    command = [sys.executable, "-m", "migrator", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def plan_of(ended: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert ended.returncode in {0, 1}, ended.stderr
    document: dict[str, Any] = json.loads(ended.stdout)
    return document


def said(ended: subprocess.CompletedProcess[str]) -> tuple[int, list[str]]:
    """The exit code, and the lines of the complaint."""
    assert ended.stdout == ""
    return ended.returncode, ended.stderr.splitlines()


def test_a_recorded_guest_is_looked_into_without_vagrant(
    vagrant: FakeVagrant, tmp_path: Path
) -> None:
    vagrant.does(f"touch {tmp_path}/asked")

    plan = plan_of(migrator("inspect", PROJECT, "--transcript", GUEST, "--format", "json"))

    assert plan["app"]["node"] == {
        "spec": "16.20.2",
        "version": "16.20.2",
        "source": "live",
        "eol": "2023-09-11",
    }
    assert not (tmp_path / "asked").exists()


def test_the_files_are_generated_for_what_the_guest_runs(tmp_path: Path) -> None:
    ended = migrator("generate", PROJECT, "--transcript", GUEST, "--output", tmp_path)

    assert ended.returncode == 0, ended.stderr
    assert "FROM node:16.20.2-" in (tmp_path / "Dockerfile").read_text()


def test_the_overview_shows_files_beside_machine() -> None:
    drifted = TESTS / "golden" / "live" / "drifted-by-hand" / "project"
    guest = GUEST.with_name("ubuntu-14.04.json")

    ended = migrator("inspect", drifted, "--transcript", guest)

    assert "Files and running machine" in ended.stdout
    assert "only the machine" in ended.stdout


def test_without_vagrant_the_environment_failed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    code, lines = said(migrator("inspect", PROJECT, "--live"))

    assert code == 4
    assert lines[0] == "error: Vagrant is not installed, or not on the PATH."
    assert "--ssh user@host:port" in lines[1]


def test_a_machine_that_does_not_run_is_named_with_the_way_out(vagrant: FakeVagrant) -> None:
    vagrant.answers(status(default="poweroff"))

    code, lines = said(migrator("inspect", PROJECT, "--live"))

    assert code == 4
    assert "'default' is powered off" in lines[0]
    assert lines[1].startswith("Run `vagrant up default`")


def test_a_guest_that_nothing_listens_for_is_an_environment_that_failed() -> None:
    code, lines = said(migrator("inspect", PROJECT, "--ssh", "vagrant@127.0.0.1:1"))

    assert code == 4
    assert "nothing listens there" in lines[0]


@pytest.mark.parametrize(
    ("option", "value", "complaint"),
    [
        ("--ssh", "not an address", "'not an address' is not an SSH address."),
        ("--ssh", "web=vagrant@127.0.0.1", "The Vagrantfile defines no machine 'web'."),
        ("--transcript", f"web={GUEST}", "The Vagrantfile defines no machine 'web'."),
    ],
)
def test_a_guest_that_is_named_wrongly_is_a_wrong_use(
    option: str, value: str, complaint: str
) -> None:
    code, lines = said(migrator("inspect", PROJECT, option, value))

    assert (code, lines[0]) == (2, f"error: {complaint}")


def test_of_several_machines_a_guest_has_to_be_named() -> None:
    code, lines = said(migrator("inspect", TWO_MACHINES, "--ssh", "vagrant@127.0.0.1:1"))

    assert code == 2
    assert "several machines" in lines[0]


def test_each_of_several_machines_can_have_its_guest() -> None:
    guests = ["--transcript", f"web={GUEST}", "--transcript", f"db={GUEST}"]

    plan = plan_of(migrator("inspect", TWO_MACHINES, *guests, "--format", "json"))

    places = {line["source"] for line in plan["evidence"] if line["method"] == "live"}
    assert {"web# ss -tlnp", "db# ss -tlnp"} <= places


@pytest.mark.parametrize("text", [None, "", "[]", '{"commands": {"ss": 1}}'])
def test_a_file_that_is_no_transcript_is_bad_input(tmp_path: Path, text: str | None) -> None:
    file = tmp_path / "guest.json"
    if text is not None:
        file.write_text(text)

    code, lines = said(migrator("inspect", PROJECT, "--transcript", file))

    assert code == 3
    assert "is not a transcript of a machine" in lines[0]
    assert lines[1] == "Record one with `migrator snapshot`."


def test_a_snapshot_needs_a_machine_that_runs(vagrant: FakeVagrant, tmp_path: Path) -> None:
    vagrant.answers(status(default="not_created"))

    code, _ = said(migrator("snapshot", PROJECT, "--out", tmp_path / "guest.json"))

    assert code == 4
    assert not (tmp_path / "guest.json").exists()
