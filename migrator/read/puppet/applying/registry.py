"""How a function declares which types it applies, and what it has at hand for that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from migrator.read import applying
from migrator.read.puppet.catalog import Declared
from migrator.read.puppet.values import Puppet, flat, to_text
from migrator.values import Text

if TYPE_CHECKING:
    from migrator.read.puppet.compiler import Compiler


@dataclass(frozen=True)
class Applying(applying.Applying[Declared]):
    """One resource of the catalogue. `notified` is whether another one said so."""

    compiler: Compiler
    notified: bool = False

    tool = "puppet"

    @property
    def environment(self) -> dict[str, Text]:
        found: dict[str, Text] = {}
        for word in self.words("environment"):
            name, _, value = str(word).partition("=")
            found[name] = value if isinstance(word, str) else word
        return found

    def value(self, *names: str) -> Puppet:
        """The first of these attributes that is set."""
        attributes = self.resource.attributes
        return next((attributes[name] for name in names if attributes.get(name) is not None), None)

    def text(self, *names: str) -> Text | None:
        value = self.value(*names)
        return None if value is None else to_text(value)

    def words(self, *names: str) -> list[Text]:
        return [to_text(item) for item in flat(self.value(*names))]

    def named(self, *names: str) -> Text:
        return self.text(*names) or self.resource.title

    @property
    def ensure(self) -> str:
        """What `ensure` asks for, "present" where it is not said."""
        value = self.value("ensure")
        return "present" if value is None else str(to_text(value))

    @property
    def is_absent(self) -> bool:
        """Whether the resource is to be gone."""
        return self.ensure in ("absent", "purged", "false")


Applies = Callable[[Applying], None]
APPLIES: dict[str, Applies] = {}


def applies(kinds: str) -> Callable[[Applies], Applies]:
    """Declare the function for resources of some types."""

    def declare(function: Applies) -> Applies:
        APPLIES.update(dict.fromkeys(kinds.split(), function))
        return function

    return declare
