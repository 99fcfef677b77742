"""A `vagrant` that says what a test tells it to say."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

SSH_CONFIG = """\
Host web
  HostName 127.0.0.1
  User vagrant
  Port 2222
  UserKnownHostsFile /dev/null
  StrictHostKeyChecking no
  PasswordAuthentication no
  IdentityFile "/home/ann/my projects/.vagrant/machines/web/virtualbox/private_key"
  IdentitiesOnly yes
  LogLevel FATAL
"""


def status(**states: str) -> str:
    """What `vagrant status --machine-readable` prints for machines in these states."""
    return (
        "".join(
            f"1424098924,{name},metadata,provider,virtualbox\n"
            f"1424098924,{name},provider-name,virtualbox\n"
            f"1424098924,{name},state,{state}\n"
            f"1424098924,{name},state-human-short,{state}\n"
            f"1424098924,{name},state-human-long,To stop this VM%!(VAGRANT_COMMA) run halt.\n"
            for name, state in states.items()
        )
        + "1424098924,,ui,info,Current machine states:\\n\\nweb running\n"
    )


class FakeVagrant:
    """A `vagrant` on the PATH that prints what it was told to, and ends as it was told to."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = folder
        folder.mkdir()
        monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")

    def answers(self, status: str, ssh_config: str = SSH_CONFIG, exit_status: int = 0) -> None:
        (self._folder / "status").write_text(status)
        (self._folder / "ssh-config").write_text(ssh_config)
        here = shlex.quote(str(self._folder))
        self.does(f'cat {here}/"$1"; exit {exit_status}')

    def does(self, script: str) -> None:
        program = self._folder / "vagrant"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
