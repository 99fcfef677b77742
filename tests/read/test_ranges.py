"""Whether a version satisfies an npm range."""

from __future__ import annotations

import pytest

from migrator.read.ranges import satisfies


@pytest.mark.parametrize(
    ("version", "wanted"),
    [
        *(("1.2.3", "^1.0.0"), ("0.2.9", "^0.2.1"), ("0.0.3", "^0.0.3"), ("1.2.9", "~1.2.3")),
        *(("1.2.3", "1.2.3"), ("1.2.3", "*"), ("1.2.3", ""), ("1.2.3", "1.x || >=3")),
        *(("1.2.3-beta.1", "1.2.3-beta.1"), ("4.17.1", ">= 4.0 < 5")),
    ],
)
def test_versions_inside(version: str, wanted: str) -> None:
    assert satisfies(version, wanted) is True


@pytest.mark.parametrize(
    ("version", "wanted"),
    [
        *(("2.0.0", "^1.0.0"), ("0.3.0", "^0.2.1"), ("0.0.4", "^0.0.3"), ("1.3.0", "~1.2.3")),
        *(("1.2.2", "^1.2.3"), ("1.2.4", "1.2.3"), ("1.3.0-beta", "^1.2.0"), ("10.0.0", "2.x")),
    ],
)
def test_versions_outside(version: str, wanted: str) -> None:
    assert satisfies(version, wanted) is False


@pytest.mark.parametrize("wanted", ["latest", "git://example.org/a", "workspace:*x", "1" * 9999])
def test_what_is_no_range_is_neither(wanted: str) -> None:
    assert satisfies("1.2.3", wanted) is None
