"""Options of the test suite."""

from __future__ import annotations

import pytest


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
