"""How a function declares which states it applies, and what it has at hand for that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from migrator.read import applying
from migrator.read.ansible.values import listed, truth
from migrator.read.recording import Account
from migrator.read.salt.compiler import Compiler, text_of
from migrator.read.salt.states import State
from migrator.values import Text, Unknown


@dataclass(frozen=True)
class Applying(applying.Applying[State]):
    """One state with one of its names.

    `given` are its arguments, those of the name over those of the state.
    """

    compiler: Compiler
    name: Text
    given: Mapping[str, Any]

    tool = "salt"

    @property
    def verb(self) -> str:
        """The function without its module: `installed`."""
        return self.resource.function.partition(".")[2]

    @property
    def user(self) -> str:
        user = self.text("runas", "user")
        return user if isinstance(user, str) and user else "root"

    @property
    def environment(self) -> dict[str, Text]:
        found: dict[str, Text] = {}
        for one in listed(self.value("env")):
            if isinstance(one, Mapping):
                found.update({str(key): text_of(value) for key, value in one.items()})
            elif isinstance(one, str) and "=" in one:
                name, _, value = one.partition("=")
                found[name] = value
        return found

    def value(self, *names: str) -> Any:
        """The first of these arguments that is given."""
        return next((self.given[name] for name in names if self.given.get(name) is not None), None)

    def text(self, *names: str) -> Text | None:
        value = self.value(*names)
        return None if value is None else text_of(value)

    def words(self, *names: str) -> list[Text]:
        return [text_of(one) for one in listed(self.value(*names)) if not isinstance(one, Mapping)]

    def named(self, *names: str) -> Text:
        return self.text(*names) or self.name

    def flag(self, name: str) -> bool:
        """Whether an argument is given and true."""
        return truth(self.value(name)) is True

    def own_account(self, cwd: Text | None = None) -> Account:
        own = super().own_account()
        return own if cwd is None else replace(own, cwd=cwd)

    def unknown(self, why: str) -> Unknown:
        """A value that cannot be told at this state's place."""
        self.recording.cannot_follow(*self.resource.place, why)
        return Unknown(why, *self.resource.place)


Applies = Callable[[Applying], None]
APPLIES: dict[str, Applies] = {}


def applies(functions: str) -> Callable[[Applies], Applies]:
    """Declare what some functions (`pkg.installed pkg.latest`) do, as shell commands."""

    def declare(function: Applies) -> Applies:
        for name in functions.split():
            APPLIES[name] = function
        return function

    return declare
