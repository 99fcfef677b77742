"""The table of Node's releases and what is looked up in it."""

from __future__ import annotations

from datetime import date

import pytest

from migrator.knowledge import node_releases as releases
from migrator.knowledge.tables import table


def test_every_release_has_a_date_and_belongs_to_a_known_line() -> None:
    for version in releases.versions():
        assert releases.release(version) is not None
        assert releases.line_of(version) is not None


def test_no_version_stands_twice_and_each_line_ascends() -> None:
    versions = releases.versions()

    assert len(set(versions)) == len(versions)
    for line in releases.lines():
        keys = [releases.key_of(each.version) for each in releases.releases_of(line.name)]
        assert keys == sorted(keys)


def test_every_line_has_releases() -> None:
    assert all(releases.releases_of(line.name) for line in releases.lines())


def test_no_release_is_younger_than_the_table() -> None:
    newest = max(each.date for line in releases.lines() for each in releases.releases_of(line.name))

    assert newest <= releases.as_of()


def test_the_table_names_its_sources() -> None:
    sources = table("node_releases")["sources"]

    assert all(source["standing"] in {"seen", "known"} for source in sources)


@pytest.mark.parametrize(
    ("version", "npm"),
    [
        ("0.10.25", "1.3.24"),
        ("0.10.48", "2.15.1"),
        ("4.9.1", "2.15.11"),
        ("8.17.0", "6.13.4"),
        ("10.13.0", "6.4.1"),
        ("12.22.12", "6.14.16"),
        ("18.20.8", "10.8.2"),
        ("3.3.1", "2.14.3"),
        ("0.1.14", None),
        ("8.99.0", None),
        ("not a version", None),
    ],
)
def test_npm_that_came_with_node(version: str, npm: str | None) -> None:
    assert releases.npm_of(version) == npm


def test_a_line_past_its_end_has_an_end_of_life() -> None:
    assert releases.eol("8.17.0") == date(2019, 12, 31)
    assert releases.eol("0.10.48") == date(2016, 10, 31)


def test_a_supported_line_has_none() -> None:
    assert releases.eol("24.0.0") is None


def test_the_newest_lts_release_depends_on_the_day() -> None:
    assert releases.latest_lts(date(2015, 10, 1)) is None
    assert releases.latest_lts(date(2016, 6, 1)) == "4.4.5"
    assert releases.latest_lts(date(2018, 2, 1)) == "8.9.4"


def test_io_js_is_told_from_node() -> None:
    assert releases.is_iojs("2.5.0")
    assert not releases.is_iojs("0.12.0")
    assert not releases.is_iojs("20.0.0")
