"""The image that each Node version gets."""

from __future__ import annotations

import pytest

from migrator.knowledge import node_releases as releases
from migrator.knowledge.node_images import (
    choose_image,
    latest_lts_image,
    nearest_lts_image,
)
from migrator.knowledge.node_releases import line_of, release
from migrator.knowledge.node_tags import debian_version, is_pullable, tag_exists
from migrator.knowledge.nodegyp import gyp_python
from migrator.knowledge.tables import table


def _tag(image: str) -> str:
    name, _, tag = image.partition(":")
    assert name == "node"
    return tag


@pytest.mark.parametrize("builds_native", [True, False])
@pytest.mark.parametrize("needs_python2", [True, False])
def test_every_image_of_every_release_exists_and_can_be_pulled(
    builds_native: bool, needs_python2: bool
) -> None:
    for version in releases.versions():
        choice = choose_image(version, builds_native=builds_native, needs_python2=needs_python2)
        if choice is None:
            continue

        image = choice.base if choice.strategy == "official" else choice.node_from
        assert image is not None
        assert tag_exists(_tag(image)), image
        assert is_pullable(choice.version), image
        assert table("node_images")["debian"][choice.debian]["apt"] == "works"


def test_a_version_without_an_image_belongs_to_a_line_without_any() -> None:
    without = {
        releases.line_name(version)
        for version in releases.versions()
        if choose_image(version) is None
    }

    early = {f"0.{minor}" for minor in (1, 2, 3, 4, 5, 6, 7, 8, 9, 11)}
    assert without == early | {"1", "2", "3"}


def test_the_nearest_lts_image_is_at_or_above() -> None:
    assert nearest_lts_image("0.10.25") == "4.9.1"
    assert nearest_lts_image("5.0.0") == "6.17.1"
    assert nearest_lts_image("8.1.0") == "8.17.0"
    assert nearest_lts_image("99.0.0") is None


def test_the_latest_lts_image_is_of_a_line_that_is_one_and_exists() -> None:
    latest = latest_lts_image()

    assert latest is not None
    assert tag_exists(f"{latest}-bookworm-slim")
    line = line_of(latest)
    known = release(latest)
    assert line is not None and line.lts is not None
    assert known is not None and known.date >= line.lts


def test_a_maintained_debian_gives_the_official_slim_image() -> None:
    choice = choose_image("18.20.8", builds_native=True)

    assert choice is not None
    assert (choice.strategy, choice.base) == ("official", "node:18.20.8-bookworm-slim")
    assert (choice.node_from, choice.create_user, choice.exact) == (None, False, True)


def test_a_line_that_ended_on_bullseye_stays_there() -> None:
    choice = choose_image("14.21.3")

    assert choice is not None
    assert choice.base == "node:14.21.3-bullseye-slim"


def test_an_archived_debian_has_node_copied_onto_a_maintained_one() -> None:
    choice = choose_image("8.17.0")

    assert choice is not None
    assert (choice.strategy, choice.base) == ("copy-node", "debian:bookworm-slim")
    assert (choice.node_from, choice.create_user) == ("node:8.17.0-slim", True)
    assert "archived" in choice.why


def test_native_modules_of_an_old_node_are_built_on_bullseye_for_its_python2() -> None:
    choice = choose_image("8.17.0", builds_native=True)

    assert choice is not None
    assert (choice.base, choice.python) == ("debian:bullseye-slim", "python2")


def test_python2_wanted_for_itself_keeps_a_new_node_on_bullseye() -> None:
    choice = choose_image("20.19.2", needs_python2=True)

    assert choice is not None
    assert choice.base == "node:20.19.2-bullseye-slim"


@pytest.mark.parametrize(
    ("version", "taken", "reason"),
    [
        ("0.10.25", "0.10.45", "there never was"),
        ("9.11.0", "9.11.1", "there never was"),
        ("4.2.6", "4.4.5", "engines refuse"),
        ("24.99.0", "24.19.0", "not known"),
    ],
)
def test_another_patch_is_taken_only_with_its_reason(version: str, taken: str, reason: str) -> None:
    choice = choose_image(version)

    assert choice is not None
    assert (choice.version, choice.exact) == (taken, False)
    assert reason in choice.why


@pytest.mark.parametrize("version", ["", "8", "8.x", "foo", "28.0.0", "8.1.2.3", "a.b.c"])
def test_what_is_no_version_has_no_image(version: str) -> None:
    assert choose_image(version) is None


@pytest.mark.parametrize(
    "tag", ["8.17.0-buster", "6.17.1-stretch", "0.10.48-wheezy", "18.20.8-bookworm-slim", "8.17.0"]
)
def test_tags_that_exist(tag: str) -> None:
    assert tag_exists(tag)


@pytest.mark.parametrize(
    "tag",
    [
        "8.17.0-bullseye",
        "10.24.1-bullseye",
        "6.17.1-buster",
        "14.21.3-bookworm",
        "18.20.8-trixie",
        "0.10.29",
        "13.10.0",
        "99.0.0",
    ],
)
def test_tags_that_never_were(tag: str) -> None:
    assert not tag_exists(tag)


def test_every_suite_of_the_tags_is_a_known_debian_release() -> None:
    suites = {
        suite.removesuffix("-slim")
        for line in table("node_images")["lines"].values()
        for suite in line["suites"]
    }

    assert all(debian_version(suite).isdigit() for suite in suites)


def test_each_table_names_its_sources() -> None:
    for name in ("node_images", "nodegyp"):
        assert all(source["standing"] in {"seen", "known"} for source in table(name)["sources"])


@pytest.mark.parametrize(
    ("version", "package"),
    [
        ("0.10.48", "python-is-python2"),
        ("8.17.0", "python2"),
        ("12.22.12", "python3"),
        ("20.19.2", "python3"),
    ],
)
def test_the_python_of_node_gyp_depends_on_npm(version: str, package: str) -> None:
    assert gyp_python(version).package == package
