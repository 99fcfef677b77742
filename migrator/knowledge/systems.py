"""What configuration management would find out about a distribution's release."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from migrator.knowledge.tables import table


@dataclass(frozen=True)
class SystemFacts:
    """Names and programs of a system; None is what the box's name does not tell.

    `name` and `family` are those of Ansible and Facter (CentOS, RedHat), `platform` and
    `platform_family` those of Ohai (centos, rhel). `manager` installs packages (apt, dnf);
    `init` starts services (systemd, upstart, sysvinit, openrc).
    """

    name: str | None = None
    family: str | None = None
    platform: str | None = None
    platform_family: str | None = None
    manager: str | None = None
    init: str | None = None


def system_facts(id: str | None, version: str | None) -> SystemFacts:
    """The facts of the system whose os-release would say `id` and `version`."""
    known = table("distributions")
    own = known["distributions"].get(id or "")
    if own is None:
        return SystemFacts(platform=id)
    family = known["families"].get(own["family"], {})
    managers = own.get("managers") or family.get("managers", {})
    return SystemFacts(
        own.get("name"),
        family.get("name", own.get("name")),
        own.get("ohai", id),
        own.get("ohai_family") or family.get("ohai", own["family"]),
        _at(managers, version),
        _at(own.get("init", {}), version),
    )


def _at(since: Mapping[str, str], version: str | None) -> str | None:
    """What a release has, of what there is since which one; without one, what all have."""
    numbers = _numbers(version or "")
    if not numbers:
        return next(iter(since.values())) if len(set(since.values())) == 1 else None
    begun = [first for first in since if _numbers(first) <= numbers]
    return since[max(begun, key=_numbers)] if begun else None


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d{1,9}", version[:40]))
