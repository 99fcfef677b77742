"""Which states and which pillar a minion gets: `top.sls`."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator, Mapping
from typing import Any

from migrator.read.ansible.documents import Block
from migrator.read.ansible.values import listed
from migrator.read.salt.compiler import Compiler, absolute
from migrator.read.salt.functions import merged, traversed
from migrator.read.salt.minion import Minion
from migrator.read.salt.states import plain
from migrator.read.salt.tree import Tree
from migrator.values import Unknown

MAX_PILLAR_FILES = 100


def chosen(compiler: Compiler, tree: Tree) -> list[tuple[str, str, int]]:
    """(states, file, line) that `top.sls` gives to the minion, in order; [] without a top file."""
    path = tree.find("top.sls")
    if path is None:
        return []
    found = compiler.document(path, tree, "top")
    if found is None:
        return []
    names: dict[str, tuple[str, int]] = {}
    for targets in found.block.values():
        if not isinstance(targets, Block):
            continue
        for target, listing in targets.items():
            line = found.places[targets.lines[target] - 1]
            if matches(target, listing, compiler.minion):
                for name in _names(listing):
                    names.setdefault(name, (path, line))
    return [(name, *place) for name, place in names.items()]


def _names(listing: Any) -> Iterator[str]:
    for one in listed(listing):
        word = plain(one)
        if isinstance(word, str):
            yield word
        elif isinstance(word, Mapping) and "match" not in word:
            yield from (str(value) for value in word.values() if isinstance(value, str))


def matches(target: str, listing: Any, minion: Minion) -> bool:
    """Whether a target of a top file means the minion; one of a rarer form is taken to."""
    kind = next(
        (str(one["match"]) for one in listed(listing) if isinstance(one, dict) and "match" in one),
        "glob",
    )
    if kind == "list":
        return any(_is_called(word.strip(), minion) for word in target.split(","))
    if kind == "grain":
        return _grain_is(target, minion)
    if kind == "compound" or target[1:2] == "@":
        return all(_part_holds(word, minion) for word in target.split(" and "))
    if kind != "glob":
        return True
    return _is_called(target, minion)


def _is_called(pattern: str, minion: Minion) -> bool:
    """Whether the minion's id fits; a machine alone, whose id is the box's own, fits any."""
    return not minion.is_named or fnmatch.fnmatchcase(minion.id, pattern)


def _part_holds(word: str, minion: Minion) -> bool:
    word = word.strip()
    if word.startswith("G@"):
        return _grain_is(word[2:], minion)
    return " " in word or "@" in word or _is_called(word, minion)


def _grain_is(expression: str, minion: Minion) -> bool:
    """`os:Ubuntu`, `roles:web`; an unknown grain is taken to match."""
    path, _, wanted = expression.rpartition(":")
    found = traversed(minion.grains, path, None)
    if isinstance(found, Unknown):
        return True
    return any(fnmatch.fnmatchcase(str(one), wanted) for one in listed(found))


def read_pillar(compiler: Compiler) -> None:
    """Fill the compiler's pillar: the files that the pillar's top names, then Vagrant's own."""
    tree = compiler.minion.pillar
    compiler.pillar = dict(compiler.minion.given)
    pending = [name for name, _, _ in chosen(compiler, tree)]
    done: dict[str, None] = {}
    found: dict[str, Any] = {}
    while pending and len(done) < MAX_PILLAR_FILES:
        name = pending.pop(0)
        path = tree.sls(name)
        if name in done or path is None:
            continue
        done[name] = None
        read = compiler.document(path, tree, name)
        if read is None:
            continue
        content = plain(read.block)
        others = [one for one in listed(content.pop("include", None)) if isinstance(one, str)]
        pending += [absolute(one, name, path) for one in others]
        found = merged(found, content)
    compiler.pillar = merged(found, compiler.minion.given)
