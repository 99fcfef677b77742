"""Networks, folders and providers of the result."""

from __future__ import annotations

from migrator.machine import ForwardedPort, Location, Network, Provider, SyncedFolder
from migrator.read.vagrantfile.config.export import Exporter
from migrator.read.vagrantfile.config.sections import Section
from migrator.read.vagrantfile.config.vm import FolderEntry, NetworkEntry, VmSection
from migrator.read.vagrantfile.ruby.values import Hash, Ruby, Symbol
from migrator.values import Unknown


def flat(section: Section) -> dict[str, Ruby]:
    """A section's settings with those of its nested sections as hashes."""
    values: dict[str, Ruby] = dict(section.settings)
    for name, part in section.parts.items():
        inner = flat(part)
        if inner:
            values[name] = Hash(inner)
    for name, arguments in section.calls:
        values.setdefault(name, list(arguments))
    return values


def forwarded_port(export: Exporter, entry: NetworkEntry) -> ForwardedPort:
    """A forwarded port of the result."""
    options, at = entry.options, entry.at
    guest = export.number(options.get(Symbol("guest")), at)
    identity = export.text(options.get(Symbol("id")), at)
    return ForwardedPort(
        guest=guest if guest is not None else Unknown("no guest port is given", at.source, at.line),
        host=export.number(options.get(Symbol("host")), at),
        at=at,
        protocol=str(export.text(options.get(Symbol("protocol")), at) or "tcp"),
        host_ip=export.text(options.get(Symbol("host_ip")), at),
        guest_ip=export.text(options.get(Symbol("guest_ip")), at),
        id=None if identity is None else str(identity),
        auto_correct=export.flag(options.get(Symbol("auto_correct")), False),
    )


def network(export: Exporter, entry: NetworkEntry) -> Network:
    """A private or public network of the result."""
    options = export.mapping(entry.options, entry.at)
    if options.get("protocol") == "tcp":
        del options["protocol"]
    ip = options.pop("ip", None)
    text = ip if isinstance(ip, (str, Unknown)) else None if ip is None else str(ip)
    return Network(str(entry.kind), entry.at, text, options)


def synced_folders(export: Exporter, vm: VmSection) -> tuple[SyncedFolder, ...]:
    """The folders, with Vagrant's own `/vagrant` where nothing took its place."""
    folders = [folder(export, entry) for entry in vm.folders.values()]
    shares_here = any(entry.options.get(Symbol("hostpath")) == "." for entry in vm.folders.values())
    if not shares_here and "/vagrant" not in vm.folders:
        folders.append(SyncedFolder(".", "/vagrant", None))
    return tuple(folders)


def folder(export: Exporter, entry: FolderEntry) -> SyncedFolder:
    """A synced folder of the result."""
    at = entry.at
    options = export.mapping(entry.options, at)
    host, guest = options.pop("hostpath", None), options.pop("guestpath", None)
    kind = options.pop("type", None)
    disabled = options.pop("disabled", False)
    return SyncedFolder(
        host=host if isinstance(host, (str, Unknown)) else "",
        guest=guest if isinstance(guest, (str, Unknown)) else "",
        at=at,
        disabled=disabled not in (False, None),
        type=kind if isinstance(kind, (str, Unknown)) else None,
        options=options,
    )


def provider(export: Exporter, name: str, section: Section, at: Location) -> Provider:
    """What a provider's blocks set."""
    settings = flat(section)
    memory, cpus = settings.pop("memory", None), settings.pop("cpus", None)
    return Provider(
        name, export.number(memory, at), export.number(cpus, at), export.mapping(settings, at)
    )
