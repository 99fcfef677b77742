"""Vagrant is asked which machines run, and its refusals become advice."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.errors import ExitCode, MigrationError
from migrator.live.address import GuestAddress
from migrator.live.vagrant import running_machines
from tests.live.fake_vagrant import SSH_CONFIG, FakeVagrant, status


def refusal(root: Path, *names: str, seconds: float = 20) -> MigrationError:
    """The error that asking Vagrant ends with."""
    with pytest.raises(MigrationError) as caught:
        running_machines(root, names, seconds=seconds)
    assert caught.value.exit_code == ExitCode.ENVIRONMENT
    return caught.value


def test_a_running_machine_is_reached_as_vagrant_says(vagrant: FakeVagrant, tmp_path: Path) -> None:
    vagrant.answers(status(web="running"))

    machines = running_machines(tmp_path)

    key = "/home/ann/my projects/.vagrant/machines/web/virtualbox/private_key"
    assert machines.running == (
        GuestAddress("web", "127.0.0.1", 2222, "vagrant", (key,), trusted=True),
    )
    assert machines.stopped == {}


def test_what_the_vagrantfile_prints_is_passed_over(vagrant: FakeVagrant, tmp_path: Path) -> None:
    vagrant.answers(
        f"Loading settings\na,b,c,d\n{status(web='running')}bye\n",
        f"Loading settings\n{SSH_CONFIG}",
    )

    machines = running_machines(tmp_path)

    assert [str(address) for address in machines.running] == ["vagrant@127.0.0.1:2222"]


def test_machines_that_do_not_run_are_told_beside_those_that_do(
    vagrant: FakeVagrant, tmp_path: Path
) -> None:
    vagrant.answers(status(web="running", db="poweroff", qa="not_created"))

    machines = running_machines(tmp_path)

    assert [address.machine for address in machines.running] == ["web"]
    assert machines.stopped == {"db": "powered off", "qa": "not created"}


def test_only_the_named_machine_is_asked_about(vagrant: FakeVagrant, tmp_path: Path) -> None:
    vagrant.answers(status(web="running", db="not_created"))

    machines = running_machines(tmp_path, ["web"])

    assert [address.machine for address in machines.running] == ["web"]
    assert machines.stopped == {}


@pytest.mark.parametrize(
    ("state", "words"),
    [("not_created", "not created"), ("poweroff", "powered off"), ("saved", "suspended")],
)
def test_a_machine_that_does_not_run_is_to_be_brought_up(
    vagrant: FakeVagrant, tmp_path: Path, state: str, words: str
) -> None:
    vagrant.answers(status(web="running", db=state))

    error = refusal(tmp_path, "db")

    assert error.message == (
        f"Vagrant says machine 'db' is {words}, so it cannot be inspected live."
    )
    assert error.next == "Run `vagrant up db`, or leave out --live."


def test_when_no_machine_runs_all_are_named(vagrant: FakeVagrant, tmp_path: Path) -> None:
    vagrant.answers(status(web="saved", db="not_created"))

    error = refusal(tmp_path)

    assert "'db' is not created, 'web' is suspended" in error.message


def test_an_unknown_machine_is_answered_with_the_known_ones(
    vagrant: FakeVagrant, tmp_path: Path
) -> None:
    vagrant.answers(status(web="running", db="running"))

    error = refusal(tmp_path, "wbe")

    assert "'wbe'" in error.message
    assert error.next == "Name one of: db, web."


def test_without_vagrant_the_other_ways_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    error = refusal(tmp_path)

    assert "not installed" in error.message
    assert "--ssh user@host:port" in error.next


def test_vagrants_own_complaint_is_passed_on(vagrant: FakeVagrant, tmp_path: Path) -> None:
    vagrant.answers(
        "1424099094,,error-exit,Vagrant::Errors::NoEnvironmentError,A Vagrant environment "
        "is required%!(VAGRANT_COMMA)\\nto run this command.\n",
        exit_status=1,
    )

    error = refusal(tmp_path)

    assert error.message == (
        "Vagrant failed: A Vagrant environment is required, to run this command."
    )


def test_a_failure_on_standard_error_is_passed_on(vagrant: FakeVagrant, tmp_path: Path) -> None:
    vagrant.does("echo 'undefined method `no_such` for main:Object' >&2; exit 1")

    assert "undefined method `no_such`" in refusal(tmp_path).message


def test_a_vagrant_that_hangs_is_given_up(vagrant: FakeVagrant, tmp_path: Path) -> None:
    vagrant.does("sleep 60")

    error = refusal(tmp_path, seconds=0.2)

    assert "did not answer" in error.message


@pytest.mark.parametrize("output", ["garbage", "1,2,3", "1,web,state,running,more,and,more", "\0"])
def test_an_answer_that_is_no_status_is_an_error(
    vagrant: FakeVagrant, tmp_path: Path, output: str
) -> None:
    vagrant.answers(output)

    refusal(tmp_path)


@pytest.mark.parametrize("config", ["", "Host web\n", "Host web\n  HostName x\n  Port many\n"])
def test_a_machine_without_an_address_is_an_error(
    vagrant: FakeVagrant, tmp_path: Path, config: str
) -> None:
    vagrant.answers(status(web="running"), ssh_config=config)

    assert "web" in refusal(tmp_path).message
