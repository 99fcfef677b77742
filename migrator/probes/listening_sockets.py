"""Which TCP ports are listened on, by which process where that may be seen."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from migrator.evidence import SocketListening
from migrator.probes.registry import Sighting, probes, rows_below

_ABOUT = "the listening TCP ports"
# ss writes ("node",pid=812,fd=10), before version 3.12 of iproute2 ("node",812,10).
_SS_USER = re.compile(r'\("(?P<process>[^"]*)",(?:pid=)?(?P<pid>\d{1,9}),')
_NETSTAT_USER = re.compile(r"(?P<pid>\d{1,9})/(?P<process>\S+)")
_LISTENING = "0A"


@probes("ss -tlnp", about=_ABOUT, root=True)
def ss(output: str) -> Iterator[Sighting]:
    """Read one socket per line; without root the process column is empty."""
    for number, line in rows_below(output, "State"):
        columns = line.split()
        if columns[0] == "LISTEN" and len(columns) >= 5:
            yield from _socket(number, columns[3], _SS_USER.search(line))


@probes("netstat -tlnp", about=_ABOUT, root=True, instead_of="listening_sockets.ss")
def netstat(output: str) -> Iterator[Sighting]:
    """Read net-tools' and busybox's table, which are alike."""
    for number, line in rows_below(output, "Proto"):
        columns = line.split()
        if columns[0] in {"tcp", "tcp6"} and "LISTEN" in columns[5:6]:
            user = _NETSTAT_USER.match(columns[6]) if len(columns) > 6 else None
            yield from _socket(number, columns[3], user)


@probes(
    "cat /proc/net/tcp /proc/net/tcp6",
    about=_ABOUT,
    exits=(0, 1),
    instead_of="listening_sockets.ss",
)
def kernel_table(output: str) -> Iterator[Sighting]:
    """Read the kernel's own table, which every Linux has; it names no process."""
    for number, line in rows_below(output, "sl"):
        columns = line.split()
        if len(columns) < 4 or columns[3] != _LISTENING:
            continue
        address, _, port = columns[1].partition(":")
        shown = _from_hexadecimal(address)
        if shown is not None and re.fullmatch(r"[0-9A-F]{4}", port):
            yield from _socket(number, f"{shown}:{int(port, 16)}", None)


def _from_hexadecimal(address: str) -> str | None:
    """`0100007F` is 127.0.0.1: words of four bytes, each in the order of the processor."""
    if not re.fullmatch(r"[0-9A-F]{8}(?:[0-9A-F]{24})?", address):
        return None
    words = [bytes.fromhex(address[i : i + 8])[::-1] for i in range(0, len(address), 8)]
    return str(ipaddress.ip_address(b"".join(words)))


def _socket(number: int, local: str, user: re.Match[str] | None) -> Iterator[Sighting]:
    """One sighting from `127.0.0.1:3000`, `*:80`, `:::22`, `[::]:22` or `127.0.0.53%lo:53`."""
    address, _, port = local.rpartition(":")
    if not re.fullmatch(r"\d{1,5}", port) or not 0 < int(port) < 65536 or not address:
        return
    address = address.strip("[]").partition("%")[0]
    process, pid = (user["process"], int(user["pid"])) if user else (None, None)
    yield number, SocketListening(int(port), address.removeprefix("::ffff:"), process, pid)
