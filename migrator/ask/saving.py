"""Writes answers into the text of an answers file, and leaves the rest of it as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from migrator.ask.answers_file import ANSWERS_FILE, FileAnswer, answers_in, parse_answers
from migrator.errors import MigrationError
from migrator.yaml_text import Span

HEAD = f"""\
# What a person decided about this migration. Every run of migrator reads {ANSWERS_FILE};
# `migrator schema answers` prints the keys.
"""
_PLAIN = re.compile(r"[A-Za-z_./][A-Za-z0-9_./@=-]*(?: [A-Za-z0-9_./@=-]+)*")
_NOT_TEXT = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


def with_saved(text: str, answers: Mapping[str, str]) -> str | None:
    """The text with these answers in it, by id; None where its form does not allow that.

    A line that answers an id already gets the new value, other ids come at the end; comments
    and order stay. MigrationError when the text itself is wrong.
    """
    old = {answer.id: answer for answer in answers_in(text, ANSWERS_FILE)}
    wanted = {**{id: answer.text for id, answer in old.items()}, **answers}
    changed = [
        (old[id].value.at, answer)
        for id, answer in answers.items()
        if id in old and old[id].text != answer
    ]
    if any(not _on_one_line(old[id]) for id in answers if id in old):
        return None
    lines = text.splitlines(keepends=True)
    for at, answer in sorted(changed, key=lambda each: each[0].line, reverse=True):
        lines[at.line] = _replaced(lines[at.line], at, answer)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    new = [f"{_scalar(id)}: {_scalar(answer)}\n" for id, answer in answers.items() if id not in old]
    saved = "".join([*(lines or [HEAD]), *new])
    return saved if _says(saved, wanted) else None


def _on_one_line(answer: FileAnswer) -> bool:
    value = answer.value
    return value.kind == "scalar" and value.at.line == value.at.end_line


def _replaced(line: str, at: Span, answer: str) -> str:
    return f"{line[: at.column]}{_scalar(answer)}{line[at.end_column :]}"


def _says(text: str, wanted: Mapping[str, str]) -> bool:
    """Whether a text answers just that: it may have been a form that lines do not fit into."""
    try:
        return dict(parse_answers(text, ANSWERS_FILE).given) == wanted
    except MigrationError:
        return False


def _scalar(text: str) -> str:
    """A YAML scalar on one line that every reader takes for a text."""
    if _PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT:
        return text
    return json.dumps(text, ensure_ascii=False)
