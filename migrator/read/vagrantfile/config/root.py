"""The `config` that a block receives, and the loading of blocks."""

from __future__ import annotations

from dataclasses import dataclass

from migrator.machine import Location
from migrator.read.vagrantfile.config import version_one
from migrator.read.vagrantfile.config.sections import Section
from migrator.read.vagrantfile.config.triggers import TriggerSection
from migrator.read.vagrantfile.config.vm import VmSection

__all__ = ["Root", "version_one"]


@dataclass(eq=False)
class Root(Section):
    """Everything under `config`: `vm`, `ssh`, `trigger` and whatever plugins add."""

    version: str = "2"

    def part(self, name: str, at: Location | None = None) -> Section:
        if name not in self.parts:
            if name == "vm":
                self.parts[name] = VmSection("vm", at, version=self.version)
            elif name == "trigger":
                self.parts[name] = TriggerSection("trigger", at)
            else:
                self.parts[name] = Section(name, at)
        return self.parts[name]

    @property
    def vm(self) -> VmSection:
        """`config.vm`."""
        section = self.part("vm")
        assert isinstance(section, VmSection)
        return section

    @property
    def triggers(self) -> TriggerSection:
        """`config.trigger`."""
        section = self.part("trigger")
        assert isinstance(section, TriggerSection)
        return section
