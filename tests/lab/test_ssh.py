"""Commands go to a real SSH server, and whatever breaks on the way breaks cleanly."""

from __future__ import annotations

import dataclasses
import importlib.metadata
import os
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from migrator.errors import ExitCode, MigrationError
from migrator.evidence import GuestSystem, SocketListening, Unreadable
from migrator.live import inspect_running
from migrator.live.address import GuestAddress
from migrator.live.session import MAX_OUTPUT_BYTES, Answer, GuestCommand, Session, Unanswered
from migrator.live.ssh import connect
from migrator.probes.inspect import inspect_machine
from tests.lab.conftest import REQUIRED
from tests.lab.sshd import PROGRAM, Sshd, make_key, serving
from tests.live.fake_vagrant import FakeVagrant, status

pytestmark = pytest.mark.lab

# Ends the server's process of this very connection, as a machine that is switched off does.
HANG_UP = GuestCommand(
    "pid=$$; until grep -q sshd /proc/$pid/comm; do"
    " pid=$(sed -n 's/^PPid:[^0-9]*//p' /proc/$pid/status); done; kill -9 $pid; sleep 5"
)


@pytest.fixture(scope="module")
def sshd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    """A server of our own; without OpenSSH the tests are skipped, or fail where they must run."""
    if PROGRAM is None:
        reason = "there is no sshd here: install openssh-server"
        pytest.fail(reason) if REQUIRED else pytest.skip(reason)
    with serving(tmp_path_factory.mktemp("sshd")) as server:
        yield server


class CutAfter:
    """A session whose machine is switched off after some commands."""

    def __init__(self, session: Session, commands: int) -> None:
        self._session = session
        self._left = commands

    def run(self, command: GuestCommand) -> Answer:
        self._left -= 1
        if self._left == 0:
            with pytest.raises(Unanswered):
                self._session.run(HANG_UP)
        return self._session.run(command)


def refusal(address: GuestAddress) -> MigrationError:
    """The error that connecting ends with."""
    with pytest.raises(MigrationError) as caught:
        connect(address)
    assert caught.value.exit_code == ExitCode.ENVIRONMENT
    return caught.value


def test_a_command_answers_with_output_and_exit_status(sshd: Sshd) -> None:
    with connect(sshd.address()) as session:
        answer = session.run(GuestCommand("printf 'a\\n'; echo dropped >&2; exit 3"))

    assert answer == Answer("a\n", 3)


def test_a_missing_command_is_told_by_its_exit_status(sshd: Sshd) -> None:
    with connect(sshd.address()) as session:
        assert session.run(GuestCommand("no-such-command")).exit_status == 127


def test_messages_are_in_english_and_sbin_is_on_the_path(sshd: Sshd) -> None:
    with connect(sshd.address()) as session:
        answer = session.run(GuestCommand('echo "$LC_ALL $PATH"'))

    assert answer.stdout.startswith("C ")
    assert "/usr/sbin" in answer.stdout


def test_bytes_that_are_no_text_are_replaced(sshd: Sshd) -> None:
    with connect(sshd.address()) as session:
        answer = session.run(GuestCommand("printf '\\377\\000x'"))

    assert answer.stdout == "\ufffd\0x"


def test_a_command_has_no_input_to_wait_for(sshd: Sshd) -> None:
    with connect(sshd.address()) as session:
        assert session.run(GuestCommand("cat")) == Answer("", 0)


@pytest.mark.parametrize("command", ["yes", f"head -c {3 * MAX_OUTPUT_BYTES} /dev/zero"])
def test_a_huge_output_is_cut_and_the_session_goes_on(sshd: Sshd, command: str) -> None:
    with connect(sshd.address()) as session:
        huge = session.run(GuestCommand(command))
        after = session.run(GuestCommand("echo still here"))

    assert huge.truncated
    assert huge.exit_status is None
    assert len(huge.stdout) == MAX_OUTPUT_BYTES
    assert after.stdout == "still here\n"


def test_a_command_that_takes_too_long_is_given_up_alone(sshd: Sshd) -> None:
    with connect(sshd.address(), command_seconds=1) as session:
        with pytest.raises(Unanswered, match="did not answer within 1 s"):
            session.run(GuestCommand("echo begun; sleep 30"))
        after = session.run(GuestCommand("echo still here"))

    assert after.stdout == "still here\n"


def test_an_inspection_that_takes_too_long_ends(sshd: Sshd) -> None:
    with (
        connect(sshd.address(), session_seconds=0) as session,
        pytest.raises(Unanswered, match="are used up"),
    ):
        session.run(GuestCommand("true"))


def test_a_lost_connection_is_said_to_be_lost(sshd: Sshd) -> None:
    with connect(sshd.address()) as session:
        with pytest.raises(Unanswered, match="the connection to web was lost"):
            session.run(HANG_UP)
        with pytest.raises(Unanswered, match="the connection to web was lost"):
            session.run(GuestCommand("true"))


def test_a_command_that_is_killed_leaves_the_connection(sshd: Sshd) -> None:
    with connect(sshd.address()) as session:
        with pytest.raises(Unanswered, match="ended before it was done"):
            session.run(GuestCommand("kill -9 $$ $PPID"))
        after = session.run(GuestCommand("echo still here"))

    assert after.stdout == "still here\n"


def test_a_real_machine_is_inspected(sshd: Sshd) -> None:
    with connect(sshd.address()) as session:
        evidence = inspect_machine(session, "web")

    seen = [item.observation for item in evidence]
    assert any(isinstance(item, GuestSystem) for item in seen)
    assert any(isinstance(item, SocketListening) and item.port == sshd.port for item in seen)
    assert not [item for item in seen if isinstance(item, Unreadable) and "lost" in item.why]


def test_the_machine_that_vagrant_names_is_inspected(
    sshd: Sshd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vagrant = FakeVagrant(tmp_path / "bin", monkeypatch)
    address = sshd.address()
    vagrant.answers(
        status(web="running"),
        f"Host web\n  HostName 127.0.0.1\n  User {address.user}\n  Port {sshd.port}\n"
        f'  IdentityFile "{sshd.key}"\n',
    )

    evidence = inspect_running(tmp_path)

    assert GuestSystem in {type(item.observation) for item in evidence}


def test_what_was_seen_before_the_connection_broke_is_kept(sshd: Sshd) -> None:
    with connect(sshd.address()) as session:
        evidence = inspect_machine(CutAfter(session, commands=5), "web")

    seen = [item.observation for item in evidence]
    lost = [item for item in seen if isinstance(item, Unreadable) and "lost" in item.why]
    assert any(isinstance(item, SocketListening) for item in seen)
    assert any(item.what == "the machine's distribution" for item in lost)


def test_another_computer_with_an_unknown_key_is_refused(sshd: Sshd) -> None:
    # 127.1 is loopback for the network, but not by its name, which is all that counts.
    assert "in no known_hosts file" in refusal(sshd.address("127.1")).message


def test_another_computer_with_a_known_key_is_let_in(sshd: Sshd, tmp_path: Path) -> None:
    known = tmp_path / "known_hosts"
    known.write_text(sshd.known_hosts_line("127.1"))
    address = sshd.address("127.1")

    with connect(
        GuestAddress(
            "web",
            address.host,
            address.port,
            address.user,
            address.identity_files,
            known_hosts=(str(known),),
        )
    ) as session:
        assert session.run(GuestCommand("echo hello")).stdout == "hello\n"


def test_another_computer_with_a_changed_key_is_refused(sshd: Sshd, tmp_path: Path) -> None:
    known = tmp_path / "known_hosts"
    other = make_key(tmp_path / "other", "ed25519").with_suffix(".pub").read_text()
    kind, key, *_ = other.split()
    known.write_text(f"[127.1]:{sshd.port} {kind} {key}\n")

    error = refusal(
        GuestAddress(
            "web",
            "127.1",
            sshd.port,
            sshd.address().user,
            (str(sshd.key),),
            known_hosts=(str(known),),
        )
    )

    assert "another host key" in error.message


def test_a_key_that_is_not_let_in_is_refused(sshd: Sshd, tmp_path: Path) -> None:
    stranger = make_key(tmp_path / "stranger", "ed25519")

    assert "refused the login" in refusal(sshd.address(key=stranger)).message


@pytest.mark.parametrize("content", [None, "no key at all\n"])
def test_a_key_that_cannot_be_read_is_an_error(
    sshd: Sshd, tmp_path: Path, content: str | None
) -> None:
    key = tmp_path / "key"
    if content is not None:
        key.write_text(content)

    assert str(key) in refusal(sshd.address(key=key)).message


def test_a_key_with_a_passphrase_is_left_to_the_agent(
    sshd: Sshd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    key = make_key(tmp_path / "locked", "ed25519", passphrase="correct horse")

    assert "ssh-add" in refusal(sshd.address(key=key)).next


def test_a_server_that_speaks_no_ssh_is_an_error(sshd: Sshd) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=lambda: server.accept()[0].close(), daemon=True).start()
        address = dataclasses.replace(sshd.address(), port=server.getsockname()[1])

        assert "could not agree" in refusal(address).message


def test_a_refusal_prints_no_traceback(sshd: Sshd, capfd: pytest.CaptureFixture[str]) -> None:
    refusal(sshd.address("127.1"))

    assert capfd.readouterr() == ("", "")


def test_where_nobody_listens_nothing_is_reached() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]

    error = refusal(GuestAddress("web", "127.0.0.1", port, "vagrant"))

    assert "cannot be reached" in error.message


def test_an_unknown_name_is_an_error() -> None:
    assert "not known" in refusal(GuestAddress("web", "no-such-host.invalid")).message


@pytest.mark.skipif(
    int(importlib.metadata.version("paramiko").partition(".")[0]) >= 5,
    reason="paramiko 5 no longer speaks ssh-rsa, the only key that older guests take",
)
def test_a_guest_as_old_as_ubuntu_14_is_reached(sshd: Sshd, tmp_path: Path) -> None:
    # OpenSSH 6.6 knows RSA keys with SHA-1 alone, and Vagrant's own key is one.
    old = "HostKeyAlgorithms ssh-rsa\nPubkeyAcceptedAlgorithms ssh-rsa\n"

    with serving(tmp_path, "rsa", old) as server, connect(server.address()) as session:
        assert session.run(GuestCommand("echo hello")).stdout == "hello\n"


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("sudo"), reason="needs root and sudo")
def test_root_goes_through_sudo_as_well(sshd: Sshd) -> None:
    with connect(sshd.address()) as session:
        assert session.run(GuestCommand("id -u", root=True)).stdout == "0\n"
