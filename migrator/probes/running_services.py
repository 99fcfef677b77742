"""The services that run, whichever init system starts them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migrator.evidence import ServiceRunning
from migrator.probes.registry import NotUnderstood, Sighting, probes, rows

_ABOUT = "the running services"
_SYSTEMD = "running_services.systemd"
_UNIT = re.compile(r"[A-Za-z0-9@:._\\-]+")


@probes(
    "systemctl list-units --type=service --state=running --no-legend --no-pager --full",
    about=_ABOUT,
)
def systemd(output: str) -> Iterator[Sighting]:
    """Read unit names; a failed or changed unit has a mark in front."""
    for number, line in rows(output):
        columns = line.lstrip("●* ").split()
        if len(columns) >= 4 and columns[0].endswith(".service") and columns[3] == "running":
            yield from _named(number, columns[0].removesuffix(".service"))


@probes("initctl list", about=_ABOUT, root=True, instead_of=_SYSTEMD)
def upstart(output: str) -> Iterator[Sighting]:
    """Read `mongod start/running, process 812`; an instance follows the name in brackets."""
    _expect(output, r"\S+ (?:\(\S+\) )?(?:start|stop)/")
    for number, line in rows(output):
        match = re.match(r"(\S+) (?:\(\S+\) )?start/running\b", line)
        if match:
            yield from _named(number, match[1])


@probes("service --status-all", about=_ABOUT, root=True, exits=(0, 1, 3), instead_of=_SYSTEMD)
def system_v(output: str) -> Iterator[Sighting]:
    """Read Debian's ` [ + ]  redis-server` and Red Hat's `sshd (pid  1042) is running...`.

    `[ ? ]` means that the script cannot tell, so it is no running service.
    """
    _expect(output, r"\s*\[ [-+?] \]|.* is (?:running|stopped)")
    for number, line in rows(output):
        match = re.match(r"\s*\[ \+ \]\s+(\S+)|(\S+) \(pid +[\d ]+\) is running", line)
        if match:
            yield from _named(number, match[1] or match[2])


@probes("rc-status --all", about=_ABOUT, instead_of=_SYSTEMD)
def openrc(output: str) -> Iterator[Sighting]:
    """Read Alpine's ` nginx   [  started  ]` below each run level."""
    _expect(output, r"\s*(?:Dynamic )?Runlevel:")
    for number, line in rows(output):
        match = re.match(r"\s*(\S+)\s+\[\s+started\b.*\]", line)
        if match:
            yield from _named(number, match[1])


def _expect(output: str, pattern: str) -> None:
    if re.search(pattern, output) is None:
        raise NotUnderstood("its output lists no services")


def _named(number: int, unit: str) -> Iterator[Sighting]:
    if _UNIT.fullmatch(unit):
        yield number, ServiceRunning(unit)
