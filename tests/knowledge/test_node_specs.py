"""Reading Node versions the way people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.knowledge.node_releases import versions
from migrator.knowledge.node_specs import MAX_LENGTH, resolve


@pytest.mark.parametrize(
    ("spec", "version", "kind"),
    [
        ("8.1.2", "8.1.2", "exact"),
        ("v8.1.2", "8.1.2", "exact"),
        ("=6.9.1", "6.9.1", "exact"),
        ("node-v0.10.33", "0.10.33", "exact"),
        ("iojs-v2.3.1", "2.3.1", "exact"),
        ("4.2.6~dfsg-1ubuntu4.2", "4.2.6", "exact"),
        ("8.17.0-1nodesource1", "8.17.0", "exact"),
        ("'8.1.2'", "8.1.2", "exact"),
        ("v8", "8.17.0", "line"),
        ("8", "8.17.0", "line"),
        ("8.x", "8.17.0", "line"),
        ("8.x.x", "8.17.0", "line"),
        ("8.1", "8.1.4", "line"),
        ("0.10", "0.10.48", "line"),
        ("v0.10.x", "0.10.48", "line"),
        ("v0.*", "0.12.18", "line"),
        ("lts/carbon", "8.17.0", "line"),
        ("--lts=argon", "4.9.1", "line"),
        ("latest-v8.x", "8.17.0", "line"),
        ("iojs-1", "1.8.4", "line"),
        ("^8.1", "8.17.0", "range"),
        ("^0.10.3", "0.10.48", "range"),
        ("~0.10.20", "0.10.48", "range"),
        ("~> 0.10", "0.10.48", "range"),
        ("~4.2", "4.2.6", "range"),
        (">=4 <7", "6.17.1", "range"),
        ("<=8", "8.17.0", "range"),
        ("6 - 8", "8.17.0", "range"),
        ("4 || 6", "6.17.1", "range"),
        ("~0.10.20 || ^4", "4.9.1", "range"),
    ],
)
def test_a_text_with_an_upper_bound_needs_no_day(spec: str, version: str, kind: str) -> None:
    resolution = resolve(spec, on=date(2014, 1, 1))

    assert resolution is not None
    assert (resolution.version, resolution.kind, resolution.on) == (version, kind, None)


@pytest.mark.parametrize(
    ("spec", "version", "kind"),
    [
        ("lts", "8.9.1", "symbolic"),
        ("lts/*", "8.9.1", "symbolic"),
        ("--lts", "8.9.1", "symbolic"),
        ("lts/-1", "6.12.0", "symbolic"),
        ("stable", "9.2.0", "symbolic"),
        ("latest", "9.2.0", "symbolic"),
        ("current", "9.2.0", "symbolic"),
        ("node", "9.2.0", "symbolic"),
        ("iojs", "3.3.1", "symbolic"),
        ("*", "8.9.1", "open"),
        ("", "8.9.1", "open"),
        (">= 0.10", "8.9.1", "open"),
        ("node >= 6", "8.9.1", "open"),
        ("^4 || >=7", "8.9.1", "open"),
    ],
)
def test_a_moving_name_is_read_for_a_day(spec: str, version: str, kind: str) -> None:
    resolution = resolve(spec, on=date(2017, 12, 1))

    assert resolution is not None
    assert (resolution.version, resolution.kind) == (version, kind)
    assert resolution.on == date(2017, 12, 1)


@pytest.mark.parametrize(
    "spec",
    ["8.99.0", "8.99", "99", "foo", "lts/foo", ">= 99", "<", "^^", "$NODE", "8;rm", "-"],
)
def test_a_text_that_names_no_release_resolves_to_nothing(spec: str) -> None:
    assert resolve(spec) is None


@pytest.mark.parametrize("spec", ["26.13.099", "08", "0.010", "^08.1.0", ">=08"])
def test_no_number_of_a_release_starts_with_a_zero(spec: str) -> None:
    assert resolve(spec) is None


def test_a_very_long_text_is_not_read() -> None:
    assert resolve(">=4 " * MAX_LENGTH) is None


def test_lts_before_there_was_one_resolves_to_nothing() -> None:
    assert resolve("lts", on=date(2014, 1, 1)) is None


def test_before_node_4_stable_passes_over_odd_minor_numbers() -> None:
    on = date(2014, 6, 1)

    stable, latest = resolve("stable", on=on), resolve("latest", on=on)

    assert stable is not None and stable.version == "0.10.28"
    assert latest is not None and latest.version == "0.11.13"


def test_stable_means_another_thing_to_n() -> None:
    before, after = date(2017, 12, 1), date(2020, 1, 1)

    meanings = [resolve("stable", on=day, tool="n") for day in (before, after)]

    assert [each.version for each in meanings if each] == ["9.2.0", "12.14.0"]


def test_the_choice_can_be_narrowed_to_what_is_installed() -> None:
    resolution = resolve("v0.*", versions=["4.2.1", "0.10.25", "0.8.28", "system"])

    assert resolution is not None
    assert resolution.version == "0.10.25"


def test_nothing_installed_satisfies_nothing() -> None:
    assert resolve("*", versions=[]) is None


def test_a_release_of_a_living_line_may_be_newer_than_the_table() -> None:
    newer = resolve("24.99.0")

    assert newer is not None
    assert newer.version == "24.99.0"
    assert "24.99.0" not in versions()


@given(st.text(alphabet="0123456789.xv^~<>=| -*ltsnode/ab", max_size=40))
def test_no_text_is_an_error(spec: str) -> None:
    resolution = resolve(spec)

    assert resolution is None or resolution.version.count(".") == 2
