"""`ENV`: empty but for what the caller sets, and every variable that is looked at is noted."""

from __future__ import annotations

from collections.abc import Mapping

from migrator.machine import EnvironmentRead
from migrator.read.vagrantfile.ruby.control import WrongUse
from migrator.read.vagrantfile.ruby.registry import Call
from migrator.read.vagrantfile.ruby.values import Hash, Receiver, Ruby
from migrator.read.vagrantfile.world.paths import HOME, working_directory
from migrator.values import Unknown

# Variables that every host sets, each to something else.
_OF_EVERY_HOST = frozenset("USER LOGNAME PATH SHELL TERM".split())


class Environment(Receiver):
    """The host's environment variables."""

    type_name = "ENV"

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.given = dict(variables)
        self.changed: dict[str, Ruby] = {}
        self.reads: dict[EnvironmentRead, None] = {}

    def answer(self, call: Call) -> Ruby:
        name = call.name
        if name in ("[]", "fetch", "dig"):
            return self._fetch(call)
        if name in ("key?", "has_key?", "include?", "member?"):
            return self._value(call, call.required()) is not None
        if name in ("[]=", "store"):
            self.changed[str(call.required())] = call.arguments[-1]
            return call.arguments[-1]
        if name == "delete":
            before = self._value(call, call.required())
            self.changed[str(call.required())] = None
            return before
        if name in ("update", "merge!", "replace"):
            self.changed.update({str(key): value for key, value in call.options().items()})
            return self
        if name in ("values_at", "slice"):
            values = [self._value(call, key) for key in call.arguments]
            return values if name == "values_at" else Hash(zip(call.arguments, values, strict=True))
        if name in ("to_h", "to_hash", "select", "each", "map", "keys", "any?", "clone", "dup"):
            return call.unknown("the whole environment of the host is not known")
        return NotImplemented

    def _fetch(self, call: Call) -> Ruby:
        name = call.required()
        if isinstance(name, Unknown):
            return name
        value = self._value(call, name)
        if value is not None or call.name != "fetch":
            return value
        if call.block is not None:
            return call.run_block(name)
        if len(call.arguments) > 1:
            return call.arguments[1]
        raise WrongUse(f"the environment variable {name} is not set", "KeyError")

    def _value(self, call: Call, name: Ruby) -> Ruby:
        if isinstance(name, Unknown):
            return name
        name = str(name)
        if name in self.changed:
            return self.changed[name]
        value = self.given.get(name)
        known = value
        if value is None and name == "HOME":
            value = HOME
        elif value is None and name == "PWD":
            value = working_directory(call.run)
        elif value is None and name in _OF_EVERY_HOST:
            return call.unknown(f"{name} differs from host to host")
        self.reads[EnvironmentRead(name, known, call.run.at(call.node))] = None
        return value
