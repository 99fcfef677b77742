"""Virtual machines as Vagrant would configure them: the Vagrantfile reader's result.

Nothing here knows of Docker or Node. A field that the reader could not compute
holds an `Unknown`; a field that the Vagrantfile does not set holds None or the
default that Vagrant itself would use.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from migrator.values import Text, Unknown, Value


@dataclass(frozen=True)
class Location:
    """A line of a file of the repository; `source` is relative to its root."""

    source: str
    line: int


@dataclass(frozen=True)
class ForwardedPort:
    """A guest port that Vagrant publishes on the host.

    Ports that Vagrant adds by itself (22 to 2222, id "ssh") are not listed;
    one that the Vagrantfile writes itself is.
    """

    guest: int | Unknown
    host: int | Unknown | None
    at: Location
    protocol: str = "tcp"
    host_ip: Text | None = None
    guest_ip: Text | None = None
    id: str | None = None
    auto_correct: bool = False


@dataclass(frozen=True)
class Network:
    """A private or public network; `ip` is None where DHCP gives the address."""

    kind: str
    at: Location
    ip: Text | None = None
    options: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class SyncedFolder:
    """A folder of the host that is visible in the guest."""

    host: Text
    guest: Text
    at: Location | None
    disabled: bool = False
    type: Text | None = None
    options: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Provisioner:
    """One provisioning step, with every option as the Vagrantfile gave it.

    `inline` and `path` are set for shell provisioners. `inline_at` is where the
    first line of an inline script stands, so that a line of the script can be
    named as a line of the Vagrantfile; None when the text was put together by
    code and no line of it corresponds.
    """

    kind: str
    at: Location
    name: str | None = None
    run: str = "once"
    inline: Text | None = None
    inline_at: Location | None = None
    path: Text | None = None
    args: tuple[Text, ...] = ()
    env: Mapping[str, Text] = field(default_factory=dict)
    privileged: bool = True
    options: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Provider:
    """What one provider's section sets: memory in MiB, cpus, and the rest."""

    name: str
    memory: int | Unknown | None = None
    cpus: int | Unknown | None = None
    options: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Trigger:
    """A trigger: when it fires, on which command, and what it runs."""

    when: str
    commands: tuple[str, ...]
    at: Location
    options: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Machine:
    """One machine after every scope that applies to it was merged."""

    name: str
    at: Location
    primary: bool = False
    autostart: bool = True
    box: Text | None = None
    box_version: Text | None = None
    box_url: Text | None = None
    hostname: Text | None = None
    forwarded_ports: tuple[ForwardedPort, ...] = ()
    networks: tuple[Network, ...] = ()
    synced_folders: tuple[SyncedFolder, ...] = ()
    provisioners: tuple[Provisioner, ...] = ()
    providers: tuple[Provider, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    ssh: Mapping[str, Value] = field(default_factory=dict)
    plugins: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    settings: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class EnvironmentRead:
    """A variable of the host's environment that the Vagrantfile looked at."""

    name: str
    value: str | None
    at: Location


@dataclass(frozen=True)
class Doubt:
    """Something the reader saw and could not follow, or a choice it had to make."""

    what: str
    why: str
    at: Location


@dataclass(frozen=True)
class VagrantConfig:
    """Everything that one Vagrantfile says.

    `read_files` lists the repository's files that were loaded on the way (settings,
    included Ruby files), `host_branches` the conditions that depend on the host. `broken`
    is where the file is not Ruby, and how it was read all the same.
    """

    vagrantfile: str
    machines: tuple[Machine, ...]
    environment: tuple[EnvironmentRead, ...] = ()
    host_branches: tuple[Doubt, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    read_files: tuple[str, ...] = ()
    broken: Doubt | None = None
