"""Programs of tests that need more than a build has."""

from __future__ import annotations

import pytest

from migrator.knowledge.test_programs import need_of


@pytest.mark.parametrize(
    ("needs", "programs"),
    [
        (
            "a browser",
            "casperjs cypress karma mocha-phantomjs nightwatch phantomjs protractor"
            " selenium-standalone testcafe testem wdio webdriver-manager",
        ),
        ("a container engine", "docker docker-compose"),
        ("a virtual machine", "vagrant"),
    ],
)
def test_a_program_that_starts_more_says_what(needs: str, programs: str) -> None:
    assert {need_of(program) for program in programs.split()} == {needs}


@pytest.mark.parametrize("program", ["mocha", "jest", "karma-cli", "tap", "node", "needs", ""])
def test_a_program_that_needs_a_node_only_says_nothing(program: str) -> None:
    assert need_of(program) is None
