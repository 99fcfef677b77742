"""How a function declares which states it applies, and what it has at hand for that."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from migrator.read import equivalents
from migrator.read.ansible.values import listed, truth
from migrator.read.recording import Account, Recording
from migrator.read.salt.compiler import Compiler, text_of
from migrator.read.salt.states import State
from migrator.values import Text, Unknown


@dataclass(frozen=True)
class Applying:
    """One state with one of its names, about to be told as commands.

    `given` are its arguments, those of the name over those of the state.
    """

    compiler: Compiler
    state: State
    name: Text
    given: Mapping[str, Any]

    @property
    def recording(self) -> Recording:
        """Where commands and files are noted."""
        return self.compiler.recording

    @property
    def manager(self) -> str:
        """The program that installs the packages of the box."""
        return equivalents.manager_of(self.recording.guest)

    @property
    def verb(self) -> str:
        """The function without its module: `installed`."""
        return self.state.function.partition(".")[2]

    def value(self, *names: str) -> Any:
        """The first of these arguments that is given."""
        return next((self.given[name] for name in names if self.given.get(name) is not None), None)

    def text(self, *names: str) -> Text | None:
        """An argument as text; None where it is not given."""
        value = self.value(*names)
        return None if value is None else text_of(value)

    def words(self, *names: str) -> list[Text]:
        """An argument as a list of texts."""
        return [text_of(one) for one in listed(self.value(*names)) if not isinstance(one, Mapping)]

    def flag(self, name: str) -> bool:
        """Whether an argument is given and true."""
        return truth(self.value(name)) is True

    def account(self, cwd: Text | None = None) -> Account:
        """Who a command runs as: `runas` or `user`, with `env`."""
        user = self.text("runas", "user")
        name = user if isinstance(user, str) and user else "root"
        return Account(name, None, cwd, self._environment(), self.state.assumed)

    def _environment(self) -> dict[str, Text]:
        found: dict[str, Text] = {}
        for one in listed(self.value("env")):
            if isinstance(one, Mapping):
                found.update({str(key): text_of(value) for key, value in one.items()})
            elif isinstance(one, str) and "=" in one:
                name, _, value = one.partition("=")
                found[name] = value
        return found

    def run(self, argv: Sequence[Text], account: Account | None = None) -> None:
        """Follow one command."""
        own = account or Account(assumed=self.state.assumed)
        self.recording.run(self.state.unit, argv, own)

    def writes(self, path: Text) -> None:
        """Say that a file is written, whose content is told apart."""
        account = Account(assumed=self.state.assumed)
        self.recording.command(self.state.unit, ("tee", path), account)

    def note(self, *words: Text) -> None:
        """Say that the state does something that no command stands for."""
        argv = (f"salt:{self.state.function}", *words)
        self.recording.command(self.state.unit, argv, Account(assumed=self.state.assumed))

    def unknown(self, why: str) -> Unknown:
        """A value that cannot be told at this state's place."""
        self.recording.cannot_follow(self.state.source, self.state.line, why)
        return Unknown(why, self.state.source, self.state.line)


Applies = Callable[[Applying], None]
APPLIES: dict[str, Applies] = {}


def applies(functions: str) -> Callable[[Applies], Applies]:
    """Declare what some functions (`pkg.installed pkg.latest`) do, as shell commands."""

    def declare(function: Applies) -> Applies:
        for name in functions.split():
            APPLIES[name] = function
        return function

    return declare
