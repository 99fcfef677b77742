"""An answers file is read, or refused with a sentence: never with a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.ask.answers_file import read_answers
from migrator.errors import MigrationError


def written(folder: Path, text: str) -> Path:
    """An answers file with this text."""
    path = folder / "answers.yaml"
    path.write_text(text, "utf-8")
    return path


def test_nested_mappings_are_dotted_ids_and_lists_are_lines(tmp_path: Path) -> None:
    path = written(tmp_path, "app:\n  start: [node, server.js]\n  keep: true\n")

    assert read_answers(path) == {"app.start": "node server.js", "app.keep": "yes"}


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "app.start:\n"])
def test_what_is_left_empty_answers_nothing(tmp_path: Path, text: str) -> None:
    assert read_answers(written(tmp_path, text)) == {}


@pytest.mark.parametrize(
    "text",
    [
        "app.start: 2020-13-45\n",
        f"app.start: {'[' * 5000}\n",
        "app: &app {start: *app}\n",
        "app.start: [\n",
        "a: 1\n---\nb: 2\n",
        "- node server.js\n",
    ],
    ids=["no such date", "too deep", "contains itself", "unfinished", "two documents", "a list"],
)
def test_what_cannot_be_read_is_refused_with_a_next_step(tmp_path: Path, text: str) -> None:
    with pytest.raises(MigrationError) as caught:
        read_answers(written(tmp_path, text))

    assert caught.value.next
