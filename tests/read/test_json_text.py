"""JSON with lines, and what is wrong with what is not JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.read.json_text import NotJson, read_json, without_comments


def test_every_key_and_entry_has_its_line() -> None:
    document = read_json('{\n  "a": [1,\n    {"b": 2},\n    "c"\n  ],\n  "d": {\n    "e": 3}\n}')

    assert document.lines == {
        ("a",): 2,
        ("a", "0"): 2,
        ("a", "1"): 3,
        ("a", "1", "b"): 3,
        ("a", "2"): 4,
        ("d",): 6,
        ("d", "e"): 7,
    }


def test_a_key_without_a_line_has_that_of_the_key_around_it() -> None:
    document = read_json('{\n"a": {}}')

    assert document.line("a", "missing") == 2


def test_quotes_and_brackets_inside_texts_are_no_structure() -> None:
    document = read_json('{"a\\"{": "]}",\n"b": 1}')

    assert document.lines == {('a"{',): 1, ("b",): 2}


def test_a_byte_order_mark_is_no_error() -> None:
    assert read_json('\ufeff{"a": 1}').value == {"a": 1}


def test_half_of_a_surrogate_pair_can_be_written_out_again() -> None:
    value = read_json('{"a": "\\ud800"}').value

    assert json.dumps(value, ensure_ascii=False).encode() == b'{"a": "?"}'


@pytest.mark.parametrize(
    ("text", "reason", "line", "column"),
    [
        ('{"a": 1,\n}', "a comma after the last entry, which JSON does not allow", 1, 8),
        ("[1, ]", "a comma after the last entry, which JSON does not allow", 1, 3),
        ('{\n  // why\n  "a": 1}', "a comment, which JSON does not allow", 2, 3),
        ('{"a": 1 /* why */}', "a comment, which JSON does not allow", 1, 9),
        ("{'a': 1}", "a text in single quotes, which JSON does not allow", 1, 2),
        (" \n", "it is empty", 1, 1),
        ('{"a" 1}', "expecting ':' delimiter", 1, 6),
        ('{"a": NaN}', "NaN is not a JSON value", 1, 1),
        ("[" * 200_000, "it is nested too deeply", 1, 1),
    ],
)
def test_what_is_wrong_is_named_with_its_place(
    text: str, reason: str, line: int, column: int
) -> None:
    with pytest.raises(NotJson) as caught:
        read_json(text)

    assert (caught.value.reason, caught.value.line, caught.value.column) == (reason, line, column)


def test_comments_are_blanked_where_they_are_allowed() -> None:
    text = '{ // one\n "a": "//b", /* , */ "c": [1, 2,],\n}'

    assert json.loads(without_comments(text)) == {"a": "//b", "c": [1, 2]}
    assert without_comments(text).count("\n") == 2


@given(st.recursive(st.none() | st.text() | st.integers(), lambda inner: st.lists(inner)))
def test_texts_without_comments_keep_their_value(value: object) -> None:
    assert json.loads(without_comments(json.dumps(value))) == value


@given(st.text(alphabet='{}[]",:\\\n 1a/*'))
def test_garbage_is_a_document_or_an_error_of_our_own(text: str) -> None:
    without_comments(text)
    try:
        assert read_json(text).lines is not None
    except NotJson as error:
        assert error.line >= 1
