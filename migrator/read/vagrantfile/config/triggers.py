"""`config.trigger`: what runs before and after Vagrant's own commands."""

from __future__ import annotations

from dataclasses import dataclass, field

from migrator.machine import Location
from migrator.read.vagrantfile.config.sections import Section, note_entry, set_all
from migrator.read.vagrantfile.ruby.interpreter import shorten
from migrator.read.vagrantfile.ruby.procs import invoke
from migrator.read.vagrantfile.ruby.registry import Call
from migrator.read.vagrantfile.ruby.values import Hash, Ruby, Symbol, text_of


@dataclass(eq=False)
class TriggerEntry:
    """One trigger of one command."""

    when: str
    command: str
    section: Section
    at: Location


@dataclass(eq=False)
class TriggerSection(Section):
    """The triggers of a scope, in order."""

    entries: list[TriggerEntry] = field(default_factory=list)

    def answer(self, call: Call) -> Ruby:
        if call.name not in ("before", "after", "instead_of", "reject"):
            return super().answer(call)
        note_entry(call)
        options = call.options()
        for command in _flat(call.positional()):
            section = Section("trigger", call.run.at(call.node))
            section.conditions = len(call.run.undecided)
            if call.block is not None:
                invoke(call.run, call.block, [section, Section("trigger")], call.node)
            set_all(call.run, section, Hash(options))
            name = _name(call, command)
            self.entries.append(TriggerEntry(call.name, name, section, call.run.at(call.node)))
        return None

    def merged(self, inner: Section) -> Section:
        result = super().merged(inner)
        assert isinstance(result, TriggerSection)
        assert isinstance(inner, TriggerSection)
        result.entries = self.entries + inner.entries
        return result


def _name(call: Call, command: Ruby) -> str:
    """The command, or the action of Vagrant's, that a trigger hangs on."""
    text = (
        text_of(command) if isinstance(command, (str, Symbol)) else getattr(command, "text", None)
    )
    if isinstance(text, str):
        return text
    call.run.doubt(shorten(call.node.text), "what the trigger hangs on is not known", call.node)
    return "unknown"


def _flat(values: list[Ruby]) -> list[Ruby]:
    result: list[Ruby] = []
    for value in values:
        result += value if isinstance(value, list) else [value]
    return result
