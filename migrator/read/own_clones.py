"""Where provisioning clones the repository itself to, instead of sharing its folder."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable

from migrator.trace import Command
from migrator.values import Unknown

# git-clone(1); only those that people write.
_WITH_VALUE = frozenset(
    {"-b", "--branch", "-c", "--config", "--depth", "-o", "--origin", "--reference", "-j"}
)


def own_clones(commands: Iterable[Command], names: Collection[str]) -> dict[str, str]:
    """Guest path -> ".", for each `git clone` of an address that ends in one of `names`."""
    found: dict[str, str] = {}
    for command in commands:
        words = [word for word in command.argv if not isinstance(word, Unknown)]
        if len(words) != len(command.argv) or words[:2] != ["git", "clone"]:
            continue
        address, target = _operands(words[2:])
        name = address.rstrip("/").removesuffix(".git").rpartition("/")[2]
        if name not in names or isinstance(command.cwd, Unknown):
            continue
        path = posixpath.normpath(posixpath.join(command.cwd or "/", target or name))
        if path.startswith("/") and path != "/":
            found[path] = "."
    return found


def _operands(words: list[str]) -> tuple[str, str]:
    """The address and the folder of a `git clone`, each empty where it is not given."""
    found: list[str] = []
    skip = False
    for word in words:
        if not skip and not word.startswith("-"):
            found.append(word)
        skip = not skip and word in _WITH_VALUE
    address, target, *_ = [*found, "", ""]
    return address, target
