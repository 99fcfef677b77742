"""Ansible's values: plain ones, unknown ones, and those that nobody set."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from migrator.read.shell.texts import join, separated
from migrator.values import Text, Unknown

FALSE_WORDS = frozenset({"no", "off", "0", "false", "n", "f", ""})
MAX_DEPTH = 20


@dataclass(frozen=True)
class Undefined(Unknown):
    """The value of a name that nothing in the repository sets."""


class Omitted:
    """The value of `omit`: the argument counts as not given."""


OMIT = Omitted()


def undefined(name: str) -> Undefined:
    """The value of a name, or of a key, that is not set."""
    return Undefined(f"`{name}` is not set in the repository", "", 0)


def unknown(reason: str) -> Unknown:
    """A value of which nothing is known."""
    return Unknown(reason, "", 0)


def as_text(value: object) -> Text:
    """A value as a template writes it into a text."""
    match value:
        case Unknown():
            return value
        case str():
            return str(value)
        case None:
            return ""
        case bool() | int() | float():
            return str(value)
        case Mapping() | list() | tuple():
            return _shown(value)
        case _:
            return unknown("a value that has no text")


def _shown(value: object, depth: int = 0) -> Text:
    """A list or mapping the way Python writes it; unknown where some of it is."""
    if depth > MAX_DEPTH:
        return unknown("it is nested too deeply")
    if isinstance(value, Mapping):
        items = (join([repr(str(k)), ": ", _shown(v, depth + 1)]) for k, v in value.items())
        return join(["{", separated(", ", items), "}"])
    if isinstance(value, (list, tuple)):
        return join(["[", separated(", ", (_shown(item, depth + 1) for item in value)), "]"])
    return repr(str(value)) if isinstance(value, str) else as_text(value)


def truth(value: object) -> bool | None:
    """Whether a value counts as true; None when that cannot be told.

    The words yes, no and the like are read as Ansible reads them in an argument.
    """
    if isinstance(value, Unknown):
        return None
    if isinstance(value, str):
        word = value.strip().lower()
        return word not in FALSE_WORDS and word != "none"
    return bool(value)


def listed(value: object) -> list[object]:
    """A value as a list: nothing is empty, a single value is a list of one."""
    if value is None or isinstance(value, Undefined) or value is OMIT:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def as_json(value: object) -> Text:
    """A value as JSON; unknown when some of it is."""
    try:
        return json.dumps(value, default=_refuse, sort_keys=True)
    except (TypeError, ValueError, RecursionError):
        return unknown("a part of it cannot be computed")


def _refuse(value: object) -> object:
    raise TypeError(f"{type(value).__name__} is not plain")
