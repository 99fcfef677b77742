"""Keys of hashes, as Ruby tells them apart."""

from __future__ import annotations

from dataclasses import dataclass

from migrator.read.vagrantfile.ruby.values import Hash, Ruby, String
from migrator.values import Unknown


@dataclass(frozen=True)
class DistinctKey:
    """A boolean or a float as a key: in Python `True`, `1` and `1.0` are one, in Ruby three."""

    kind: type
    value: bool | float


def as_key(value: Ruby) -> Ruby:
    """A value as the key of a Python dictionary."""
    if isinstance(value, (bool, float)):
        return DistinctKey(type(value), value)
    if isinstance(value, String):
        # Ruby, too, keeps a string of its own as the key.
        return str.__str__(value)
    if isinstance(value, list):
        return tuple(as_key(item) for item in value)
    if isinstance(value, dict):
        return tuple((key, as_key(item)) for key, item in value.items())
    return value


def unkey(key: Ruby) -> Ruby:
    """A hash's key as a Ruby value again."""
    if isinstance(key, DistinctKey):
        return key.value
    return [unkey(each) for each in key] if isinstance(key, tuple) else key


def store(into: Hash, key: Ruby, value: Ruby) -> None:
    """Store under a key as Ruby compares keys."""
    if isinstance(key, Unknown):
        into.unsure = key
    else:
        into[as_key(key)] = value
