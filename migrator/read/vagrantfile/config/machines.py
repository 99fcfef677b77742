"""The merge: from the blocks of a Vagrantfile to its machines."""

from __future__ import annotations

from typing import Any

from migrator.machine import ForwardedPort, Location, Machine, Network
from migrator.read.vagrantfile.config.export import Exporter
from migrator.read.vagrantfile.config.providers import compile_providers, pick_provider
from migrator.read.vagrantfile.config.result import (
    flat,
    forwarded_port,
    network,
    provider,
    synced_folders,
)
from migrator.read.vagrantfile.config.root import Root
from migrator.read.vagrantfile.config.sections import Section
from migrator.read.vagrantfile.config.steps import provisioner, triggers
from migrator.read.vagrantfile.config.vm import Definition, VmSection
from migrator.read.vagrantfile.ruby.control import Leave, LimitReached
from migrator.read.vagrantfile.ruby.interpreter import Interpreter
from migrator.read.vagrantfile.ruby.procs import arity, invoke
from migrator.read.vagrantfile.ruby.values import Proc, Symbol
from migrator.values import Value

DEFAULT_MACHINE = "default"


class Loader:
    """Runs each block once and merges what the blocks recorded, as Vagrant's loader does."""

    def __init__(self, run: Interpreter, provider: str | None) -> None:
        self.run = run
        self.provider = provider
        self.outer: list[Root] = []

    def machines(self, blocks: list[tuple[str, Any]], vagrantfile: str) -> tuple[Machine, ...]:
        """Every machine, in the order of definition."""
        self.outer = [self.load(version, block) for version, block in list(blocks)]
        defined = _merged(self.outer).vm.defined
        only = len(defined) <= 1
        if not defined:
            nowhere = Location(vagrantfile, 1)
            at = next((root.at for root in self.outer if root.at is not None), nowhere)
            defined = {DEFAULT_MACHINE: Definition(at)}
        wanted = (name for name, each in defined.items() if _is_primary(each))
        primary = next(iter(defined)) if only else next(wanted, None)
        return tuple(
            self.machine(name, definition, name == primary)
            for name, definition in list(defined.items())
        )

    def load(self, version: str, block: Any) -> Root:
        """What one block records; `Vagrant.configure("2", 3)` has no block, and records nothing."""
        if not isinstance(block, Proc):
            return Root("", None, version=version)
        node = block.node
        root = Root("", self.run.at(node), version=version)
        self.call(block, [root])
        return _upgraded(root) if version == "1" else root

    def call(self, block: Any, arguments: list[Any]) -> None:
        """Run a block; whatever way it ends, what it recorded so far counts."""
        if self.run.exhausted is not None:
            return
        depth, scope = self.run.depth, self.run.scope
        try:
            invoke(self.run, block, arguments, block.node)
        except LimitReached as limit:
            self.run.give_up(limit.unknown)
        except RecursionError:
            self.run.give_up(self.run.unknown("it is nested too deeply", block.node))
        except Leave:
            pass
        finally:
            self.run.depth, self.run.scope = depth, scope

    def machine(self, name: str, definition: Definition, primary: bool) -> Machine:
        """One machine: the outer blocks, its own, then the provider's overrides."""
        inner = [self.load(version, block) for version, block in list(definition.blocks)]
        root = _merged([*self.outer, *inner])
        provider = pick_provider(self.run, root.vm, self.provider)
        overrides = [
            block.block
            for block in root.vm.providers.get(provider, [])
            if block.block is not None and arity(block.block) >= 2
        ]
        override_roots = []
        for block in overrides:
            override = Root("", self.run.at(block.node))
            self.call(block, [Section("provider"), override])
            override_roots.append(override)
        if override_roots:
            root = _merged([*self.outer, *inner, *override_roots])
        providers = compile_providers(self, root.vm)
        # Vagrant loads a machine more than once, so what a provider's block sets on the
        # configuration around it counts as well.
        root = _merged([*self.outer, *inner, *override_roots])
        return self.finished(name, definition, root, providers, primary)

    def finished(
        self,
        name: str,
        definition: Definition,
        root: Root,
        providers: dict[str, Section],
        primary: bool,
    ) -> Machine:
        """The machine of the result, with Vagrant's defaults."""
        export = Exporter(self.run)
        vm, at, options = root.vm, definition.at, definition.options
        ports, others = _networks(export, vm)
        hidden = ("box", "box_version", "box_url", "hostname")
        box_url = vm.settings.get("box_url")
        if isinstance(box_url, list):
            box_url = box_url[0] if box_url else None
        return Machine(
            name=name,
            at=at,
            primary=primary,
            autostart=options.get(Symbol("autostart"), True) not in (None, False),
            box=export.text(vm.settings.get("box"), at),
            box_version=export.text(vm.settings.get("box_version"), at),
            box_url=export.text(box_url, at),
            hostname=export.text(vm.settings.get("hostname"), at),
            forwarded_ports=ports,
            networks=others,
            synced_folders=synced_folders(export, vm),
            provisioners=tuple(provisioner(export, entry) for entry in vm.provisioners),
            providers=tuple(provider(export, each, part, at) for each, part in providers.items()),
            triggers=triggers(export, root.triggers.entries),
            ssh=export.mapping(root.part("ssh").settings, at),
            plugins=_plugins(export, root, at),
            settings=export.mapping(
                {key: value for key, value in vm.settings.items() if key not in hidden}, at
            ),
        )


def _is_primary(definition: Definition) -> bool:
    return definition.options.get(Symbol("primary")) not in (None, False)


def _networks(
    export: Exporter, vm: VmSection
) -> tuple[tuple[ForwardedPort, ...], tuple[Network, ...]]:
    """The forwarded ports, and the networks of every other kind."""
    ports = [entry for entry in vm.networks.values() if entry.kind == "forwarded_port"]
    others = [entry for entry in vm.networks.values() if entry.kind != "forwarded_port"]
    return (
        tuple(forwarded_port(export, entry) for entry in ports),
        tuple(network(export, entry) for entry in others),
    )


def _plugins(export: Exporter, root: Root, at: Location) -> dict[str, dict[str, Value]]:
    """The sections that Vagrant itself has no meaning for."""
    return {
        name: export.mapping(flat(part), at)
        for name, part in root.parts.items()
        if name not in ("vm", "ssh", "trigger")
    }


def _upgraded(root: Root) -> Root:
    """What a block of version 1 leaves: what a machine's block sets on it later is lost."""
    result = _merged([root])
    result.parts = {
        name: type(part)(part.name, part.at).merged(part) for name, part in root.parts.items()
    }
    return result


def _merged(roots: list[Root]) -> Root:
    result: Section = Root("")
    for root in roots:
        result = result.merged(root)
    assert isinstance(result, Root)
    return result
