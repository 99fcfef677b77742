"""A node's attributes: values by precedence, as recipes, roles and `chef.json` set them."""

from __future__ import annotations

from typing import Any

from migrator.read.vagrantfile.ruby.calls import call_method
from migrator.read.vagrantfile.ruby.registry import Call, find
from migrator.read.vagrantfile.ruby.values import Hash, Receiver, Ruby, Symbol, text_of
from migrator.values import Unknown

LEVELS = (
    "default", "role_default", "force_default", "normal", "override", "role_override",
    "force_override", "automatic",
)  # fmt: skip
"""From weak to strong, as Chef's documentation of attribute precedence has them."""

SPOKEN = {
    "default": "default", "default!": "default", "default_unless": "default",
    "force_default": "force_default", "force_default!": "force_default",
    "normal": "normal", "set": "normal", "normal!": "normal", "set_unless": "normal",
    "normal_unless": "normal",
    "override": "override", "override!": "override", "override_unless": "override",
    "force_override": "force_override", "force_override!": "force_override",
    "automatic": "automatic", "automatic_attrs": "automatic",
}  # fmt: skip
"""What recipes and attribute files call the levels."""

MAX_DEPTH = 40
Path = tuple[str, ...]
_LOOKING = frozenset({"[]", "fetch", "dig", "read", "read!", "key?", "has_key?", "include?",
                      "attribute?", "exist?", "to_hash", "to_h"})  # fmt: skip


class Attributes:
    """All levels of one node."""

    def __init__(self) -> None:
        self.levels: dict[str, Hash] = {level: Hash() for level in LEVELS}

    def merge(self, level: str, values: Ruby) -> None:
        """Lay a hash over a level."""
        if isinstance(values, dict):
            merge_into(self.levels[level], values)

    def get(self, path: Path) -> Ruby:
        """The value that counts at a path: the strongest one, hashes joined over all levels."""
        found: Ruby = None
        for level in LEVELS:
            value = look_into(self.levels[level], path)
            if isinstance(value, dict):
                joined = Hash(found) if isinstance(found, dict) else Hash()
                merge_into(joined, value)
                found = joined
            elif value is not None:
                found = value
        return found

    def put(self, level: str, path: Path, value: Ruby) -> None:
        """Set a value at a level, making the hashes on the way."""
        place: dict[Any, Any] = self.levels[level]
        for key in path[:-1]:
            inner = place.get(key)
            if not isinstance(inner, dict):
                inner = place[key] = Hash()
            place = inner
        place[path[-1]] = plain(value)


def plain(value: Ruby, depth: int = 0) -> Ruby:
    """A value with texts for the keys of its hashes, so that `:name` and "name" are one."""
    if isinstance(value, View):
        value = value.value()
    if isinstance(value, dict) and depth < MAX_DEPTH:
        return Hash({key_of(key): plain(item, depth + 1) for key, item in value.items()})
    return value


def key_of(key: Ruby) -> str:
    return text_of(key) if isinstance(key, (str, Symbol)) else str(key)


def merge_into(target: dict[Any, Any], values: dict[Any, Any], depth: int = 0) -> None:
    """Lay `values` over `target`, hash by hash."""
    for key, value in values.items():
        name, before = key_of(key), target.get(key_of(key))
        if isinstance(value, dict) and isinstance(before, dict) and depth < MAX_DEPTH:
            joined = Hash(before)
            merge_into(joined, value, depth + 1)
            target[name] = joined
        else:
            target[name] = plain(value)


def look_into(values: Ruby, path: Path) -> Ruby:
    for key in path:
        if not isinstance(values, dict):
            return None
        values = values.get(key)
    return values


class View(Receiver):
    """The attributes below a path: of one level (`node.default[…]`), or all that count."""

    type_name = "the node's attributes"

    def __init__(self, attributes: Attributes, level: str | None, path: Path = ()) -> None:
        self.attributes = attributes
        self.level = level
        self.path = path

    def value(self) -> Ruby:
        """The hash or value that stands here."""
        if self.level is None:
            return self.attributes.get(self.path)
        return look_into(self.attributes.levels[self.level], self.path)

    def below(self, key: Ruby) -> Ruby:
        """What `[key]` gives: a view of a hash, else the value itself."""
        if isinstance(key, Unknown):
            return key
        inner = View(self.attributes, self.level, (*self.path, key_of(key)))
        value = inner.value()
        makes_hashes = self.level is not None and value is None
        return inner if makes_hashes or isinstance(value, dict) else value

    def answer(self, call: Call) -> Ruby:
        name, arguments = call.name, call.arguments
        if name in _LOOKING:
            return self._look(call)
        if name in ("[]=", "store"):
            return self.set(arguments[0], arguments[-1])
        if name.endswith("=") and len(arguments) == 1 and name[:-1].isidentifier():
            return self.set(name[:-1], arguments[0])
        if name in ("nil?", "empty?") and self.value() is None:
            return True
        value = self.value()
        known = isinstance(value, dict) and name in value
        if not arguments and call.block is None and known:
            return self.below(name)
        if self.level is not None and not arguments and call.block is None and not known:
            builtin = isinstance(value, (dict, type(None))) and find(Hash(), name) is None
            if builtin and name.isidentifier():
                return self.below(name)
        if name in ("tap", "then", "instance_eval", "respond_to?"):
            return NotImplemented
        return call_method(call.run, value, name, arguments, call.block, call.node)

    def set(self, key: Ruby, value: Ruby) -> Ruby:
        """`node.default['a'] = value`; without a level it is the normal one."""
        if not isinstance(key, Unknown):
            self.attributes.put(self.level or "normal", (*self.path, key_of(key)), value)
        return value

    def _look(self, call: Call) -> Ruby:
        keys = call.arguments
        if call.name in ("to_hash", "to_h"):
            value = self.value()
            return Hash(value) if isinstance(value, dict) else Hash()
        if call.name in ("[]", "fetch") and keys:
            found = self.below(keys[0])
            missing = call.name == "fetch" and found is None and len(keys) > 1
            return keys[1] if missing else found
        if call.name in ("dig", "read", "read!"):
            found = self
            for key in keys:
                found = found.below(key) if isinstance(found, View) else None
            return found
        if call.name == "exist?":
            return look_into(self.value(), tuple(key_of(key) for key in keys)) is not None
        return isinstance(self.value(), dict) and key_of(call.required()) in self.value()
