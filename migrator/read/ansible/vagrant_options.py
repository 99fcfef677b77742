"""Options of Vagrant's Ansible provisioners, each in all the forms that Vagrant takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from migrator.read.ansible.command_line import extra_variables
from migrator.read.ansible.shorthand import key_values
from migrator.read.ansible.values import listed
from migrator.read.options import plain
from migrator.values import Value


def texts_of(value: Value) -> list[str]:
    """A text or a list of them; what is not known is left out."""
    return [str(one) for one in listed(value) if isinstance(one, (str, int))]


def words_of(value: Value) -> tuple[str, ...]:
    """Words of a list, or of a text with commas between them."""
    return tuple(
        part.strip() for text in texts_of(value) for part in text.split(",") if part.strip()
    )


def extra_variables_of(
    value: Value, given: Sequence[str]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """`extra_vars` is a hash, or a text as `-e` takes it."""
    variables, files = extra_variables(
        [*(texts_of(value) if isinstance(value, str) else ()), *given]
    )
    if isinstance(value, Mapping):
        variables = {**plain(value), **variables}
    return variables, files


def groups_of(value: Value) -> tuple[dict[str, tuple[str, ...]], dict[str, Any]]:
    """The groups' members, and the variables of `NAME:vars`."""
    members: dict[str, tuple[str, ...]] = {}
    variables: dict[str, Any] = {}
    for name, content in value.items() if isinstance(value, Mapping) else ():
        if name.endswith(":vars"):
            variables[name.removesuffix(":vars")] = pairs_of(content)
        else:
            texts = texts_of(content)
            members[name] = tuple(word for text in texts for word in text.split())
    return members, variables


def pairs_of(value: Value) -> dict[str, Any]:
    """Variables as a hash, as `name=value` words, or as a list of those."""
    if isinstance(value, Mapping):
        found = plain(value)
        return dict(found) if isinstance(found, dict) else {}
    return {k: v for text in texts_of(value) for k, v in key_values(text).items()}


def host_vars_of(value: Value, host: str) -> dict[str, Any]:
    """The variables that `host_vars` has for one machine."""
    return pairs_of(value.get(host)) if isinstance(value, Mapping) else {}
