"""How a function declares which types it applies, and what it has at hand for that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from migrator.read import equivalents
from migrator.read.puppet.catalog import Declared
from migrator.read.puppet.values import Puppet, flat, to_text
from migrator.read.recording import Account, Recording
from migrator.values import Text

if TYPE_CHECKING:
    from migrator.read.puppet.compiler import Compiler


@dataclass(frozen=True)
class Applying:
    """One resource, about to be told as commands. `notified` is whether another one said so."""

    compiler: Compiler
    resource: Declared
    notified: bool = False

    @property
    def recording(self) -> Recording:
        """Where commands and files are noted."""
        return self.compiler.recording

    @property
    def manager(self) -> str:
        """The program that installs the guest's packages."""
        return equivalents.manager_of(self.recording.guest)

    def value(self, *names: str) -> Puppet:
        """The first of these attributes that is set."""
        attributes = self.resource.attributes
        return next((attributes[name] for name in names if attributes.get(name) is not None), None)

    def text(self, *names: str) -> Text | None:
        """An attribute as text; None where it is not set."""
        value = self.value(*names)
        return None if value is None else to_text(value)

    def named(self, *names: str) -> Text:
        """An attribute that is the title unless it is set."""
        return self.text(*names) or self.resource.title

    def words(self, *names: str) -> list[Text]:
        """An attribute as a list of texts."""
        return [to_text(item) for item in flat(self.value(*names))]

    @property
    def ensure(self) -> str:
        """What `ensure` asks for, "present" where it is not said."""
        value = self.value("ensure")
        return "present" if value is None else str(to_text(value))

    @property
    def is_absent(self) -> bool:
        """Whether the resource is to be gone."""
        return self.ensure in ("absent", "purged", "false")

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
        argv = (f"puppet:{self.resource.kind}", *words)
        self.recording.command(self.resource.unit, argv, self.account())


Applies = Callable[[Applying], None]
APPLIES: dict[str, Applies] = {}


def applies(kinds: str) -> Callable[[Applies], Applies]:
    """Declare the function for resources of some types."""

    def declare(function: Applies) -> Applies:
        APPLIES.update(dict.fromkeys(kinds.split(), function))
        return function

    return declare
