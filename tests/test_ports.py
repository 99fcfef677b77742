"""Numbers of ports in hostile texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.ports import port_of


@pytest.mark.parametrize(("text", "port"), [("80", 80), ("65535", 65535), ("0080", 80)])
def test_a_port_is_read(text: str, port: int) -> None:
    assert port_of(text) == port


@pytest.mark.parametrize("text", ["", "0", "65536", "²", "٣", "-1", "8o", " 80", "9" * 5000])
def test_what_is_no_port_is_none(text: str) -> None:
    assert port_of(text) is None


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    found = port_of(text)

    assert found is None or 0 < found < 65536
