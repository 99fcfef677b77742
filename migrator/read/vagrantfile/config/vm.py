"""`config.vm`: networks, folders, provisioners, providers and the machines it defines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from migrator.machine import Location
from migrator.read.vagrantfile.config.provisioners import (
    ProvisionerEntry,
    ProvisionerSection,
    merge_provisioners,
)
from migrator.read.vagrantfile.config.sections import Section, note_entry, set_all
from migrator.read.vagrantfile.ruby.procs import invoke
from migrator.read.vagrantfile.ruby.registry import Call
from migrator.read.vagrantfile.ruby.texts import concatenate, to_s
from migrator.read.vagrantfile.ruby.values import Hash, Ruby, Symbol, text_of
from migrator.values import Unknown


@dataclass(eq=False)
class NetworkEntry:
    """One network or forwarded port."""

    kind: Ruby
    options: Hash
    at: Location


@dataclass(eq=False)
class FolderEntry:
    """One synced folder."""

    options: Hash
    at: Location


@dataclass(eq=False)
class Definition:
    """A machine that is defined: its options and the blocks that configure it, in order."""

    at: Location
    options: Hash = field(default_factory=Hash)
    blocks: list[tuple[str, Ruby]] = field(default_factory=list)


@dataclass(eq=False)
class ProviderBlock:
    """What is to be set on a provider: a block of the repository, or a finished section."""

    at: Location
    block: Ruby = None
    section: Section | None = None


@dataclass(eq=False)
class VmSection(Section):
    """The machine's own settings, with Vagrant's rules for what is not a plain setting."""

    version: str = "2"
    networks: dict[object, NetworkEntry] = field(default_factory=dict)
    folders: dict[object, FolderEntry] = field(default_factory=dict)
    provisioners: list[ProvisionerEntry] = field(default_factory=list)
    providers: dict[str, list[ProviderBlock]] = field(default_factory=dict)
    defined: dict[str, Definition] = field(default_factory=dict)

    def answer(self, call: Call) -> Ruby:
        name = call.name
        if name in ("host_name=", "hostname="):
            return self.set(call.run, "hostname", call.required())
        method = _METHODS.get(name)
        if method is not None and call.arguments:
            return method(self, call)
        return super().answer(call)

    def merged(self, inner: Section) -> Section:
        result = super().merged(inner)
        assert isinstance(result, VmSection)
        assert isinstance(inner, VmSection)
        result.networks = {**self.networks, **inner.networks}
        result.folders = dict(self.folders)
        for key, folder in inner.folders.items():
            outer = result.folders.get(key)
            options = Hash({**outer.options, **folder.options}) if outer else folder.options
            result.folders[key] = FolderEntry(options, folder.at)
        result.provisioners = merge_provisioners(self.provisioners, inner.provisioners)
        result.providers = {name: list(blocks) for name, blocks in self.providers.items()}
        for name, blocks in inner.providers.items():
            result.providers.setdefault(name, []).extend(blocks)
        result.defined = dict(self.defined)
        for name, definition in inner.defined.items():
            above = result.defined.get(name)
            if above is not None:
                options = Hash({**above.options, **definition.options})
                definition = Definition(above.at, options, above.blocks + definition.blocks)
            result.defined[name] = definition
        return result


def symbol_options(call: Call) -> Hash:
    """The options of a call in a hash of their own, with symbols for keys."""
    return Hash(
        {
            Symbol(key) if isinstance(key, str) else key: value
            for key, value in call.options().items()
        }
    )


def network(vm: VmSection, call: Call) -> Ruby:
    """Record a network; one with the same id as before changes it."""
    kind = call.required()
    options = symbol_options(call)
    return add_network(vm, call, kind, options)


def add_network(vm: VmSection, call: Call, kind: Ruby, options: Hash) -> Ruby:
    """Record a network under the id that Vagrant gives it."""
    note_entry(call)
    name = text_of(kind) if isinstance(kind, (str, Symbol)) else kind
    protocol = Symbol("protocol")
    if options.get(protocol) in (None, False):
        options[protocol] = "tcp"
    identity: Ruby = options.get(Symbol("id"))
    if identity is None and name == "forwarded_port":
        parts = [options.get(Symbol(part)) for part in ("host_ip", "protocol", "host")]
        identity = concatenate([to_s(part) for part in parts])
    unique = identity is None or isinstance(identity, Unknown)
    key: object = object() if unique else f"{name}-{text_of(identity)}"
    before = vm.networks.get(key)
    if before is not None:
        options = Hash({**before.options, **options})
    vm.networks[key] = NetworkEntry(name, options, call.run.at(call.node))
    return None


def synced_folder(vm: VmSection, call: Call) -> Ruby:
    """Record a synced folder under its guest path (or its `name:`)."""
    note_entry(call)
    positional = call.positional()
    host = positional[0] if positional else None
    guest = positional[1] if len(positional) > 1 else None
    return add_folder(vm, call, host, guest, symbol_options(call))


def add_folder(vm: VmSection, call: Call, host: Ruby, guest: Ruby, options: Hash) -> Ruby:
    """Record a synced folder the way Vagrant keeps it."""
    nfs, name = Symbol("nfs"), Symbol("name")
    if options.get(nfs) not in (None, False):
        options[Symbol("type")] = Symbol("nfs")
        del options[nfs]
    key = options.pop(name) if name in options else guest
    if guest is not None:
        text = to_s(guest)
        options[Symbol("guestpath")] = text.removesuffix("/") if isinstance(text, str) else text
    options[Symbol("hostpath")] = host
    options.setdefault(Symbol("disabled"), False)
    before = vm.folders.get(_folder_key(options.get(Symbol("guestpath"))))
    if before is not None:
        options = Hash({**before.options, **options})
    vm.folders[_folder_key(key)] = FolderEntry(options, call.run.at(call.node))
    return None


def _folder_key(value: Ruby) -> object:
    if isinstance(value, (str, Symbol)):
        return text_of(value)
    text = getattr(value, "text", None)
    return text if isinstance(text, str) else (value if isinstance(value, Unknown) else None)


def provision(vm: VmSection, call: Call) -> Ruby:
    """Record a provisioner; its block runs at once, as Vagrant runs it."""
    note_entry(call)
    run = call.run
    options = symbol_options(call)
    kind: Ruby = call.required()
    name: Ruby = None
    if Symbol("type") in options:
        kind, name = options.pop(Symbol("type")), kind
    elif Symbol("id") in options:
        name = options.pop(Symbol("id"))
    entry = None
    if isinstance(name, (str, Symbol)):
        entry = next((p for p in vm.provisioners if p.identity == text_of(name)), None)
    if entry is None:
        text = text_of(kind) if isinstance(kind, (str, Symbol)) else ""
        section = ProvisionerSection(text, run.at(call.node), kind=text)
        entry = ProvisionerEntry(name, text if text else kind, section, run.at(call.node))
        entry.before = options.pop(Symbol("before"), None)
        entry.after = options.pop(Symbol("after"), None)
        vm.provisioners.append(entry)
    if Symbol("preserve_order") in options:
        entry.preserve_order = bool(options.pop(Symbol("preserve_order")))
    if Symbol("run") in options:
        entry.run = options.pop(Symbol("run"))
    options.pop(Symbol("communicator_required"), None)
    current = ProvisionerSection(entry.section.name, run.at(call.node), kind=entry.section.kind)
    current.conditions = len(run.undecided)
    set_all(run, current, options)
    if call.block is not None:
        invoke(run, call.block, [current], call.node)
    merged = entry.section.merged(current)
    assert isinstance(merged, ProvisionerSection)
    entry.section = merged
    return None


def provider(vm: VmSection, call: Call) -> Ruby:
    """Keep a provider's block for later; Vagrant runs it when everything else is merged."""
    name = call.required()
    if not isinstance(name, (str, Symbol)):
        return name
    blocks = vm.providers.setdefault(text_of(name), [])
    if call.block is not None:
        note_entry(call)
        blocks.append(ProviderBlock(call.run.at(call.node), call.block))
    return None


def define(vm: VmSection, call: Call) -> Ruby:
    """Record a machine; its block runs after the block around it has ended."""
    note_entry(call)
    run = call.run
    name = call.required()
    if isinstance(name, Unknown):
        run.doubt("config.vm.define", f"the machine's name is not known: {name.reason}", call.node)
    text = str(name) if isinstance(name, Unknown) else to_s(name)
    key = str(text)
    definition = vm.defined.setdefault(key, Definition(run.at(call.node)))
    definition.options.update(symbol_options(call))
    if call.block is not None:
        definition.blocks.append((vm.version, call.block))
    return None


_METHODS: dict[str, Callable[[VmSection, Call], Ruby]] = {
    "network": network,
    "synced_folder": synced_folder,
    "provision": provision,
    "provider": provider,
    "define": define,
}


def declare(name: str, method: Callable[[VmSection, Call], Ruby]) -> None:
    """Add a method of `config.vm`; version 1 does so in `version_one.py`."""
    _METHODS[name] = method
