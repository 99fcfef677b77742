"""The stage that gets packages for an old Node with a newer npm."""

from __future__ import annotations

import json

import pytest

from migrator.decide.fetch import comes_by_git, decide_fetch, git_dependencies
from migrator.read.lockfile import Lockfile
from migrator.read.manifest import read_manifest


def test_versions_are_chosen_for_the_node_that_runs_them() -> None:
    fetch = decide_fetch("0.10.48", "2.15.1", None, [])

    assert fetch.settings["node_version"] == "0.10.48"
    assert fetch.settings["ignore_scripts"] == "true"
    assert fetch.image.endswith("-slim")


@pytest.mark.parametrize(
    ("npm", "setting"),
    [("2.15.1", "force"), ("3.10.10", "legacy_peer_deps"), ("6.14.18", "legacy_peer_deps")],
)
def test_peer_dependencies_are_those_of_the_npm_of_then(npm: str, setting: str) -> None:
    assert setting in decide_fetch("4.9.1", npm, None, []).settings


def test_a_git_dependency_needs_the_image_that_has_git() -> None:
    assert not decide_fetch("4.9.1", "2.15.11", None, ["thing"]).image.endswith("-slim")


def test_the_applications_own_scripts_are_left_for_its_own_node() -> None:
    scripts = {"postinstall": "bower install", "preinstall": "node check.js", "install": " "}
    manifest = read_manifest(json.dumps({"scripts": {**scripts, "test": "x"}}), "package.json")

    assert decide_fetch("4.9.1", "2.15.11", manifest, []).scripts == [
        ["npm", "run", "preinstall"],
        ["npm", "run", "postinstall"],
    ]


def test_git_dependencies_may_stand_in_the_lock_file_only() -> None:
    manifest = read_manifest('{"dependencies": {"a": "owner/a", "b": "^1"}}', "package.json")
    lock = Lockfile("package-lock.json", "npm", "1", git=("deep",))

    assert git_dependencies(manifest, lock) == ["a", "deep"]


@pytest.mark.parametrize("wanted", ["^1.0.0", "file:../thing", "../thing", "latest", "1 || 2"])
def test_an_ordinary_range_is_no_git_address(wanted: str) -> None:
    assert not comes_by_git(wanted)


def test_what_hides_its_needs_is_held_for_an_old_node_only() -> None:
    assert decide_fetch("0.10.48", "2.15.1", None, []).held == ["debug@2.6.9"]
    assert decide_fetch("8.17.0", "6.13.4", None, []).held == []


@pytest.mark.parametrize(
    "wanted",
    [
        *("git+https://example.org/a.git", "git://example.org/a.git", "git@github.com:a/b.git"),
        *(
            "github:a/b",
            "gitlab:a/b",
            "bitbucket:a/b",
            "gist:11081aaa281",
            "a/b",
            "a/b#v1",
            "a/b.js",
        ),
    ],
)
def test_npm_clones_an_address_of_git(wanted: str) -> None:
    assert comes_by_git(wanted)


@pytest.mark.parametrize(
    "wanted",
    [
        *("^1.2.3", "latest", "", "file:../a", "../a/b", "https://example.org/a.tgz"),
        *("npm:a@1", "@a/b/c", "a/b/c", "gitter", "1.x || 2.x"),
    ],
)
def test_npm_clones_nothing_else(wanted: str) -> None:
    assert not comes_by_git(wanted)


def test_every_script_of_an_installation_runs_in_npms_order() -> None:
    hooks = ["prepare", "postinstall", "install", "preinstall", "prepublish", "prebuild"]
    text = json.dumps({"scripts": {**dict.fromkeys(hooks, "true"), "test": "mocha"}})
    found = decide_fetch("8.17.0", "6.13.4", read_manifest(text, "package.json"), [])

    assert [argv[-1] for argv in found.scripts] == [
        "preinstall",
        "install",
        "postinstall",
        "prepublish",
        "prepare",
    ]


def test_without_package_json_no_script_runs_and_nothing_is_cloned() -> None:
    assert decide_fetch("8.17.0", "6.13.4", None, []).scripts == []
    assert git_dependencies(None, None) == []
