"""Providers: which one is read, and what their blocks set."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from migrator.read.vagrantfile.config.sections import Section
from migrator.read.vagrantfile.config.vm import VmSection
from migrator.read.vagrantfile.ruby.interpreter import Interpreter
from migrator.read.vagrantfile.ruby.registry import Call
from migrator.read.vagrantfile.ruby.values import Ruby, Symbol, text_of

if TYPE_CHECKING:
    from migrator.read.vagrantfile.config.machines import Loader

DEFAULT_PROVIDER = "virtualbox"
# What a plain Linux host can run without a plugin.
_BUILT_IN = ("virtualbox", "docker")


def pick_provider(run: Interpreter, vm: VmSection, wanted: str | None) -> str:
    """The provider whose overrides count: the wanted one, else what Vagrant would pick.

    Vagrant takes the first one in the file that the host can use.
    """
    if wanted is not None:
        return wanted
    return next((name for name in vm.providers if name in _BUILT_IN), DEFAULT_PROVIDER)


class ProviderSection(Section):
    """A provider's settings; VirtualBox's `customize` may set memory and processors."""

    def record(self, call: Call) -> Ruby:
        if call.name == "customize" and call.arguments:
            command = call.arguments
            if len(command) == 1 and isinstance(command[0], list):
                command = command[0]
            apply_customization(self, command)
            self.calls.append((call.name, [command]))
            return None
        if call.name == "link" and call.arguments:
            self.settings.setdefault("links", []).append(call.arguments[0])
            return None
        return super().record(call)


_FLAGS = {"--memory": "memory", "--cpus": "cpus", "--name": "name"}


def apply_customization(section: Section, command: Ruby) -> None:
    """Read `modifyvm :id --memory 1024` as the settings that it stands for."""
    if not isinstance(command, list):
        return
    words = [text_of(word) if isinstance(word, (str, Symbol)) else word for word in command]
    if not words or words[0] != "modifyvm":
        return
    for word, value in itertools.pairwise(words):
        setting = _FLAGS.get(word) if isinstance(word, str) else None
        if setting is None:
            continue
        if isinstance(value, str) and re.fullmatch(r"\d{1,9}", value):
            value = int(value)
        section.settings[setting] = value


def compile_providers(loader: Loader, vm: VmSection) -> dict[str, Section]:
    """Run every provider's blocks in order and merge what they set."""
    compiled: dict[str, Section] = {}
    for name, blocks in list(vm.providers.items()):
        result: Section = ProviderSection(name)
        for block in list(blocks):
            section: Section = ProviderSection(name, block.at)
            if block.block is not None:
                loader.call(block.block, [section, Section("override")])
            elif block.section is not None:
                section = block.section
                for _, arguments in section.calls:
                    apply_customization(section, arguments[0] if arguments else [])
            result = result.merged(section)
        compiled[name] = _with_customizations(result)
    return compiled


def _with_customizations(section: Section) -> Section:
    calls = [arguments for name, arguments in section.calls if name == "customize"]
    commands = [arguments[0] for arguments in calls if arguments]
    if commands:
        section.settings["customize"] = commands
    return section
