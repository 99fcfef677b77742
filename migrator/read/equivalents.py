"""The shell commands that resources of configuration management come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from migrator.knowledge.systems import system_facts
from migrator.read.shell import Guest
from migrator.read.shell.texts import join, separated
from migrator.values import Text

Words = tuple[Text, ...]


@dataclass(frozen=True)
class Manager:
    """The commands of a program that installs packages; `mark` stands before a version."""

    install: tuple[str, ...]
    remove: tuple[str, ...]
    refresh: tuple[str, ...]
    mark: str = "="


MANAGERS = {
    "apt": Manager(
        ("apt-get", "install", "-y"), ("apt-get", "remove", "-y"), ("apt-get", "update")
    ),
    "yum": Manager(
        ("yum", "install", "-y"), ("yum", "remove", "-y"), ("yum", "makecache"), mark="-"
    ),
    "dnf": Manager(
        ("dnf", "install", "-y"), ("dnf", "remove", "-y"), ("dnf", "makecache"), mark="-"
    ),
    "zypper": Manager(
        ("zypper", "install", "-y"), ("zypper", "remove", "-y"), ("zypper", "refresh")
    ),
    "apk": Manager(("apk", "add"), ("apk", "del"), ("apk", "update")),
    "pacman": Manager(
        ("pacman", "-S", "--noconfirm"), ("pacman", "-R", "--noconfirm"), ("pacman", "-Sy")
    ),
}


def manager_of(guest: Guest) -> str:
    """The name of the program that installs the guest's packages; apt where it is unknown.

    Where only the family is known yum does on every release: newer ones have it as a name of dnf.
    """
    own = system_facts(guest.id, guest.version).manager
    return own or ("yum" if guest.family == "redhat" else "apt")


def install(manager: str, *names: Text, version: Text | None = None) -> Words:
    """Installing packages, the only one in some version."""
    words = MANAGERS[manager]
    return (*words.install, *(versioned(name, words.mark, version) for name in names))


def remove(manager: str, *names: Text) -> Words:
    """Removing packages."""
    return (*MANAGERS[manager].remove, *names)


def versioned(name: Text, mark: str, version: Text | None) -> Text:
    """A package's name with the version behind a mark, where there is one."""
    return join((name, mark, version)) if version else name


def language_package(program: str, name: Text, version: Text | None) -> Words:
    """A package of npm (globally), gem or pip."""
    if program == "npm":
        return ("npm", "install", "-g", versioned(name, "@", version))
    if program == "gem":
        return ("gem", "install", name, *(("-v", version) if version else ()))
    return (program, "install", versioned(name, "==", version))


def service(name: Text, verb: str) -> Words:
    """Starting, enabling or stopping a service."""
    if verb in ("enable", "disable"):
        return ("systemctl", verb, name)
    return ("service", name, verb)


def user(
    name: Text,
    *,
    home: Text | None = None,
    shell: Text | None = None,
    group: Text | None = None,
    groups: Sequence[Text] = (),
) -> Words:
    """Adding an account; `group` is its own, `groups` are the others that it belongs to."""
    words: list[Text] = ["useradd", "-m"]
    for flag, value in (("-d", home), ("-s", shell), ("-g", group)):
        words += [flag, value] if value else []
    words += ["-G", separated(",", groups)] if groups else []
    return (*words, name)


def clone(address: Text, target: Text | None, revision: Text | None) -> Words:
    """Fetching a repository of sources."""
    branch: Words = ("-b", revision) if revision else ()
    return ("git", "clone", *branch, address, *((target,) if target else ()))


def apt_source(address: Text, words: Sequence[Text]) -> Words:
    """Adding a source of Debian packages; `words` are its suites and components."""
    return ("add-apt-repository", "-y", separated(" ", ("deb", address, *words)))


def cron_line(schedule: Sequence[Text], command: Text) -> Text:
    """A line of somebody's table of cron jobs; `schedule` has its five columns, or `@daily`."""
    return join([separated(" ", (*schedule, command)), "\n"])
