"""The machines as Vagrant itself would configure them, one block each."""

from __future__ import annotations

from rich.console import Console

from migrator.plan import Plan, PlannedMachine, PlannedProvisioner
from migrator.report.document import Code, Document, Items, Line, Section
from migrator.report.terminal import print_document


def machine_table(plan: Plan, console: Console) -> None:
    """Print every machine with its box, addresses, ports, folders and provisioners."""
    sections = tuple(_machine(one) for one in plan.machines)
    print_document(Document(plan.project.vagrantfile or plan.project.name, sections), console)


def _machine(machine: PlannedMachine) -> Section:
    lines: list[Line] = [("box ", Code(machine.box or "unknown"))]
    if machine.os is not None:
        lines.append((f"{machine.os.id} {machine.os.version or ''} {machine.os.codename or ''}",))
    if machine.hostname:
        lines.append(("host name ", Code(machine.hostname)))
    lines += [("address ", Code(address)) for address in machine.private_ips]
    for port in machine.forwarded_ports:
        where = f"{port.host_ip + ':' if port.host_ip else ''}{port.host or 'any'}"
        lines.append(("port ", Code(f"{where} to {port.guest}/{port.protocol}")))
    for folder in machine.synced_folders:
        off = " (disabled)" if folder.disabled else ""
        lines.append(("folder ", Code(f"{folder.host} at {folder.guest}"), off))
    lines += [_provisioner(one) for one in machine.provisioners]
    return Section(machine.name, (Items(tuple(lines)),))


def _provisioner(step: PlannedProvisioner) -> Line:
    what = " ".join(part for part in (step.kind, step.source, step.path) if part)
    user = "" if step.privileged else ", as vagrant"
    return ("provisioner ", Code(what), f" on line {step.line}, runs {step.run}{user}")
