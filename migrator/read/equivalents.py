"""The shell commands that resources of configuration management come to."""

from __future__ import annotations

from collections.abc import Sequence

from migrator.read.shell.texts import join, separated
from migrator.values import Text

Words = tuple[Text, ...]

_INSTALL: dict[str, tuple[str, ...]] = {
    "debian": ("apt-get", "install", "-y"),
    "redhat": ("yum", "install", "-y"),
    "suse": ("zypper", "install", "-y"),
    "alpine": ("apk", "add"),
    "arch": ("pacman", "-S"),
}
_MARKS = {"debian": "=", "redhat": "-", "suse": "=", "alpine": "=", "arch": "="}
_REMOVE: dict[str, tuple[str, ...]] = {
    "debian": ("apt-get", "remove", "-y"),
    "redhat": ("yum", "remove", "-y"),
    "suse": ("zypper", "remove", "-y"),
    "alpine": ("apk", "del"),
    "arch": ("pacman", "-R"),
}


def install(family: str | None, name: Text, version: Text | None = None) -> Words:
    """Installing a package by the package manager of the box's family; apt where it is unknown."""
    family = family if family in _INSTALL else "debian"
    word = join((name, _MARKS[family], version)) if version else name
    return (*_INSTALL[family], word)


def remove(family: str | None, name: Text) -> Words:
    """Removing a package."""
    return (*_REMOVE.get(family or "", _REMOVE["debian"]), name)


def language_package(program: str, name: Text, version: Text | None) -> Words:
    """A package of npm (globally), gem or pip."""
    if program == "npm":
        return ("npm", "install", "-g", join((name, "@", version)) if version else name)
    if program == "gem":
        return ("gem", "install", name, *(("-v", version) if version else ()))
    return (program, "install", join((name, "==", version)) if version else name)


def service(name: Text, verb: str) -> Words:
    """Starting, enabling or stopping a service."""
    if verb in ("enable", "disable"):
        return ("systemctl", verb, name)
    return ("service", name, verb)


def user(name: Text, home: Text | None, shell: Text | None, groups: Sequence[Text]) -> Words:
    """Adding an account."""
    words: list[Text] = ["useradd", "-m"]
    words += ["-d", home] if home else []
    words += ["-s", shell] if shell else []
    words += ["-G", separated(",", groups)] if groups else []
    return (*words, name)


def clone(address: Text, target: Text | None, revision: Text | None) -> Words:
    """Fetching a repository of sources."""
    branch: Words = ("-b", revision) if revision else ()
    return ("git", "clone", *branch, address, *((target,) if target else ()))


def cron_line(schedule: Sequence[Text], command: Text) -> Text:
    """A line of somebody's table of cron jobs; `schedule` has its five columns, or `@daily`."""
    return join([separated(" ", (*schedule, command)), "\n"])
