"""What a proxy forwards to, and what comes of translating a web server's sites."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from migrator.plan import ProxyDirective, ServedFolder

PLAIN = 80


@dataclass(frozen=True)
class Backends:
    """What stands behind the proxy: `ports` maps a port of the VM to `service:port`.

    `local` are the hosts that mean the VM, `app` the application's own address.
    """

    app: str
    ports: Mapping[int, str]
    local: frozenset[str]

    def of(self, host: str, port: int | None) -> str | None:
        """The address in compose's network; None for a local port that nothing listens on."""
        if host in self.local:
            return self.ports.get(port or PLAIN)
        if not re.fullmatch(r"[\w.-]+", host):
            return None
        return f"{host}:{port}" if port else host


@dataclass
class Translated:
    """The configuration; `beyond` is what it does besides forwarding, `left_out` what was lost."""

    directives: list[ProxyDirective] = field(default_factory=list)
    folders: dict[str, ServedFolder] = field(default_factory=dict)
    beyond: dict[str, None] = field(default_factory=dict)
    left_out: dict[str, None] = field(default_factory=dict)
    https: bool = False
    forwards: bool = False
