"""What Salt would find out about a fresh guest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from migrator.knowledge.systems import system_facts
from migrator.read.ansible.values import unknown
from migrator.read.shell import Guest
from migrator.values import Unknown


class Grains(dict[str, Any]):
    """Grains by name; one that the box does not tell is there and unknown."""

    def __missing__(self, name: str) -> Unknown:
        return unknown(f"the grain {name} depends on the machine")


def grains_of(guest: Guest, minion: str, given: Mapping[str, Any]) -> Grains:
    """The grains of a box, and those that its configuration sets (`given`)."""
    major = (guest.version or "").partition(".")[0]
    facts = system_facts(guest.id, guest.version)
    name = facts.name
    known: dict[str, Any] = {
        "os": name,
        "osfullname": name,
        "os_family": {"Archlinux": "Arch"}.get(facts.family or "", facts.family),
        "osrelease": guest.version,
        "osmajorrelease": int(major) if major.isdigit() and len(major) < 6 else None,
        "osfinger": f"{name}-{guest.version}" if name and guest.version else None,
        "oscodename": guest.codename,
        "lsb_distrib_codename": guest.codename,
        "lsb_distrib_id": name,
        "lsb_distrib_release": guest.version,
        "osarch": "amd64" if guest.family == "debian" else guest.architecture,
        "cpuarch": guest.architecture,
        "kernel": "Linux",
        "host": (guest.hostname or "").partition(".")[0] or None,
        "nodename": guest.hostname,
        "localhost": guest.hostname,
        "fqdn": guest.hostname,
        "id": minion,
        "virtual": "VirtualBox",
        "pkg_provider": facts.manager,
    }
    found = Grains({key: value for key, value in known.items() if value is not None})
    found.update(given)
    return found
