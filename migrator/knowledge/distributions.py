"""Linux distributions: which OS a Vagrant box is, and which versions its packages have."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from migrator.knowledge.tables import table
from migrator.plan import OperatingSystem

# No name or address that Vagrant accepts is longer, and the patterns are not made for one.
MAX_LENGTH = 300


@dataclass(frozen=True)
class PackageVersion:
    """What a distribution release serves; `standing` is how far the number can be trusted.

    "seen" was read in the release's package index, "known" is general knowledge.
    """

    version: str
    standing: Literal["seen", "known"]


def os_of_box(box: str | None, box_url: str | None = None) -> OperatingSystem | None:
    """The OS inside a box, by its name or address; None when neither tells.

    The address wins, because that is what Vagrant downloads: the name beside it is only
    what the box is called on this machine.
    """
    for text in (box_url, box):
        if text and (found := _os_named(text)):
            return found
    return None


def os_of_release(id: str, version: str | None, codename: str | None = None) -> OperatingSystem:
    """The OS of an /etc/os-release: `id` and version as there, the codename looked up."""
    known = table("distributions")["distributions"].get(id, {})
    codenames: dict[str, str] = known.get("codenames", {})
    if version is None and codename is not None:
        version = _version_of(codename, codenames)
    if codenames and version is not None:
        codename = codenames.get(version, codename)
    return OperatingSystem(known.get("family", id), id, version, codename)


def distribution_version(
    system: OperatingSystem, package: str, on: date | None = None
) -> str | None:
    """The version that the distribution's own archive gives for a package.

    `on` matters only where the archive moved within one release (EPEL 7); without it the
    last one counts. None when the release has no such package or it is not known.
    """
    found = distribution_package(system, package, on)
    return None if found is None else found.version


def distribution_package(
    system: OperatingSystem, package: str, on: date | None = None
) -> PackageVersion | None:
    """Like `distribution_version`, with the standing of the number."""
    if system.version is None:
        return None
    knowledge = table("distributions")
    id = knowledge["distributions"].get(system.id, {}).get("packages_of", system.id)
    name = knowledge["aliases"].get(package, package)
    release = _release_key(id, system.version)
    served = knowledge["packages"].get(id, {}).get(name, {}).get(release)
    if served is None:
        return None
    seen = release in knowledge["seen"].get(id, {}).get(name, ())
    return PackageVersion(_on_day(served, on), "seen" if seen else "known")


def _on_day(served: str | list[list[str]], on: date | None) -> str:
    if isinstance(served, str):
        return served
    begun = [version for since, version in served if on is None or date.fromisoformat(since) <= on]
    return begun[-1] if begun else served[0][1]


def _release_key(id: str, version: str) -> str:
    """The part of a version that names the release: "7" of CentOS 7.4, "3.8" of Alpine 3.8.1."""
    parts = version.split(".")
    return ".".join(parts[:2]) if id in {"ubuntu", "alpine"} else parts[0]


def _os_named(text: str) -> OperatingSystem | None:
    name = text.lower()[:MAX_LENGTH]
    known = table("boxes")["boxes"].get(re.sub(r"^https?://", "", name))
    if known is not None:
        return os_of_release(known[0], known[1])
    for pattern, id in _patterns():
        if match := pattern.search(name):
            return _os_matched(id, match.groupdict())
    return None


def _os_matched(id: str, parts: dict[str, Any]) -> OperatingSystem:
    if parts.get("codename"):
        return os_of_release(id, None, parts["codename"])
    numbers = [parts[key] for key in ("major", "minor") if parts.get(key)]
    return os_of_release(id, ".".join(numbers) or None)


@functools.cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["match"]), row["id"]) for row in table("boxes")["patterns"])


def _version_of(codename: str, codenames: dict[str, str]) -> str | None:
    return next((number for number, name in codenames.items() if name == codename), None)
