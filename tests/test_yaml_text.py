"""YAML as plain values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.yaml_text import NotYaml, read_yaml


def test_the_first_document_counts() -> None:
    assert read_yaml("a: [1, x]\n---\nb: 2\n") == {"a": [1, "x"]}


def test_an_empty_text_is_nothing() -> None:
    assert read_yaml("# only a comment\n") is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: [1,\nb: }", 2),
        ("a: !!python/object/apply:os.system ['true']", 1),
        ("a: 2001-99-99", None),
        ("[" * 100_000, None),
        ("\n".join(" " * depth + "a:" for depth in range(3000)), None),
        ("- " * 5000, None),
    ],
)
def test_what_cannot_be_read_is_an_error_and_not_a_crash(text: str, line: int | None) -> None:
    with pytest.raises(NotYaml) as caught:
        read_yaml(text)

    assert caught.value.line == line


@given(st.text(alphabet="ab:-[]{}&*!|>'\" \n\t?#%@`1~<="))
def test_garbage_is_a_value_or_an_error_of_our_own(text: str) -> None:
    try:
        read_yaml(text)
    except NotYaml as error:
        assert error.reason
