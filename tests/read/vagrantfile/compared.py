"""Our reading of a Vagrantfile beside real Vagrant's, field by field.

An answer is what `tests/lab/vagrant_oracle.rb` printed. A field that we mark unknown
agrees with any value that its known parts allow; everything else has to be equal.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from migrator.machine import Machine, VagrantConfig
from migrator.values import Unknown

Field = tuple[str, Any]
_MISSING = "(missing)"


@dataclass
class Comparison:
    """How many fields are equal, and which are unknown or wrong, each with both values."""

    equal: int = 0
    unknown: list[tuple[str, Any, Any]] = field(default_factory=list)
    wrong: list[tuple[str, Any, Any]] = field(default_factory=list)

    def add(self, other: Comparison, prefix: str) -> None:
        """Count another comparison's fields as well."""
        self.equal += other.equal
        self.unknown += [
            (f"{prefix}: {name}", ours, theirs) for name, ours, theirs in other.unknown
        ]
        self.wrong += [(f"{prefix}: {name}", ours, theirs) for name, ours, theirs in other.wrong]


def compare(config: VagrantConfig, answer: Mapping[str, Any]) -> Comparison:
    """Compare every field of every machine."""
    ours = dict(_flat("machines", [projected(machine) for machine in config.machines]))
    theirs = dict(_flat("machines", [_tidied(machine) for machine in answer["machines"]]))
    result = Comparison()
    for name in dict.fromkeys([*theirs, *ours]):
        mine, real = ours.get(name, _MISSING), theirs.get(name, _MISSING)
        if isinstance(mine, Unknown):
            target = result.unknown if _allows(mine, real) else result.wrong
            target.append((name, mine, real))
        elif type(mine) is type(real) and mine == real:
            result.equal += 1
        elif not _covered(name, ours):
            result.wrong.append((name, mine, real))
    return result


def _covered(name: str, ours: Mapping[str, Any]) -> bool:
    """Whether the field lies inside a value that we mark unknown as a whole."""
    parts = name.split("/")
    return any(
        isinstance(ours.get("/".join(parts[:length])), Unknown) for length in range(1, len(parts))
    )


def _allows(unknown: Unknown, real: Any) -> bool:
    if unknown.parts == (None,):
        return True
    pattern = "".join(".*" if part is None else re.escape(part) for part in unknown.parts)
    return re.fullmatch(pattern, str(real), re.DOTALL) is not None


def projected(machine: Machine) -> dict[str, Any]:
    """A machine in the shape of the answers."""
    return {
        "name": machine.name,
        "primary": machine.primary,
        "autostart": machine.autostart,
        "box": machine.box,
        "box_version": machine.box_version,
        "box_url": machine.box_url,
        "hostname": machine.hostname,
        "forwarded_ports": [
            {
                "guest": port.guest,
                "host": port.host,
                "protocol": port.protocol,
                "host_ip": port.host_ip,
                "guest_ip": port.guest_ip,
                "id": port.id,
                "auto_correct": port.auto_correct,
            }
            for port in machine.forwarded_ports
            if (port.id, port.guest, port.host) != ("ssh", 22, 2222)
        ],
        "networks": [
            {"kind": net.kind, "ip": net.ip, "options": _set(net.options)}
            for net in machine.networks
        ],
        "synced_folders": [
            {
                "host": folder.host,
                "guest": folder.guest,
                "disabled": folder.disabled,
                "type": folder.type,
                "options": _set(folder.options),
            }
            for folder in machine.synced_folders
        ],
        "provisioners": [_projected_step(step) for step in machine.provisioners],
        "providers": [
            {
                "name": provider.name,
                "memory": provider.memory if provider.name in _COMPARED_PROVIDERS else None,
                "cpus": provider.cpus if provider.name in _COMPARED_PROVIDERS else None,
                "options": _set(provider.options) if provider.name == "docker" else {},
            }
            for provider in machine.providers
        ],
        "triggers": [
            {"when": trigger.when, "command": command, "options": _trigger(trigger.options)}
            for trigger in sorted(machine.triggers, key=lambda each: each.when != "before")
            for command in trigger.commands
        ],
        "ssh": _keys_listed(_set(machine.ssh)),
        "settings": _set(machine.settings),
    }


def _keys_listed(ssh: dict[str, Any]) -> dict[str, Any]:
    """The settings of SSH with a lone private key as Vagrant keeps it."""
    key = ssh.get("private_key_path")
    return {**ssh, "private_key_path": (key,)} if isinstance(key, str) else ssh


def _projected_step(step: Any) -> dict[str, Any]:
    result = {"kind": step.kind, "name": step.name, "run": step.run}
    if step.kind == "shell":
        result.update(
            inline=step.inline,
            path=step.path,
            args=list(step.args),
            env=dict(step.env),
            privileged=step.privileged,
        )
    result["options"] = _tidied_options(step.options) if step.kind in _COMPARED_KINDS else {}
    return result


# Vagrant makes lists of these, and adds these values to every container.
_LISTS = ("cookbooks_path", "roles_path", "nodes_path", "data_bags_path", "environments_path")
_ADDED = {"auto_assign_name": True, "daemonize": True, "restart": "always"}


def _tidied_options(options: Mapping[str, Any]) -> dict[str, Any]:
    result = _set(options)
    for name in _LISTS:
        if isinstance(result.get(name), str):
            result[name] = (result[name],)
    if isinstance(result.get("containers"), Mapping):
        result["containers"] = {
            name: {key: item for key, item in container.items() if _ADDED.get(key) != item}
            for name, container in result["containers"].items()
        }
    return result


# Of a provider that a plugin would bring, a Vagrant without it keeps the last block only.
_COMPARED_PROVIDERS = ("virtualbox", "docker", "hyperv")
# The options of kinds that a plugin would bring are dropped by a Vagrant without it.
_COMPARED_KINDS = frozenset(
    "shell file ansible ansible_local puppet puppet_server chef_solo chef_zero chef_client "
    "chef_apply docker podman salt cfengine".split()
)


def _trigger(options: Mapping[str, Any]) -> dict[str, Any]:
    hidden = ("on_error", "exit_codes", "ignore", "type", "ruby")
    return {
        name: _set(value) if isinstance(value, Mapping) else value
        for name, value in _set(options).items()
        if name not in hidden
    }


# What these are when nothing is set; the answers leave them out then.
_DEFAULTS = {
    "manifest_file": "default.pp", "manifests_path": "manifests", "boot_timeout": 300,
    "box_check_update": True,
}  # fmt: skip


def _set(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options without those that say nothing, or what holds anyway."""
    return {
        name: value
        for name, value in options.items()
        if value not in (None, False, "", (), [])
        and value != {}
        and _DEFAULTS.get(name, _MISSING) != value
    }


def _tidied(machine: Mapping[str, Any]) -> dict[str, Any]:
    """Vagrant's answer with what says nothing left out, and arguments as words."""
    result = dict(machine)
    result["networks"] = [
        {**each, "options": _set(each["options"])} for each in machine["networks"]
    ]
    result["synced_folders"] = [
        {**each, "options": _set(each["options"])} for each in machine["synced_folders"]
    ]
    result["provisioners"] = [_tidied_step(step) for step in machine["provisioners"]]
    result["triggers"] = [
        {**each, "options": _trigger(each["options"])} for each in machine["triggers"]
    ]
    result["providers"] = [
        {**each, "options": _set(each["options"])}
        if each["name"] in _COMPARED_PROVIDERS
        else {**each, "memory": None, "cpus": None}
        for each in machine["providers"]
    ]
    ssh = {name: value for name, value in machine["ssh"].items() if name != "remote_user"}
    result["ssh"], result["settings"] = _set(ssh), _set(machine["settings"])
    return result


def _tidied_step(step: Mapping[str, Any]) -> dict[str, Any]:
    result = {**step, "options": _tidied_options(step["options"])}
    if "args" in step:
        args = step["args"]
        result["args"] = (
            shlex.split(args) if isinstance(args, str) else [str(word) for word in args or ()]
        )
        result["env"] = {name: _as_text(value) for name, value in (step["env"] or {}).items()}
    return result


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _flat(name: str, value: Any) -> Iterator[Field]:
    if isinstance(value, Mapping):
        if not value:
            return
        for key in value:
            yield from _flat(f"{name}/{key}", value[key])
    elif isinstance(value, (list, tuple)):
        yield f"{name}/length", len(value)
        for place, item in enumerate(value):
            yield from _flat(f"{name}/{place}", item)
    else:
        yield name, value
