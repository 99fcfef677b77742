"""A section of the configuration: it records whatever is set on it or called."""

from __future__ import annotations

from dataclasses import dataclass, field

from migrator.machine import Location
from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.control import LimitReached
from migrator.read.vagrantfile.ruby.interpreter import Interpreter, shorten
from migrator.read.vagrantfile.ruby.procs import invoke
from migrator.read.vagrantfile.ruby.registry import Call
from migrator.read.vagrantfile.ruby.values import Hash, Receiver, Ruby, Symbol
from migrator.values import Unknown

_OBJECT_METHODS = frozenset(
    "nil? is_a? respond_to? send public_send instance_eval instance_exec tap then class ! == != "
    "kind_of? instance_of? instance_variable_get instance_variable_set method freeze itself "
    "inspect object_id hash dup clone equal? === !~ =~ extend define_singleton_method".split()
)


@dataclass(eq=False)
class Section(Receiver):
    """Settings by name, nested sections, and calls that are not settings."""

    name: str
    at: Location | None = None
    settings: dict[str, Ruby] = field(default_factory=dict)
    parts: dict[str, Section] = field(default_factory=dict)
    calls: list[tuple[str, list[Ruby]]] = field(default_factory=list)
    # How many undecided conditions there were around when the section was made.
    conditions: int = 0

    @property
    def type_name(self) -> str:  # type: ignore[override]  # each section has a name of its own
        return f"config.{self.name}"

    def answer(self, call: Call) -> Ruby:
        name = call.name
        if name in _OBJECT_METHODS:
            return NotImplemented
        if name.endswith("=") and call.arguments:
            return self.set(call.run, name[:-1], call.arguments[-1])
        if name == "[]=":
            return self.set(call.run, str(call.required()), call.arguments[-1])
        if not call.arguments and call.block is None:
            return self.read(call, name)
        return self.record(call)

    def read(self, call: Call, name: str) -> Ruby:
        """A setting that was set here, else the nested section of that name."""
        if name in self.settings:
            return self.settings[name]
        if name.endswith(("!", "?")):
            self.calls.append((name, []))
            return None
        return self.part(name, call.run.at(call.node))

    def part(self, name: str, at: Location | None = None) -> Section:
        """The nested section of a name; made when it is first asked for."""
        if name not in self.parts:
            self.parts[name] = Section(f"{self.name}.{name}", at)
        return self.parts[name]

    def set(self, run: Interpreter, name: str, value: Ruby) -> Ruby:
        """Set a setting; under an undecided condition a changed one is unknown."""
        before = self.settings.get(name)
        if len(run.undecided) > self.conditions and not (
            type(before) is type(value) and before == value
        ):
            because = run.undecided[-1]
            self.settings[name] = Unknown(because.reason, because.source, because.line)
        else:
            self.settings[name] = value
        return value

    def record(self, call: Call) -> Ruby:
        """Note a call with arguments or a block; the block gets a section to write to."""
        self.calls.append((call.name, list(call.arguments)))
        inner = self.part(call.name, call.run.at(call.node))
        if call.block is not None:
            invoke(call.run, call.block, [inner, Section(call.name)], call.node)
        return inner

    def merged(self, inner: Section) -> Section:
        """This section with another one's settings on top."""
        result = type(self)(inner.name, inner.at or self.at)
        result.settings = {**self.settings, **inner.settings}
        result.calls = self.calls + inner.calls
        result.parts = dict(self.parts)
        for name, part in inner.parts.items():
            outer = result.parts.get(name)
            result.parts[name] = outer.merged(part) if outer is not None else part
        return result


def note_entry(call: Call) -> None:
    """Count a machine, network, folder, provisioner or trigger, as far as the limit.

    One that is only made under a condition that cannot be known gets a doubt.
    """
    run = call.run
    run.entries += 1
    if run.entries > limits.MAX_ENTRIES:
        raise LimitReached(call.unknown("the configuration has too many entries"))
    if run.undecided:
        run.doubt(
            shorten(call.node.text),
            f"whether it counts depends: {run.undecided[-1].reason}",
            call.node,
        )


def set_all(run: Interpreter, section: Section, options: Hash) -> None:
    """Set every option as a setting, as Vagrant's `set_options` does."""
    for key, value in options.items():
        section.set(run, key.name if isinstance(key, Symbol) else str(key), value)
