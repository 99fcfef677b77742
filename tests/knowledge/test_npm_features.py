"""What each npm can do."""

from __future__ import annotations

import pytest

from migrator.knowledge.npm_features import (
    Feature,
    can,
    fetcher_node,
    held_by_name,
    installs_peers,
)


@pytest.mark.parametrize(
    ("feature", "last_without", "first_with"),
    [
        ("only", "3.2.9", "3.3.0"),
        ("ci", "5.6.0", "5.7.0"),
        ("omit", "6.14.18", "7.0.0"),
        ("lock_3", "6.14.18", "7.0.0"),
        ("engines", "6.14.18", "7.0.0"),
    ],
)
def test_a_feature_comes_with_its_npm(feature: Feature, last_without: str, first_with: str) -> None:
    assert not can(last_without, feature)
    assert can(first_with, feature)
    assert can("10.8.2", feature)
    assert can(None, feature), "an npm that is not known is a current one"


@pytest.mark.parametrize(
    ("npm", "found"),
    [
        ("2.15.11", True),
        ("3.0.0", False),
        ("6.14.18", False),
        ("7.0.0-beta.1", True),
        ("7.24.2", True),
        (None, True),
    ],
)
def test_peers_are_not_installed_between_two_npms(npm: str | None, found: bool) -> None:
    assert installs_peers(npm) is found


def test_the_fetcher_is_the_last_node_whose_npm_chooses_for_another() -> None:
    assert fetcher_node() == "16.20.2"


def test_debug_is_held_for_a_node_that_does_not_parse_newer_ones() -> None:
    assert held_by_name("0.10.48") == held_by_name("5.12.0") == ["debug@2.6.9"]
    assert held_by_name("6.0.0") == held_by_name("22.1.0") == []


def test_a_version_that_is_none_counts_as_the_oldest() -> None:
    assert not can("latest", "only")
    assert not can(f"{'9' * 5000}x", "only")
