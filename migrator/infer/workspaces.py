"""Packages of one repository that are installed together: npm's and Yarn's workspaces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase

from migrator.read.manifest import Manifest


def members(
    manifest: Manifest, directory: str, manifests: Mapping[str, Manifest]
) -> dict[str, Manifest]:
    """The packages that a manifest's `workspaces` names, by their folders below `directory`.

    A pattern means folders as npm's documentation of `workspaces` has it: `*` is one folder's
    name, `**` any number of folders, and a later `!pattern` takes folders away.
    """
    found: dict[str, Manifest] = {}
    for folder, package in sorted(manifests.items()):
        below = _below(folder, directory)
        if below is not None and _is_named(below.split("/"), manifest.workspaces):
            found[below] = package
    return found


def _below(folder: str, directory: str) -> str | None:
    if directory == ".":
        return folder if folder != "." else None
    return folder.removeprefix(f"{directory}/") if folder.startswith(f"{directory}/") else None


def _is_named(folder: Sequence[str], patterns: Sequence[str]) -> bool:
    named = False
    for pattern in patterns:
        wanted = pattern.removeprefix("!").removeprefix("./").strip("/").split("/")
        if _fits(folder, wanted):
            named = not pattern.startswith("!")
    return named


def _fits(folder: Sequence[str], pattern: Sequence[str]) -> bool:
    """Whether a folder's names fit a pattern's; `reached` are the places in the pattern."""
    reached = _past_any([0], pattern)
    for name in folder:
        onward = {place for place in reached if pattern[place : place + 1] == ["**"]}
        onward |= {
            place + 1
            for place in reached - onward
            if place < len(pattern) and fnmatchcase(name, pattern[place])
        }
        reached = _past_any(onward, pattern)
    return len(pattern) in reached


def _past_any(places: Iterable[int], pattern: Sequence[str]) -> set[int]:
    """The places with those behind a `**`, which may stand for no folder."""
    reached = set(places)
    for place in sorted(reached):
        while pattern[place : place + 1] == ["**"]:
            place += 1
            reached.add(place)
    return reached


def with_members(manifest: Manifest, packages: Mapping[str, Manifest]) -> Manifest:
    """The manifest with what its members need, which is installed with it.

    The members themselves are sources, not packages that are downloaded.
    """
    if not packages:
        return manifest
    every = [*packages.values(), manifest]
    own = {package.name for package in every}

    def together(groups: Sequence[Mapping[str, str]]) -> dict[str, str]:
        found: dict[str, str] = {}
        for group in groups:
            found.update({name: text for name, text in group.items() if name not in own})
        return found

    return replace(
        manifest,
        dependencies=together([package.dependencies for package in every]),
        development=together([package.development for package in every]),
        optional=together([package.optional for package in every]),
    )
