"""Which registries a project's .npmrc or .yarnrc.yml names, and whether they need a token.

Tokens and passwords themselves are never kept. The keys are those of npm's and Yarn's
configuration references.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from migrator.yaml_text import NotYaml, read_yaml

_CREDENTIALS = ("_authToken", "_auth", "_password", "username", "always-auth")


@dataclass(frozen=True)
class Registry:
    """Where packages come from: all of them, or those of `scope` (`@company`)."""

    scope: str | None
    url: str
    line: int | None


@dataclass(frozen=True)
class RegistrySettings:
    """The registries of one settings file.

    `token_variables` are the environment variables that its credentials refer to;
    `has_written_credentials` is set when one stands in the file itself, a secret in
    the repository. `settings` holds the other entries, as written.
    """

    path: str
    registries: tuple[Registry, ...] = ()
    token_variables: tuple[str, ...] = ()
    needs_credentials: bool = False
    has_written_credentials: bool = False
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Entry:
    """One setting: `scope` "" is the whole file's."""

    scope: str
    key: str
    value: str
    line: int | None = None


def read_npmrc(text: str, path: str) -> RegistrySettings:
    """Read the `key = value` lines of an .npmrc; what is not one is left out."""
    entries = []
    for number, line in enumerate(text.splitlines(), 1):
        key, equals, value = (part.strip() for part in line.partition("="))
        if equals and not key.startswith(("#", ";")):
            scope, _, key = key.rpartition(":")
            entries.append(_Entry(scope, key, value.strip("\"'"), number))
    return _gathered(path, entries)


def read_yarnrc(text: str, path: str) -> RegistrySettings:
    """Read a .yarnrc.yml; one that is not YAML says nothing."""
    try:
        top = _object(read_yaml(text))
    except NotYaml:
        top = {}
    sections = {"": top}
    sections.update(
        (f"@{name}", _object(value)) for name, value in _object(top.get("npmScopes")).items()
    )
    return _gathered(
        path,
        [
            _Entry(scope, _YARN_KEYS.get(key, key), str(value))
            for scope, section in sections.items()
            for key, value in section.items()
            if isinstance(value, str | int)
        ],
    )


_YARN_KEYS = {
    "npmRegistryServer": "registry",
    "npmAuthToken": "_authToken",
    "npmAuthIdent": "_auth",
    "npmAlwaysAuth": "always-auth",
}


def _gathered(path: str, entries: list[_Entry]) -> RegistrySettings:
    credentials = [entry.value for entry in entries if entry.key in _CREDENTIALS]
    written = [value for value in credentials if value not in ("true", "false", "")]
    variables = [name for name in map(_variable, written) if name]
    return RegistrySettings(
        path,
        tuple(
            Registry(entry.scope or None, entry.value, entry.line)
            for entry in entries
            if entry.key == "registry"
        ),
        tuple(variables),
        bool(credentials),
        len(written) > len(variables),
        {
            entry.key: entry.value
            for entry in entries
            if not entry.scope and entry.key not in (*_CREDENTIALS, "registry")
        },
    )


def _object(value: object) -> dict[str, object]:
    return {str(key): entry for key, entry in value.items()} if isinstance(value, dict) else {}


def _variable(value: str) -> str | None:
    """The name in `${NAME}`, `${NAME-default}` or `${NAME?}`; None for anything else."""
    if not (value.startswith("${") and value.endswith("}")):
        return None
    return value[2:-1].partition("-")[0].strip(":?") or None
