"""The gate: no release image comes out of a project whose tests fail."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lab.engine import EngineError
from tests.lab.migrated import SAMPLES, Migrated, break_a_test, migrate

pytestmark = pytest.mark.lab

Broken = Callable[..., Migrated]


@pytest.fixture
def broken(sample: str, engine: None, tmp_path: Path) -> Broken:
    """Make a copy of the sample with a failing test, generated with the given options."""

    def make(*options: str) -> Migrated:
        copy = migrate(SAMPLES / sample, tmp_path / "copy", *options)
        break_a_test(copy.directory)
        return copy

    return make


def test_a_broken_test_stops_the_release(broken: Broken) -> None:
    copy = broken()

    with pytest.raises(EngineError, match="broken by the lab"):
        copy.build()


def test_without_the_gate_a_broken_test_lets_the_release_through(broken: Broken) -> None:
    copy = broken("--no-test-gate")

    copy.build()


def test_without_the_gate_the_test_stage_still_finds_the_broken_test(broken: Broken) -> None:
    copy = broken("--no-test-gate")

    with pytest.raises(EngineError, match="broken by the lab"):
        copy.build("--target", "test")
