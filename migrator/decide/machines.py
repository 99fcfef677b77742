"""The machines as the plan lists them: what Vagrant would configure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from migrator.machine import Machine, Provisioner, SyncedFolder
from migrator.plan import (
    OperatingSystem,
    PlannedFolder,
    PlannedMachine,
    PlannedPort,
    PlannedProvisioner,
    Warning,
)
from migrator.redact import redact
from migrator.values import Text, Unknown


def planned_machines(
    machines: Sequence[Machine], systems: Mapping[str, OperatingSystem | None]
) -> list[PlannedMachine]:
    """Every machine in order of definition; what could not be computed is null."""
    return [_planned(machine, systems.get(machine.name)) for machine in machines]


def _planned(machine: Machine, os: OperatingSystem | None) -> PlannedMachine:
    memory = next((p.memory for p in machine.providers if p.memory is not None), None)
    cpus = next((p.cpus for p in machine.providers if p.cpus is not None), None)
    return PlannedMachine(
        name=machine.name,
        primary=machine.primary,
        box=_known(machine.box),
        os=os,
        hostname=_known(machine.hostname),
        forwarded_ports=[
            PlannedPort(
                port.guest,
                None if isinstance(port.host, Unknown) else port.host,
                port.protocol,
                _known(port.host_ip),
            )
            for port in machine.forwarded_ports
            if isinstance(port.guest, int)
        ],
        private_ips=sorted(
            network.ip
            for network in machine.networks
            if network.kind == "private_network" and isinstance(network.ip, str)
        ),
        synced_folders=[_folder(folder) for folder in machine.synced_folders],
        provisioners=[_provisioner(provisioner) for provisioner in machine.provisioners],
        memory=memory if isinstance(memory, int) else None,
        cpus=cpus if isinstance(cpus, int) else None,
    )


def _known(value: Text | None) -> str | None:
    return value if isinstance(value, str) else None


def _folder(folder: SyncedFolder) -> PlannedFolder:
    return PlannedFolder(str(folder.host), str(folder.guest), folder.disabled)


def _provisioner(provisioner: Provisioner) -> PlannedProvisioner:
    path = _path(provisioner)
    source: str | None = None
    if provisioner.inline is not None:
        source = "inline"
    elif path is not None:
        source = "url" if "://" in path else "path"
    return PlannedProvisioner(
        kind=provisioner.kind,
        source=source,  # type: ignore[arg-type]  # one of the three literals above
        path=redact(path) if path else None,
        line=provisioner.at.line,
        privileged=provisioner.privileged,
        run=provisioner.run,
    )


def _path(provisioner: Provisioner) -> str | None:
    options = provisioner.options
    named = (provisioner.path, options.get("playbook"), options.get("source"))
    return next((str(value) for value in named if value is not None), None)


def machine_warnings(machines: Sequence[Machine]) -> list[Warning]:
    """What the Vagrantfile leaves open: a port or a box that cannot be computed."""
    found = []
    for machine in machines:
        values = [("box", machine.box), *(("port", p.guest) for p in machine.forwarded_ports)]
        for what, value in values:
            if isinstance(value, Unknown):
                message = (
                    f"The {what} of machine {machine.name} cannot be computed: {value.reason}."
                )
                found.append(Warning("unknown-value", message, value.source, value.line))
    return found
