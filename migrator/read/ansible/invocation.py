"""How a playbook is run: what stands in the Vagrantfile, or behind `ansible-playbook`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from migrator.values import Text, Value


@dataclass(frozen=True)
class Invocation:
    """One run of a playbook on one machine; paths are relative to the project's root.

    `directory` is where Ansible is called (for ansible.cfg and `@file` variables),
    `inventories` are inventory files or folders, or lists of hosts with a comma;
    `inventory_texts` those that only the guest has. `groups`, `group_vars` and `host_vars` are
    what the Vagrantfile gives. `in_guest` says that Ansible itself runs in the machine, so
    that tasks for localhost do, too. `requirements` is the file with the Galaxy roles.
    `machines` are all machines of the Vagrantfile, `addresses` this one's: what an
    inventory may call it.
    """

    playbook: str
    host: str = "default"
    directory: str = ""
    inventories: tuple[str, ...] = ()
    inventory_texts: tuple[str, ...] = ()
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    group_vars: Mapping[str, Value] = field(default_factory=dict)
    host_vars: Mapping[str, Value] = field(default_factory=dict)
    extra_vars: Mapping[str, Value] = field(default_factory=dict)
    variable_files: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    skip_tags: tuple[str, ...] = ()
    limit: str | None = None
    user: str = "vagrant"
    become: bool = False
    become_user: str | None = None
    in_guest: bool = False
    environment: Mapping[str, Text] = field(default_factory=dict)
    requirements: str | None = None
    roles_path: tuple[str, ...] = ()
    machines: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
