"""Which line of Node a NodeSource script or repository serves."""

from __future__ import annotations

import pytest

from migrator.knowledge.node_specs import resolve
from migrator.knowledge.nodesource import nodesource_line


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("setup_8.x", "8.x"),
        ("setup_0.12", "0.12"),
        ("setup_0.10", "0.10"),
        ("setup", "0.10"),
        ("setup_dev", "0.12"),
        ("setup_lts.x", "lts"),
        ("setup_current.x", "current"),
        ("setup_iojs_2.x", "iojs-2.x"),
        ("node_8.x", "8.x"),
        ("pub_12.x", "12.x"),
        ("https://deb.nodesource.com/setup_6.x", "6.x"),
        ("https://deb.nodesource.com/node_10.x/dists/bionic", "10.x"),
        ("https://deb.nodesource.com/node", "0.10"),
    ],
)
def test_a_name_says_the_line_it_serves(name: str, line: str) -> None:
    assert nodesource_line(name) == line
    assert resolve(line) is not None


@pytest.mark.parametrize("name", ["", "setup_8.x.sh.bak", "setup_", "setup_eight.x", "gpgkey"])
def test_other_names_say_nothing(name: str) -> None:
    assert nodesource_line(name) is None
