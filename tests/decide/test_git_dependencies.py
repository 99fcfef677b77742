"""Dependencies that npm clones need git where they are installed."""

from __future__ import annotations

import json

import pytest

from migrator.decide.fetch import git_dependencies
from migrator.decide.packages import decide_packages
from migrator.plan import OsPackages
from migrator.questions import Answers
from migrator.read.manifest import read_manifest


def planned(wanted: str) -> OsPackages:
    """The OS packages of an application with one dependency."""
    manifest = read_manifest(json.dumps({"dependencies": {"thing": wanted}}), "package.json")
    found = decide_packages(
        [],
        frozenset({None}),
        {},
        manifest,
        "bookworm",
        "python3",
        (),
        git_dependencies(manifest, None),
        Answers(),
    )
    return found.planned()


@pytest.mark.parametrize(
    "wanted",
    ["git+https://example.org/a.git", "github:owner/name", "owner/name#v1", "git@example.org:a/b"],
)
def test_a_git_dependency_brings_git_to_the_build_only(wanted: str) -> None:
    packages = planned(wanted)

    assert packages.added_build == ["ca-certificates", "git"]
    assert packages.added_runtime == []


@pytest.mark.parametrize("wanted", ["^1.0.0", "file:../thing", "https://example.org/a.tgz", "*"])
def test_another_dependency_brings_nothing(wanted: str) -> None:
    assert planned(wanted).added_build == []
