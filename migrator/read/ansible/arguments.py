"""A task's arguments, in each of the forms in which they may be written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from migrator.read.ansible.modules.commands import FREE_FORM, OWN_ARGUMENTS
from migrator.read.ansible.naming import Names
from migrator.read.ansible.shorthand import free_form, key_values

_HOME = re.compile(r"(?:~|\$HOME|\$\{HOME\})(?=/|$)")


def arguments(
    name: str, written: Any, task: Mapping[str, Any], names: Names, home: str
) -> tuple[dict[str, Any], Any]:
    """The arguments of the module `name` by their names, computed, and its free text.

    They stand in one line, in a mapping, or in `args`; paths that begin with `~` are
    those of `home`.
    """
    raw, free = _written(name, written)
    extra = task.get("args")
    extra = key_values(extra) if isinstance(extra, str) else extra
    raw.update(extra if isinstance(extra, Mapping) else {})
    given = names.render(raw)
    found = given if isinstance(given, dict) else {}
    return {key: _at_home(value, home) for key, value in found.items()}, names.render(free)


def _written(name: str, written: Any) -> tuple[dict[str, Any], Any]:
    if isinstance(written, Mapping):
        return dict(written), None
    if not isinstance(written, str):
        return {}, written
    if name in FREE_FORM:
        free, own = free_form(written, OWN_ARGUMENTS)
        return dict(own), free
    pairs = key_values(written)
    return dict(pairs), free_form(written, pairs.keys())[0]


def _at_home(value: Any, home: str) -> Any:
    """A path that begins at home, as Ansible expands it."""
    return _HOME.sub(lambda _: home, value, count=1) if _begins_at_home(value) else value


def _begins_at_home(value: Any) -> bool:
    return isinstance(value, str) and _HOME.match(value) is not None
