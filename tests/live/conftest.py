"""The fake Vagrant that the tests of this folder share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.live.fake_vagrant import FakeVagrant


@pytest.fixture
def vagrant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeVagrant:
    """A fake Vagrant in front of the PATH."""
    return FakeVagrant(tmp_path / "bin", monkeypatch)
