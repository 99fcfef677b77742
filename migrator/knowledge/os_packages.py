"""What an OS package is for, and what it is called on the image's Debian release."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any, Literal

from migrator.knowledge.tables import table

Kind = Literal["furniture", "build", "runtime", "unknown"]

MAX_LENGTH = 200
# Which table has the names that a package program uses; None for Debian's own.
_NAMES_OF: dict[str, str | None] = {
    **dict.fromkeys(("apt", "apt-get", "aptitude", "dpkg")),
    **dict.fromkeys(("yum", "dnf", "rpm", "zypper"), "yum"),
    "apk": "apk",
    "pacman": "pacman",
}


@dataclass(frozen=True)
class Classified:
    """What becomes of a package.

    "furniture" stays behind, "build" is needed to install dependencies, "runtime" while the
    application runs, "unknown" is for a person to say. `names` are its names on the
    Debian release asked for, all of which exist there; empty for furniture and unknown.
    """

    kind: Kind
    names: tuple[str, ...]
    reason: str


@functools.lru_cache(maxsize=4096)
def classify(name: str, manager: str, suite: str = "bookworm") -> Classified:
    """Sort a package that `manager` (apt, yum, dnf, apk, …) installs.

    `suite` is a Debian release: bullseye, bookworm or trixie. Packages of servers
    are no matter of this function: `services.service_of_package` knows them.
    """
    if len(name) > MAX_LENGTH or manager not in _NAMES_OF:
        return Classified("unknown", (), f"what {manager} installs is no package of Debian")
    bare = re.sub(r":(?:amd64|i386|any|native|armhf|arm64)$", "", name)
    translation = _NAMES_OF[manager]
    debian = bare if translation is None else table("os_packages")[translation].get(bare, bare)
    if reason := _furniture(debian):
        return Classified("furniture", (), reason)
    return _needed(renamed(debian, suite), debian, suite)


def renamed(name: str, suite: str) -> str:
    """The name on a Debian release of a package that was called otherwise before."""
    new = _renames().get(name)
    if new is None:
        for pattern, target in _rename_patterns():
            if match := pattern.fullmatch(name):
                new = target if isinstance(target, dict) else match.expand(target)
                break
    if new is None:
        return name
    return new.get(suite, name) if isinstance(new, dict) else new


def loaded_by(header: str, suite: str) -> tuple[str, ...]:
    """The libraries that a module needs at run time when it was compiled against a -dev package.

    `libpq-dev` gives `libpq5`. Empty when they are not known.
    """
    row = table("os_packages")["loaded_by_headers"].get(renamed(header, suite), ())
    return tuple(row.get(suite, ()) if isinstance(row, dict) else row)


def _needed(name: str, was: str, suite: str) -> Classified:
    found = _kinds().get(name) or _by_pattern(name)
    if found is None:
        return Classified("unknown", (), _why_unknown(was))
    if suite in table("os_packages")["absent"].get(name, ()):
        return Classified("unknown", (), f"Debian {suite} has no package {name}")
    kind, reason = found
    if name != was:
        reason = f"{reason} (called {name} on Debian {suite})"
    return Classified(kind, (name,), reason)


def _furniture(name: str) -> str | None:
    exact = _reasons().get(name)
    if exact is not None:
        return exact
    if name in _kinds() or name in _renames():
        return None
    for pattern, reason in _patterns("furniture_patterns"):
        if pattern.fullmatch(name):
            return reason
    return None


def _by_pattern(name: str) -> tuple[Kind, str] | None:
    for pattern, reason in _patterns("runtime_patterns"):
        if pattern.fullmatch(name):
            return "runtime", reason
    return None


def _why_unknown(name: str) -> str:
    for pattern, reason in _patterns("unknown_patterns"):
        if pattern.fullmatch(name):
            return reason
    return "it is not a package that is known here"


@functools.cache
def _reasons() -> dict[str, str]:
    """Furniture by name."""
    rows = table("os_packages")["furniture"].items()
    return {name: reason for reason, names in rows for name in names}


@functools.cache
def _kinds() -> dict[str, tuple[Kind, str]]:
    """What the image needs, by the name on Debian."""
    packages = table("os_packages")
    loads, headers = "a library that native modules load", "headers that native modules need"
    found: dict[str, tuple[Kind, str]] = {}
    found |= dict.fromkeys(packages["libraries"], ("runtime", loads))
    found |= dict.fromkeys(packages["fonts"], ("runtime", "fonts for rendered text"))
    found |= dict.fromkeys(packages["headers"], ("build", headers))
    found |= dict.fromkeys(packages["loaded_by_headers"], ("build", headers))
    kinds: tuple[Kind, ...] = ("build", "runtime")
    for kind in kinds:
        for reason, names in packages[kind].items():
            found |= dict.fromkeys(names, (kind, reason))
    return found


@functools.cache
def _renames() -> dict[str, str | dict[str, str]]:
    rows = table("os_packages")["renames"]
    return {old: new for names, new in rows for old in names}


@functools.cache
def _rename_patterns() -> tuple[tuple[re.Pattern[str], Any], ...]:
    return tuple((re.compile(old), new) for old, new in table("os_packages")["rename_patterns"])


@functools.cache
def _patterns(key: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), reason) for pattern, reason in table("os_packages")[key])
