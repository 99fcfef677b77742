"""Vagrant's `ansible` and `ansible_local` provisioners as runs of a playbook."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from migrator.machine import Machine, Provisioner
from migrator.read.ansible import read_playbook
from migrator.read.ansible.command_line import extra_variables, read_command_line
from migrator.read.ansible.inventory import matches
from migrator.read.ansible.invocation import Invocation
from migrator.read.ansible.shorthand import key_values
from migrator.read.ansible.values import listed, truth
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
    raw = read_command_line(_texts(options.get("raw_arguments")))
    extra, files = _extra_variables(options.get("extra_vars"), raw.texts("--extra-vars"))
    groups, group_vars = _groups(options.get("groups"))
    become = options.get("become", options.get("sudo"))
    user = options.get("become_user", options.get("sudo_user"))
    inventories = [*_texts(options.get("inventory_path")), *raw.texts("--inventory")]
    limit = _words(options.get("limit")) or raw.words("--limit")
    roles = [places.find(one) for one in _texts(options.get("galaxy_roles_path"))]
    requirements = options.get("galaxy_role_file")
    return Invocation(
        path,
        host=machine.name,
        directory=places.directory or "",
        inventories=tuple(name for one in inventories if (name := places.inventory(one))),
        groups=groups,
        group_vars=group_vars,
        host_vars=_host_vars(options.get("host_vars"), machine.name),
        extra_vars=extra,
        variable_files=tuple(name for one in files if (name := places.find(one))),
        tags=_words(options.get("tags")) or raw.words("--tags"),
        skip_tags=_words(options.get("skip_tags")) or raw.words("--skip-tags"),
        limit=",".join(limit) or None,
        become=truth(become) is True or "--become" in raw.values,
        become_user=user if isinstance(user, str) else raw.last("--become-user"),
        in_guest=provisioner.kind == "ansible_local",
        requirements=places.find(requirements) if isinstance(requirements, str) else None,
        roles_path=tuple(name for name in roles if name),
        machines=tuple(machines),
        addresses=tuple(n.ip for n in machine.networks if isinstance(n.ip, str)),
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


def _texts(value: Value) -> list[str]:
    """A text or a list of them; what is not known is left out."""
    return [str(one) for one in listed(value) if isinstance(one, (str, int))]


def _words(value: Value) -> tuple[str, ...]:
    return tuple(part.strip() for text in _texts(value) for part in text.split(",") if part.strip())


def plain(value: Value) -> Any:
    """A value of the Vagrantfile as the playbook's reader has it."""
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    return [plain(one) for one in value] if isinstance(value, tuple) else value


def _extra_variables(value: Value, given: Sequence[str]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """`extra_vars` is a hash, or a text as `-e` takes it."""
    variables, files = extra_variables([*(_texts(value) if isinstance(value, str) else ()), *given])
    if isinstance(value, Mapping):
        variables = {**plain(value), **variables}
    return variables, files


def _groups(value: Value) -> tuple[dict[str, tuple[str, ...]], dict[str, Any]]:
    """The groups' members, and the variables of `NAME:vars`."""
    members: dict[str, tuple[str, ...]] = {}
    variables: dict[str, Any] = {}
    for name, content in value.items() if isinstance(value, Mapping) else ():
        if name.endswith(":vars"):
            variables[name.removesuffix(":vars")] = _pairs(content)
        else:
            texts = _texts(content)
            members[name] = tuple(word for text in texts for word in text.split())
    return members, variables


def _pairs(value: Value) -> dict[str, Any]:
    """Variables as a hash, as `name=value` words, or as a list of those."""
    if isinstance(value, Mapping):
        found = plain(value)
        return dict(found) if isinstance(found, dict) else {}
    return {k: v for text in _texts(value) for k, v in key_values(text).items()}


def _host_vars(value: Value, host: str) -> dict[str, Any]:
    return _pairs(value.get(host)) if isinstance(value, Mapping) else {}


def from_other_machines(machine: Machine, machines: Sequence[Machine]) -> list[Provisioner]:
    """Playbooks that another machine's provisioner runs on this one as well.

    Vagrant limits a playbook to its own machine, unless `limit` says otherwise: the usual way
    to set all machines up in one go is `limit = "all"` on the last of them.
    """
    found: list[Provisioner] = []
    for other in machines:
        for provisioner in other.provisioners if other.name != machine.name else ():
            limit = ",".join(_words(provisioner.options.get("limit")))
            groups, _ = _groups(provisioner.options.get("groups"))
            mine = [name for name, hosts in groups.items() if machine.name in hosts]
            meant = bool(limit) and matches(limit, machine.name, mine)
            if provisioner.kind == "ansible" and meant and provisioner not in found:
                found.append(provisioner)
    own = [_without_limit(one) for one in machine.provisioners]
    return [one for one in found if _without_limit(one) not in own]


def _without_limit(provisioner: Provisioner) -> Provisioner:
    options = {key: value for key, value in provisioner.options.items() if key != "limit"}
    return replace(provisioner, at=replace(provisioner.at, line=0), options=options)
