"""Constants of Ruby that answer methods in Python: `File`, `YAML`, `Vagrant`."""

from __future__ import annotations

from collections.abc import Callable

from migrator.read.vagrantfile.ruby.registry import BuiltIn, Call, Native
from migrator.read.vagrantfile.ruby.values import Receiver, Ruby
from migrator.values import Unknown


class Namespace(Receiver):
    """A module of Ruby's library; its methods are declared with `declares`."""

    def __init__(self, name: str) -> None:
        self.type_name = name
        self.methods: dict[str, BuiltIn] = {}
        self.constants: dict[str, Ruby] = {}

    def declares(self, names: str, unknowns: bool = False) -> Callable[[Native], Native]:
        """Declare the methods of these space-separated names."""

        def declare(native: Native) -> Native:
            for name in names.split():
                self.methods[name] = BuiltIn(native, unknowns)
            return native

        return declare

    def answer(self, call: Call) -> Ruby:
        if call.name in self.constants:
            return self.constants[call.name]
        declared = self.methods.get(call.name)
        if declared is None:
            return NotImplemented
        if not declared.takes_unknowns:
            for argument in call.arguments:
                if isinstance(argument, Unknown):
                    return Unknown(argument.reason, argument.source, argument.line)
        return declared.function(call)


class Swallowing(Receiver):
    """Something that only prints, or stands for itself: every method gives it back."""

    def __init__(self, name: str) -> None:
        self.type_name = name

    def answer(self, call: Call) -> Ruby:
        return NotImplemented if call.name in ("nil?", "is_a?", "class") else self


class HostOnly(Receiver):
    """Something that only the running host could answer: a socket, the time, chance."""

    def __init__(self, name: str, reason: str) -> None:
        self.type_name = name
        self.reason = reason

    def answer(self, call: Call) -> Ruby:
        if call.name in ("nil?", "is_a?", "class"):
            return NotImplemented
        return call.unknown(self.reason)
