"""Names and port redirections that the guest's network has of its own."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from migrator.evidence import HostNamed, PortRedirected
from migrator.probes.registry import NotUnderstood, Sighting, probes, rows

_REDIRECT = re.compile(
    r"-A PREROUTING\b.*-p tcp\b.*--dport (?P<port>\d{1,5})\b"
    r".*-j REDIRECT --to-ports (?P<to>\d{1,5})"
)


@probes("cat /proc/sys/kernel/hostname /etc/hosts", about="the machine's /etc/hosts")
def hosts(output: str) -> Iterator[Sighting]:
    """Read the names of other machines; the first line is this machine's own name."""
    own = output.partition("\n")[0].strip().partition(".")[0]
    for number, line in rows(output):
        address, *names = line.partition("#")[0].split() or [""]
        if not _is_a_machine(address) or own in names:
            continue
        for name in names:
            if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]*", name) and not name.startswith("ip6-"):
                yield number, HostNamed(name, address)


def _is_a_machine(address: str) -> bool:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    special = (parsed.is_loopback, parsed.is_multicast, parsed.is_unspecified, parsed.is_reserved)
    return not any(special)


@probes(
    "iptables -t nat -S PREROUTING",
    about="the port redirections of the machine's firewall",
    root=True,
    optional=True,
)
def redirections(output: str) -> Iterator[Sighting]:
    """Read `-A PREROUTING -p tcp -m tcp --dport 80 -j REDIRECT --to-ports 3000`."""
    if "PREROUTING" not in output:
        raise NotUnderstood("its output has no chain")
    for number, line in rows(output):
        match = _REDIRECT.search(line)
        if match:
            yield number, PortRedirected(int(match["port"]), int(match["to"]))
