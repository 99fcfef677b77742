"""Version 1 of the configuration (`Vagrant::Config.run`), upgraded as Vagrant itself does.

Version 2 has no `forward_port`, `share_folder`, `customize` and `boot_mode`: there they
count for nothing, as in Vagrant, and are a doubt.
"""

from __future__ import annotations

from collections.abc import Callable

from migrator.read.vagrantfile.config.sections import Section, note_entry
from migrator.read.vagrantfile.config.vm import (
    ProviderBlock,
    VmSection,
    add_folder,
    add_network,
    declare,
    network,
    symbol_options,
)
from migrator.read.vagrantfile.ruby.interpreter import shorten
from migrator.read.vagrantfile.ruby.registry import Call
from migrator.read.vagrantfile.ruby.values import Hash, Ruby, Symbol, text_of

VmMethod = Callable[[VmSection, Call], Ruby]
_NETWORKS = {"hostonly": "private_network", "bridged": "public_network"}


def forward_port(vm: VmSection, call: Call) -> Ruby:
    """`forward_port 80, 8080`, in the oldest files with a name in front."""
    positional = call.positional()
    if len(positional) > 2:
        positional = positional[1:]
    given = symbol_options(call)
    options = Hash()
    for old in ("adapter", "protocol"):
        if Symbol(old) in given:
            options[Symbol(f"virtualbox__{old}")] = given[Symbol(old)]
    options[Symbol("guest")], options[Symbol("host")] = positional[0], positional[1]
    return add_network(vm, call, "forwarded_port", options)


def share_folder(vm: VmSection, call: Call) -> Ruby:
    """`share_folder "id", "/guest", "host"`."""
    note_entry(call)
    positional = call.positional()
    options = symbol_options(call)
    name = text_of(positional[0]) if isinstance(positional[0], (str, Symbol)) else positional[0]
    options[Symbol("id")] = "vagrant-root" if name == "v-root" else name
    return add_folder(vm, call, positional[2], positional[1], options)


def any_network(vm: VmSection, call: Call) -> Ruby:
    """`network :hostonly, "10.0.0.2"`; Vagrant passes over every other kind in version 1."""
    kind = call.required()
    if vm.version != "1" or not isinstance(kind, (str, Symbol)):
        return network(vm, call)
    name = _NETWORKS.get(text_of(kind))
    if name is None:
        why = "version 1 of the configuration has no such network; Vagrant passes over it"
        call.run.doubt(shorten(call.node.text), why, call.node)
        return None
    options = symbol_options(call)
    positional = call.positional()
    if name == "private_network" and len(positional) > 1:
        address = positional[1]
        key = "type" if isinstance(address, Symbol) and address.name == "dhcp" else "ip"
        options[Symbol(key)] = address
    return add_network(vm, call, name, options)


def customize(vm: VmSection, call: Call) -> Ruby:
    """`customize ["modifyvm", …]` belongs to VirtualBox."""
    if not call.arguments:
        return None
    section = Section("virtualbox", call.run.at(call.node))
    section.calls.append(("customize", list(call.arguments)))
    vm.providers.setdefault("virtualbox", []).append(
        ProviderBlock(call.run.at(call.node), section=section)
    )
    return None


def boot_mode(vm: VmSection, call: Call) -> Ruby:
    """`boot_mode = :gui` belongs to VirtualBox as well."""
    section = Section("virtualbox", call.run.at(call.node))
    mode = call.required()
    section.settings["gui"] = isinstance(mode, (str, Symbol)) and text_of(mode) == "gui"
    vm.providers.setdefault("virtualbox", []).append(
        ProviderBlock(call.run.at(call.node), section=section)
    )
    return mode


def _only_in_one(name: str, method: VmMethod) -> VmMethod:
    """A setting that version 2 does not have: Vagrant passes over it, and refuses to start."""

    def answer(vm: VmSection, call: Call) -> Ruby:
        if vm.version == "1":
            return method(vm, call)
        why = f"version 2 of the configuration has no `{name}`; Vagrant would refuse the file"
        call.run.doubt(shorten(call.node.text), why, call.node)
        return None

    return answer


for _name, _method in (
    ("boot_mode=", boot_mode),
    ("forward_port", forward_port),
    ("share_folder", share_folder),
    ("customize", customize),
):
    declare(_name, _only_in_one(_name, _method))
declare("network", any_network)
