"""Vagrant's `ansible` and `ansible_local` provisioners as runs of a playbook."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import replace

from migrator.machine import Machine, Provisioner
from migrator.read.ansible import read_playbook
from migrator.read.ansible.command_line import CommandLine, read_command_line
from migrator.read.ansible.inventory import matches
from migrator.read.ansible.invocation import Invocation
from migrator.read.ansible.vagrant_options import (
    extra_variables_of,
    groups_of,
    host_vars_of,
    texts_of,
    words_of,
)
from migrator.read.ansible.values import truth
from migrator.read.project import NotReadable, Project
from migrator.read.recording import Setting
from migrator.read.synced_folders import in_repository
from migrator.trace import Trace, Unit
from migrator.values import Unknown, Value


def follow_ansible(setting: Setting) -> Trace:
    """What the provisioner's playbook does; one unit alone where it cannot be read."""
    provisioner = setting.provisioner
    found = invocation_of(
        provisioner,
        setting.machine,
        setting.vagrantfile,
        setting.guest.folders,
        setting.machines,
        setting.project,
    )
    if isinstance(found, Invocation):
        return read_playbook(setting.project, found, guest=setting.guest, state=setting.state)
    at, playbook = provisioner.at, provisioner.options.get("playbook")
    text = f"{provisioner.kind} {playbook}" if playbook is not None else provisioner.kind
    unit = Unit(at.source, at.line, at.line, text)
    return Trace((unit,), (), unreadable=((at.source, at.line, found),), state=setting.state)


def invocation_of(
    provisioner: Provisioner,
    machine: Machine,
    vagrantfile: str,
    folders: Mapping[str, str],
    machines: Sequence[str],
    project: Project,
) -> Invocation | str:
    """How the provisioner runs its playbook; a text says why that cannot be told.

    Paths of `ansible` are relative to the Vagrantfile, those of `ansible_local` to
    `provisioning_path` in the guest, which `folders` maps to the repository.
    """
    options = provisioner.options
    playbook = options.get("playbook")
    if not isinstance(playbook, str):
        why = playbook.reason if isinstance(playbook, Unknown) else "it names none"
        return f"its playbook cannot be told: {why}"
    places = _Places(provisioner, vagrantfile, folders, project)
    path = places.find(playbook)
    if path is None or not project.is_file(path):
        return f"its playbook {playbook} is not in the repository"
    roles = [places.find(one) for one in texts_of(options.get("galaxy_roles_path"))]
    requirements = options.get("galaxy_role_file")
    bare = Invocation(
        path,
        host=machine.name,
        directory=places.directory or "",
        in_guest=provisioner.kind == "ansible_local",
        requirements=places.find(requirements) if isinstance(requirements, str) else None,
        roles_path=tuple(name for name in roles if name),
        machines=tuple(machines),
        addresses=tuple(n.ip for n in machine.networks if isinstance(n.ip, str)),
    )
    raw = read_command_line(texts_of(options.get("raw_arguments")))
    return _with_variables(_with_choices(bare, options, raw), options, raw, places)


def _with_choices(bare: Invocation, options: Mapping[str, Value], raw: CommandLine) -> Invocation:
    """What is run and as whom: tags, limit, privileges."""
    become = options.get("become", options.get("sudo"))
    user = options.get("become_user", options.get("sudo_user"))
    limit = words_of(options.get("limit")) or raw.words("--limit")
    return replace(
        bare,
        tags=words_of(options.get("tags")) or raw.words("--tags"),
        skip_tags=words_of(options.get("skip_tags")) or raw.words("--skip-tags"),
        limit=",".join(limit) or None,
        become=truth(become) is True or "--become" in raw.values,
        become_user=user if isinstance(user, str) else raw.last("--become-user"),
    )


def _with_variables(
    bare: Invocation, options: Mapping[str, Value], raw: CommandLine, places: _Places
) -> Invocation:
    """The inventory and all variables that the Vagrantfile sets."""
    extra, files = extra_variables_of(options.get("extra_vars"), raw.texts("--extra-vars"))
    groups, group_vars = groups_of(options.get("groups"))
    inventories = [*texts_of(options.get("inventory_path")), *raw.texts("--inventory")]
    return replace(
        bare,
        inventories=tuple(name for one in inventories if (name := places.inventory(one))),
        groups=groups,
        group_vars=group_vars,
        host_vars=host_vars_of(options.get("host_vars"), bare.host),
        extra_vars=extra,
        variable_files=tuple(name for one in files if (name := places.find(one))),
    )


class _Places:
    """Where the paths of a provisioner lead in the repository."""

    def __init__(
        self,
        provisioner: Provisioner,
        vagrantfile: str,
        folders: Mapping[str, str],
        project: Project,
    ) -> None:
        self.folders = folders
        self.project = project
        self.in_guest = provisioner.kind == "ansible_local"
        self.base = posixpath.dirname(vagrantfile)
        if self.in_guest:
            path = provisioner.options.get("provisioning_path", "/vagrant")
            self.base = path if isinstance(path, str) else "/vagrant"
            if isinstance(path, Unknown):
                self._presume(provisioner.options.get("playbook"))
        self.directory = self.find(".")

    def _presume(self, playbook: Value) -> None:
        """Where the folder is not known: the one that alone has a file of the playbook's name."""
        ending = f"/{playbook}"
        found = [path for path in self.project.files() if f"/{path}".endswith(ending)]
        if len(found) == 1:
            self.in_guest = False
            self.base = f"/{found[0]}".removesuffix(ending).lstrip("/")

    def find(self, name: str) -> str | None:
        """A path relative to the root, None outside of the repository."""
        path = posixpath.normpath(posixpath.join(self.base, name))
        if self.in_guest:
            return in_repository(path, self.folders, {})
        try:
            return None if name.startswith("~") else self.project.relative(path)
        except NotReadable:
            return None

    def inventory(self, name: str) -> str | None:
        return name if "," in name else self.find(name)


def from_other_machines(machine: Machine, machines: Sequence[Machine]) -> list[Provisioner]:
    """Playbooks that another machine's provisioner runs on this one as well.

    Vagrant limits a playbook to its own machine, unless `limit` says otherwise: the usual way
    to set all machines up in one go is `limit = "all"` on the last of them.
    """
    found: list[Provisioner] = []
    for other in machines:
        for provisioner in other.provisioners if other.name != machine.name else ():
            limit = ",".join(words_of(provisioner.options.get("limit")))
            groups, _ = groups_of(provisioner.options.get("groups"))
            mine = [name for name, hosts in groups.items() if machine.name in hosts]
            meant = bool(limit) and matches(limit, machine.name, mine)
            if provisioner.kind == "ansible" and meant and provisioner not in found:
                found.append(provisioner)
    own = [_without_limit(one) for one in machine.provisioners]
    return [one for one in found if _without_limit(one) not in own]


def _without_limit(provisioner: Provisioner) -> Provisioner:
    options = {key: value for key, value in provisioner.options.items() if key != "limit"}
    return replace(provisioner, at=replace(provisioner.at, line=0), options=options)
