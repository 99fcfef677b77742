"""How a function declares which resources it applies, and what it has at hand for that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from migrator.read import applying
from migrator.read.chef.resource import Resource
from migrator.values import Text

if TYPE_CHECKING:
    from migrator.read.chef.kitchen import Kitchen


@dataclass(frozen=True)
class Applying(applying.Applying[Resource]):
    """One action of one resource."""

    kitchen: Kitchen
    action: str

    tool = "chef"

    @property
    def environment(self) -> dict[str, Text]:
        return self.resource.table("environment", "env")

    def text(self, *names: str) -> Text | None:
        return self.resource.string(*names)

    def words(self, *names: str) -> list[Text]:
        return self.resource.words(*names)

    def named(self, *names: str) -> Text:
        return self.resource.named(*names)


Applies = Callable[[Applying], None]
APPLIES: dict[str, Applies] = {}
DEFAULT_ACTIONS: dict[str, str] = {}


def applies(kinds: str, default: str) -> Callable[[Applies], Applies]:
    """Declare the function for resources of some kinds, with the action they have by default."""

    def declare(function: Applies) -> Applies:
        for kind in kinds.split():
            APPLIES[kind] = function
            DEFAULT_ACTIONS[kind] = default
        return function

    return declare
