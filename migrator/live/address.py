"""Where a guest can be reached over SSH."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from pathlib import Path

from migrator.errors import ExitCode, MigrationError

_TARGET = re.compile(
    r"(?:(?P<user>[^@\s]+)@)?(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<host>[^@:\s\[\]-][^@:\s\[\]]*))"
    r"(?::(?P<port>\d{1,5}))?"
)


@dataclass(frozen=True)
class GuestAddress:
    """One machine's SSH address.

    `trusted` is set for machines that Vagrant itself named: it makes a new host
    key with every machine, so there is none to compare with. `known_hosts` names
    further files of known keys.
    """

    machine: str
    host: str
    port: int = 22
    user: str | None = None
    identity_files: tuple[str, ...] = ()
    trusted: bool = False
    known_hosts: tuple[str, ...] = ()

    @property
    def accepts_any_host_key(self) -> bool:
        """Whether nobody can stand between us and the guest, or no key can be known."""
        return self.trusted or is_loopback(self.host)

    def __str__(self) -> str:
        """`user@host:port`, as a person would write it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.user}@{host}:{self.port}" if self.user else f"{host}:{self.port}"


def is_loopback(host: str) -> bool:
    """Whether `host` is this very computer, said without asking the network."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def parse_address(
    text: str, *, machine: str = "default", identity_file: Path | None = None
) -> GuestAddress:
    """Read `user@host:port`; user and port may be left out, IPv6 stands in brackets."""
    match = _TARGET.fullmatch(text.strip())
    port = int(match["port"] or 22) if match else 0
    if match is None or not 0 < port < 65536:
        raise MigrationError(
            f"{text!r} is not an SSH address.",
            next="Write it as user@host or user@host:port.",
            exit_code=ExitCode.USAGE,
        )
    keys = () if identity_file is None else (str(identity_file),)
    return GuestAddress(machine, match["six"] or match["host"], port, match["user"], keys)
