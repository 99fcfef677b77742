"""Options of the test suite."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# No test is timed: how long an input takes depends on what else the machine does.
settings.register_profile("steady", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-golden`: rewrite expected files instead of comparing with them."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the code gives now into the golden files, to be reviewed like code",
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten."""
    return bool(request.config.getoption("--update-golden"))
