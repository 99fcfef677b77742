"""Which packages of a repository are installed together, and what they need together."""

from __future__ import annotations

import json

import pytest

from migrator.infer.workspaces import members, with_members
from migrator.read.manifest import Manifest, read_manifest


def manifest(folder: str, **entries: object) -> Manifest:
    """The package.json of a folder."""
    return read_manifest(json.dumps(entries), f"{folder}/package.json")


FOLDERS = (".", "apps/api", "apps/web", "packages/units", "packages/old/units", "tools", "docs")


def named(*patterns: str, directory: str = ".") -> list[str]:
    """The folders that the patterns name."""
    manifests = {folder: manifest(folder) for folder in FOLDERS}
    return list(members(manifest(directory, workspaces=list(patterns)), directory, manifests))


@pytest.mark.parametrize(
    ("patterns", "folders"),
    [
        (["apps/*"], ["apps/api", "apps/web"]),
        (["./apps/api", "tools/"], ["apps/api", "tools"]),
        (["packages/**"], ["packages/old/units", "packages/units"]),
        (["**/units"], ["packages/old/units", "packages/units"]),
        (["apps/*", "!apps/web"], ["apps/api"]),
        (["app?/w*"], ["apps/web"]),
    ],
)
def test_a_pattern_names_folders(patterns: list[str], folders: list[str]) -> None:
    assert named(*patterns) == folders


@pytest.mark.parametrize("patterns", [[], ["apps"], ["*/*/*/*"], ["."], ["../apps/*"], ["API/*"]])
def test_what_names_no_folder_of_a_package_has_no_members(patterns: list[str]) -> None:
    assert named(*patterns) == []


def test_members_are_relative_to_the_application() -> None:
    assert named("api", "tools", directory="apps") == ["api"]


def test_a_pattern_of_many_stars_is_answered_at_once() -> None:
    deep = "/".join(["a"] * 60)
    manifests = {deep: manifest(deep)}

    found = members(manifest(".", workspaces=["**/" * 60 + "b"]), ".", manifests)

    assert found == {}


def test_what_members_need_is_needed_and_the_members_themselves_are_not_downloaded() -> None:
    root = manifest(".", name="shop", devDependencies={"eslint": "9"}, dependencies={"pg": "8"})
    api = manifest("api", name="@shop/api", dependencies={"@shop/units": "1", "koa": "2"})
    units = manifest("units", name="@shop/units", devDependencies={"mocha": "10"})

    merged = with_members(root, {"api": api, "units": units})

    assert merged.dependencies == {"koa": "2", "pg": "8"}
    assert merged.development == {"mocha": "10", "eslint": "9"}
    assert with_members(root, {}) is root
