"""Addresses and guest paths that stand in texts: what a text says, wherever it stands.

Only whole words are looked at, one short text at a time.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from migrator.knowledge.services import service_schemes
from migrator.ports import port_of

MAX_CHARACTERS = 500

Kind = Literal["service", "guest-path", "private-ip"]
# Schemes of what is no backing service as such: any server may answer there.
_WEB = frozenset({"http", "https", "ws", "wss"})
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1", "[::1]"})
_GUEST_PATHS = ("/vagrant", "/home/vagrant")
# What every address has one of; a text without them is not looked at.
MARKS = (
    *("localhost", "127.0.0.1", "::1", "192.168.", "10.", "172.", "://"),
    *("/vagrant", "/home/vagrant"),
)
_MARK = re.compile("|".join(map(re.escape, MARKS)))


@dataclass(frozen=True)
class Address:
    """What a text says: a host, perhaps with port and scheme, or a path of the guest."""

    kind: Kind
    host: str | None = None
    port: int | None = None
    scheme: str | None = None
    bare: bool = False


def address_in(text: str) -> Address | None:
    """The address that a text is; None for any other text.

    `bare` marks a host or host:port without a scheme, which means an address only
    where the code around it says so.
    """
    text = text.strip().removeprefix("jdbc:")
    if len(text) > MAX_CHARACTERS or not _MARK.search(text):
        return None
    for path in _GUEST_PATHS:
        if text == path or text.startswith(f"{path}/"):
            return Address("guest-path")
    if "://" in text:
        return _from_url(text)
    host, colon, port = text.rpartition(":") if text.count(":") == 1 else (text, "", "")
    number = port_of(port)
    if colon and number is None:
        return None
    kind = kind_of(host)
    return None if kind is None else Address(kind, host, number, bare=True)


def kind_of(host: str) -> Kind | None:
    """What a host name that is the guest itself or a private address is; None for others."""
    if host in _LOCAL:
        return "service"
    try:
        address = ipaddress.IPv4Address(host)
    except ValueError:
        return None
    return "private-ip" if address.is_private and not address.is_unspecified else None


def _from_url(text: str) -> Address | None:
    scheme = text.partition("://")[0].lower()
    if scheme not in _WEB and scheme not in service_schemes():
        return None
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").split(",")[0]
        port = parts.port
    except ValueError:
        # Several hosts, or a port that only the run time knows.
        rest = text.partition("://")[2].rpartition("@")[2]
        host, port = rest.partition("/")[0].partition(",")[0].partition(":")[0], None
    kind = kind_of(host)
    if kind is None and (scheme in _WEB or not host or "$" in host):
        return None
    return Address(kind or "service", host, port, scheme)
