"""The guest's distribution and release."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

from migrator.evidence import GuestSystem
from migrator.probes.registry import NotUnderstood, Sighting, probes, rows

_ABOUT = "the machine's distribution"
_CODENAME = re.compile(r"\(([A-Za-z ]+)\)|, ([A-Za-z]+) [A-Z][a-z]+")
_RED_HAT = re.compile(
    r"(?P<name>CentOS|Red Hat Enterprise Linux|Fedora|Scientific Linux|Oracle Linux)\b.*?"
    r"\brelease (?P<version>\d+(?:\.\d+)*)(?:.*\((?P<codename>[^)]+)\))?"
)
_RED_HAT_IDS = {
    "CentOS": "centos",
    "Fedora": "fedora",
    "Oracle Linux": "ol",
    "Red Hat Enterprise Linux": "rhel",
    "Scientific Linux": "scientific",
}


@probes("cat /etc/os-release", about=_ABOUT)
def os_release(output: str) -> Iterator[Sighting]:
    """Read os-release(5); Ubuntu 12.04 and Debian 7 have it already, CentOS 6 does not.

    The codename is its own field since 2016; before, it stood only in VERSION.
    """
    fields: dict[str, str] = {}
    for _, line in rows(output):
        name, found, value = line.partition("=")
        if found and re.fullmatch(r"[A-Z_]+", name):
            fields[name] = _unquoted(value)
    if not re.fullmatch(r"[a-z0-9._-]+", fields.get("ID", "")):
        raise NotUnderstood("its output has no ID")
    yield 0, GuestSystem(fields["ID"], fields.get("VERSION_ID") or None, _codename(fields))


def _unquoted(value: str) -> str:
    try:
        return "".join(shlex.split(value)[:1])
    except ValueError:
        return value.strip("\"'")


def _codename(fields: dict[str, str]) -> str | None:
    named = fields.get("VERSION_CODENAME") or fields.get("UBUNTU_CODENAME")
    if named:
        return named
    match = _CODENAME.search(fields.get("VERSION", ""))
    return (match[1] or match[2]).lower() if match else None


@probes("cat /etc/redhat-release", about=_ABOUT, instead_of="system_release.os_release")
def red_hat_release(output: str) -> Iterator[Sighting]:
    """Read the one line that CentOS 6 and its kin have."""
    match = _RED_HAT.search(output)
    if match is None:
        raise NotUnderstood("its output names no release")
    codename = match["codename"].lower() if match["codename"] else None
    yield 0, GuestSystem(_RED_HAT_IDS[match["name"]], match["version"], codename)


@probes("cat /etc/debian_version", about=_ABOUT, instead_of="system_release.os_release")
def debian_version(output: str) -> Iterator[Sighting]:
    """Read `6.0.10`; Debian before 7 has nothing else. A testing system has only words there."""
    version = output.strip()
    if not re.fullmatch(r"\d+(\.\d+)*", version):
        raise NotUnderstood("its output is no version")
    yield 0, GuestSystem("debian", version, None)
