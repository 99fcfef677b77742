"""How a function declares which resources it applies, and what it has at hand for that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from migrator.read import equivalents
from migrator.read.chef.resource import Resource
from migrator.read.recording import Account, Recording
from migrator.values import Text

if TYPE_CHECKING:
    from migrator.read.chef.kitchen import Kitchen


@dataclass(frozen=True)
class Applying:
    """One action of one resource, about to be told as commands."""

    kitchen: Kitchen
    resource: Resource
    action: str

    @property
    def recording(self) -> Recording:
        """Where commands and files are noted."""
        return self.kitchen.recording

    @property
    def manager(self) -> str:
        """The program that installs the guest's packages."""
        return equivalents.manager_of(self.recording.guest)

    def account(self, user: str = "root", cwd: Text | None = None) -> Account:
        """Who a command runs as."""
        return Account(user, None, cwd, assumed=self.resource.assumed)

    def run(self, argv: Sequence[Text], account: Account | None = None) -> None:
        """Follow one command."""
        self.recording.run(self.resource.unit, argv, account or self.account())

    def writes(self, path: Text) -> None:
        """Say that a file is written, whose content is told apart."""
        self.recording.command(self.resource.unit, ("tee", path), self.account())

    def note(self, *words: Text) -> None:
        """Say that the resource does something that no command stands for."""
        argv = (f"chef:{self.resource.kind}", *words)
        self.recording.command(self.resource.unit, argv, self.account())


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
