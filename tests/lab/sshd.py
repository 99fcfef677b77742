"""A real OpenSSH server of our own: on loopback, with throw-away keys, ended by its process."""

from __future__ import annotations

import contextlib
import getpass
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from migrator.live.address import GuestAddress

PROGRAM = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
_START_SECONDS = 10.0


@dataclass(frozen=True)
class Sshd:
    """A running server; `key` is the private key that it lets in."""

    port: int
    key: Path
    host_key: Path

    def address(self, host: str = "127.0.0.1", *, key: Path | None = None) -> GuestAddress:
        """How to reach it as the account that runs the tests."""
        return GuestAddress(
            "web", host, self.port, getpass.getuser(), (str(key or self.key),), trusted=False
        )

    def known_hosts_line(self, host: str) -> str:
        """The line of a known_hosts file for this server."""
        kind, key, *_ = self.host_key.with_suffix(".pub").read_text().split()
        return f"[{host}]:{self.port} {kind} {key}\n"


def make_key(path: Path, kind: str, *, passphrase: str = "") -> Path:
    """Make a key pair; gives the private key's path."""
    command = ["ssh-keygen", "-q", "-t", kind, "-N", passphrase, "-f", str(path)]
    subprocess.run(command, check=True, timeout=60)
    return path


@contextlib.contextmanager
def serving(folder: Path, kind: str = "ed25519", extra: str = "") -> Iterator[Sshd]:
    """Run a server whose host key and client key are of one kind, until the block ends."""
    assert PROGRAM is not None
    folder.mkdir(parents=True, exist_ok=True)
    host_key, key = make_key(folder / "host", kind), make_key(folder / "client", kind)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    (folder / "sshd_config").write_text(
        f"ListenAddress 127.0.0.1\nPort {port}\nHostKey {host_key}\nPidFile none\n"
        f"AuthorizedKeysFile {key.with_suffix('.pub')}\nStrictModes no\nUsePAM no\n"
        f"PasswordAuthentication no\nPermitRootLogin prohibit-password\n{extra}"
    )
    if os.geteuid() == 0:
        # Where sshd locks itself in before the login; packages make it when the service starts.
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    command = [PROGRAM, "-D", "-e", "-f", str(folder / "sshd_config")]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stderr=log, start_new_session=True)
        try:
            _wait_for(port, folder / "log")
            yield Sshd(port, key, host_key)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=10)


def _wait_for(port: int, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise AssertionError(f"sshd did not start: {log.read_text()}")
