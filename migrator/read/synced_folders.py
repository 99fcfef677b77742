"""Where a path of the guest lies in the repository: synced folders, read backwards."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from migrator.machine import Machine
from migrator.values import Text


@dataclass(frozen=True)
class GuestPaths:
    """How one machine's paths map to the repository."""

    folders: Mapping[str, str]
    links: Mapping[str, str]


def shared_folders(machine: Machine, vagrantfile: str) -> dict[str, str]:
    """Guest path -> path relative to the root, for each folder that lies in the repository.

    Host paths are relative to the Vagrantfile's own folder; those that leave the
    repository (`../other`, `~/keys`) are left out.
    """
    base = posixpath.dirname(vagrantfile)
    found: dict[str, str] = {}
    for folder in machine.synced_folders:
        if folder.disabled or not isinstance(folder.host, str):
            continue
        if not isinstance(folder.guest, str) or folder.host.startswith(("/", "~")):
            continue
        host = posixpath.normpath(posixpath.join(base, folder.host))
        if not host.startswith(".."):
            found[folder.guest.rstrip("/") or "/"] = host
    return found


def in_repository(
    path: Text | None, folders: Mapping[str, str], links: Mapping[str, str]
) -> str | None:
    """The path relative to the root that `path` of the guest stands for, None when it is elsewhere.

    `links` are symbolic links that provisioning made (link -> target), followed a
    bounded number of times.
    """
    if not isinstance(path, str) or not path.startswith("/"):
        return None
    current = posixpath.normpath(path)
    for _ in range(8):
        for guest in sorted(folders, key=len, reverse=True):
            if current == guest or current.startswith(f"{guest.rstrip('/')}/"):
                rest = current[len(guest) :].lstrip("/")
                return posixpath.normpath(posixpath.join(folders[guest], rest))
        link = next(
            (name for name in sorted(links, key=len, reverse=True) if _below(current, name)), None
        )
        if link is None:
            return None
        target = posixpath.join(posixpath.dirname(link), links[link])
        current = posixpath.normpath(posixpath.join(target, current[len(link) :].lstrip("/")))
    return None


def _below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def addresses(machines: Iterable[Machine]) -> dict[str, str]:
    """Private address -> machine name, for telling which machine a connection means."""
    return {
        network.ip: machine.name
        for machine in machines
        for network in machine.networks
        if isinstance(network.ip, str)
    }
