"""Which scripts run in the image, and which tests cannot."""

from __future__ import annotations

import json

import pytest

from migrator.decide.scripts import Scripts, decide_scripts
from migrator.read.manifest import read_manifest


def decided(**scripts: str) -> Scripts:
    """What becomes of a package's scripts."""
    manifest = read_manifest(json.dumps({"scripts": scripts}, indent=1), "package.json")
    return decide_scripts(manifest, "npm")


@pytest.mark.parametrize(
    ("script", "program"),
    [
        ("npm run lint && vagrant up && mocha", "vagrant"),
        ("./node_modules/.bin/casperjs test", "casperjs"),
        ("NODE_ENV=test karma start", "karma"),
        ("nodemon --ext js jasmine", "nodemon"),
        ("npm run browser", "protractor"),
    ],
)
def test_tests_that_need_more_than_a_build_has_are_left_out(script: str, program: str) -> None:
    found = decided(test=script, browser="protractor conf.js", lint="eslint .")

    assert found.test is None
    assert f"runs {program}, which needs" in (found.test_left_out or "")


@pytest.mark.parametrize(
    "script",
    ["mocha", "mocha test/karma", "react-scripts test --env=jsdom", "npm run loop", "jest # karma"],
)
def test_other_tests_run(script: str) -> None:
    found = decided(test=script, loop="npm run test", browser="karma start")

    assert found.test == ["npm", "test"]
    assert found.test_left_out is None


def test_what_runs_before_the_tests_counts_as_they_do() -> None:
    found = decided(pretest="vagrant up", test="mocha")

    assert found.test is None
    assert found.test_left_out == "package.json:3 runs vagrant, which needs a virtual machine"


def test_what_runs_before_other_scripts_does_not() -> None:
    assert decided(prebuild="karma start", test="mocha").test == ["npm", "test"]
