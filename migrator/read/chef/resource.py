"""One resource of a recipe: what its block says, until it is applied."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from migrator.read.vagrantfile.ruby.procs import invoke
from migrator.read.vagrantfile.ruby.registry import FUNCTIONS, Call
from migrator.read.vagrantfile.ruby.texts import text_or_unknown
from migrator.read.vagrantfile.ruby.values import Hash, Receiver, Ruby, Symbol
from migrator.values import Text, Unknown

if TYPE_CHECKING:
    from migrator.read.chef.recipe import Recipe
    from migrator.read.vagrantfile.syntax import Node

OF_EVERY_OBJECT = frozenset(
    "nil? is_a? kind_of? respond_to? send public_send instance_eval instance_exec tap then class ! "
    "== != instance_of? instance_variable_get instance_variable_set method freeze itself inspect "
    "object_id hash dup clone equal? === !~ =~ extend define_singleton_method".split()
)
MAX_ITEMS = 1000


@dataclass(frozen=True)
class Notice:
    """One `notifies`: the action on the resource `target` ("service[nginx]"), and when."""

    action: str
    target: str
    at_once: bool


@dataclass(frozen=True)
class Guard:
    """A `not_if` or `only_if`: a shell command or a block."""

    word: str
    condition: Ruby
    options: Hash


@dataclass(eq=False)
class Resource(Receiver):
    """A declared resource; `self` in its block.

    `assumed` are undecided conditions that it stands under; `unit` is its ledger entry.
    """

    kind: str
    name: Ruby
    node: Node
    recipe: Recipe
    unit: int
    assumed: tuple[str, ...] = ()
    properties: dict[str, Ruby] = field(default_factory=dict)
    guards: list[Guard] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    applied: bool = False
    why_not: str | None = None

    type_name = "a resource"

    @property
    def place(self) -> tuple[str, int]:
        """Its file and line."""
        return self.node.source.name, self.node.line

    @property
    def key(self) -> str:
        """How other resources name it: "service[nginx]"."""
        return f"{self.kind}[{self.title}]"

    @property
    def text(self) -> str:
        """How it shows in a text."""
        return self.key

    @property
    def title(self) -> str:
        """The name as text, with marks for what is unknown."""
        return str(text_or_unknown(self.recipe.kitchen.run, self.name, self.node))

    # --- what its block says -----------------------------------------------------------------

    def answer(self, call: Call) -> Ruby:
        name, arguments = call.name, call.arguments
        if name in OF_EVERY_OBJECT or name in FUNCTIONS:
            return NotImplemented
        if name in ("not_if", "only_if"):
            condition = call.positional()[0] if call.positional() else call.block
            self.guards.append(Guard(name, condition, call.options()))
            return None
        if name in ("notifies", "subscribes"):
            self._notice(call)
            return None
        if name == "run_action":
            self.recipe.kitchen.apply(self, [_word(call.required())])
            return None
        if name == "updated_by_last_action?" or name == "updated?":
            return True
        if name.endswith("=") and len(arguments) == 1:
            return self._set(name[:-1], arguments[0])
        if arguments or call.block is not None:
            return self._set(name, self._given(call))
        return self._read(call)

    def _given(self, call: Call) -> Ruby:
        if not call.arguments:
            return call.block
        return call.arguments[0] if len(call.arguments) == 1 else list(call.arguments)

    def _set(self, name: str, value: Ruby) -> Ruby:
        self.properties[name] = value
        return value

    def _read(self, call: Call) -> Ruby:
        if call.name in self.properties:
            return self.properties[call.name]
        if call.name == "name":
            return self.name
        answer = self.recipe.answer_inside(call)
        return None if answer is NotImplemented else answer

    def _notice(self, call: Call) -> None:
        """Read `notifies :restart, "service[x]", :delayed`, also of several targets."""
        words = call.positional()
        targets = call.argument(1)
        if isinstance(targets, Hash):
            targets = [f"{_word(kind)}[{name}]" for kind, name in targets.items()]
        if len(words) < 1 or targets is None:
            return
        last = _word(words[2]) if len(words) > 2 else "delayed"
        at_once = last in ("immediately", "immediate", "before")
        for target in targets if isinstance(targets, list) else [targets]:
            key = target.key if isinstance(target, Resource) else str(target)
            notice = Notice(_word(words[0]), key.replace('"', "").replace("'", ""), at_once)
            if call.name == "notifies":
                self.notices.append(notice)
            else:
                self.recipe.kitchen.awaiting.append((notice, self))

    def fill(self, call: Call) -> None:
        """Evaluate the block that the resource was declared with."""
        if call.block is not None:
            invoke(call.run, call.block, [self], call.node, receiver=self)

    # --- what its properties are -------------------------------------------------------------

    def value(self, *names: str) -> Ruby:
        """The first property of these names that is set."""
        return next((self.properties[name] for name in names if name in self.properties), None)

    def words(self, *names: str) -> list[Text]:
        """A property as a list of texts; what is not text is left out."""
        value = self.value(*names)
        values = value if isinstance(value, list) else [] if value is None else [value]
        return [self.as_text(each) for each in values[:MAX_ITEMS] if each is not None]

    def string(self, *names: str) -> Text | None:
        """A property as text; None where it is not set."""
        value = self.value(*names)
        return None if value is None else self.as_text(value)

    def named(self, *names: str) -> Text:
        """A property that is the resource's own name unless it is set."""
        return self.string(*names) or self.as_text(self.name)

    def as_text(self, value: Ruby) -> Text:
        """A value as text."""
        if isinstance(value, dict):
            return Unknown("it is a hash", self.node.source.name, self.node.line)
        found = text_or_unknown(self.recipe.kitchen.run, value, self.node)
        return found if isinstance(found, Unknown) else str.__str__(found)

    def table(self, *names: str) -> dict[str, Text]:
        """A property that is a hash, as texts by name."""
        value = self.value(*names)
        if not isinstance(value, dict):
            return {}
        return {_word(key): self.as_text(item) for key, item in list(value.items())[:MAX_ITEMS]}

    @property
    def actions(self) -> list[str] | None:
        """The actions that the block names; None for the default."""
        value = self.value("action")
        if value is None:
            return None
        return [_word(each) for each in (value if isinstance(value, list) else [value])]


def _word(value: Ruby) -> str:
    return value.name if isinstance(value, Symbol) else str(value)
