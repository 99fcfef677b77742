"""Whether a project's .npmrc lets npm, Yarn 1 or pnpm into a registry, and by what.

A credential itself is never kept. The keys and `${NAME}` are those of npm's documentation
(npm 10, "npmrc" and "config": auth settings; `key` is the private one of a client certificate).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from migrator.read.project import NotReadable, Project

NAME = ".npmrc"
_CREDENTIALS = frozenset({"_authToken", "_auth", "_password", "key"})
_REFERENCE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)[^}]*\}")
# What a build has of its own; the host's would point at folders that the image does not have.
_OF_THE_BUILD = frozenset({"HOME", "PATH", "PWD", "TMPDIR", "USER"})
_URL_CREDENTIALS = re.compile(r"[a-z]+://[^\s/@]+@", re.IGNORECASE)


@dataclass(frozen=True)
class RegistryAccess:
    """What an .npmrc gets into registries with.

    `path` is relative to the project's root, `line` that of the first credential. `variables`
    are those of the environment that the file refers to and no build has by itself; `is_written`
    is set where a credential stands in the file itself.
    """

    path: str
    line: int
    variables: tuple[str, ...] = ()
    is_written: bool = False


def registry_access(project: Project, directory: str) -> RegistryAccess | None:
    """What the .npmrc of an application's folder holds; none without a credential."""
    path = NAME if directory in ("", ".") else f"{directory}/{NAME}"
    try:
        return access_in(project.text(path), path)
    except NotReadable:
        return None


def access_in(text: str, path: str) -> RegistryAccess | None:
    """Read the `key = value` lines of an .npmrc; none where no line is a credential."""
    found = list(_credentials(text))
    if not found:
        return None
    # npm replaces `${NAME}` wherever it stands, and before its release 7 ends without a value.
    variables = [
        name
        for _, value in _settings(text)
        for name in _REFERENCE.findall(value)
        if name not in _OF_THE_BUILD
    ]
    written = any(_REFERENCE.sub("", value).strip(": ") for _, value in found)
    return RegistryAccess(path, found[0][0], tuple(dict.fromkeys(variables)), written)


def _credentials(text: str) -> Iterator[tuple[int, str]]:
    """The line and the value of every credential."""
    for number, (key, value) in enumerate(_settings(text), 1):
        name = key.rpartition(":")[2]
        if value and (name in _CREDENTIALS or _URL_CREDENTIALS.match(value)):
            yield number, value


def _settings(text: str) -> Iterator[tuple[str, str]]:
    """Key and value of every line, both empty where it is no setting."""
    for line in text.splitlines():
        key, equals, value = (part.strip() for part in line.partition("="))
        is_setting = equals and not key.startswith(("#", ";"))
        yield (key, value.strip("\"'")) if is_setting else ("", "")
