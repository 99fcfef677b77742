"""What the lab tests share: the engine, and every sample migrated and running."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.engine import is_running
from tests.lab.migrated import SAMPLES, Migrated, migrate

# Where a lab test may not be skipped.
REQUIRED = bool(os.environ.get("CI")) or os.environ.get("MIGRATOR_LAB") == "required"


@pytest.fixture(scope="session")
def engine() -> None:
    """Need a Docker engine: without one a test is skipped, or fails where the lab is required."""
    if not is_running():
        reason = "no Docker engine answers here: run `make lab` first"
        pytest.fail(reason) if REQUIRED else pytest.skip(reason)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the copies of one test module."""
    return tmp_path_factory.mktemp("lab")


@pytest.fixture(
    scope="module", params=sorted(path.name for path in SAMPLES.iterdir() if path.is_dir())
)
def sample(request: pytest.FixtureRequest) -> str:
    """The name of each sample in turn."""
    return str(request.param)


@pytest.fixture(scope="module")
def migrated(sample: str, engine: None, scratch: Path) -> Iterator[Migrated]:
    """A copy of the sample with generated files; its containers and volumes are removed after."""
    copy = migrate(SAMPLES / sample, scratch / sample)
    yield copy
    copy.compose("down", "--volumes", "--remove-orphans", "--rmi", "local", "--timeout", "5")
