"""Answers from a YAML file, so that a migration can be repeated.

Dotted keys and sections mean the same: `app.start: …` and `app: {start: …}`. Values are
taken as they are written: `0.10` is a release of Node, and not the number 0.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from migrator.ask.answer_keys import (
    FORMS,
    AnswerKey,
    example_of,
    is_section,
    key_of_answer,
    nearest_key,
)
from migrator.errors import MigrationError
from migrator.questions import Answers, Place
from migrator.visible import visible
from migrator.yaml_text import NotYaml, Placed, read_placed

ANSWERS_FILE = "migrator.yaml"
MAX_ANSWERS_BYTES = 1024 * 1024
_NEXT = "Write one line a key: `app.start: node server.js`; `migrator schema answers` lists them."


@dataclass(frozen=True)
class FileAnswer:
    """One answer as a file has it; `value` is where it can be replaced."""

    id: str
    texts: tuple[str, ...]
    line: int
    value: Placed
    key: AnswerKey

    @property
    def text(self) -> str:
        """The answer as one text: words on a line, entries of a list on a line each."""
        return (" " if self.key.form == "words" else "\n").join(self.texts)


def read_answers(path: Path) -> Answers:
    """Read an answers file; MigrationError names the file, and the line where there is one."""
    return parse_answers(read_answers_text(path), path.name, str(path))


def read_answers_text(path: Path) -> str:
    """The text of an answers file; MigrationError when there is none to be had."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_ANSWERS_BYTES + 1)
        text = content.decode("utf-8").removeprefix("\ufeff")
    except OSError as error:
        reason = error.strerror or str(error)
        raise MigrationError(
            f"The answers file {path} cannot be read: {reason}.", next=_NEXT
        ) from error
    except UnicodeDecodeError as error:
        raise MigrationError(f"The answers file {path} is not text.", next=_NEXT) from error
    if len(content) > MAX_ANSWERS_BYTES:
        raise MigrationError(f"The answers file {path} is too large to be one.", next=_NEXT)
    return text


def parse_answers(text: str, source: str, shown: str | None = None) -> Answers:
    """The answers of a text; `source` names it in the plan, `shown` in errors."""
    found = list(answers_in(text, shown or source))
    return Answers(
        {answer.id: answer.text for answer in found},
        places={answer.id: Place(source, answer.line) for answer in found},
    )


def answers_in(text: str, shown: str) -> Iterator[FileAnswer]:
    """Each answer of a text in order; MigrationError for the first that is wrong."""
    try:
        root = read_placed(text)
    except NotYaml as error:
        place = shown if error.line is None else f"{shown}:{error.line}"
        raise MigrationError(f"{place} is not valid YAML: {error.reason}.", next=_NEXT) from error
    if root is None or (root.kind == "scalar" and root.text is None):
        return
    if root.kind != "mapping":
        raise MigrationError(
            f"{shown}:{root.line} holds no mapping of keys to answers.", next=_NEXT
        )
    lines: dict[str, int] = {}
    for answer in _below("", root, shown):
        if answer.id in lines:
            raise MigrationError(
                f"{shown}:{answer.line}: {visible(answer.id)} is answered for the second time.",
                next=f"Keep one of the lines {lines[answer.id]} and {answer.line}.",
            )
        lines[answer.id] = answer.line
        yield answer


def _below(prefix: str, mapping: Placed, shown: str) -> Iterator[FileAnswer]:
    for name, value in mapping.entries:
        id = f"{prefix}{name.text or ''}"
        key = key_of_answer(id)
        if key is None and is_section(id):
            if value.kind == "mapping":
                yield from _below(f"{id}.", value, shown)
            elif value.kind == "list" or value.text is not None:
                raise _wrong(shown, name, id, "is a section with keys of its own", _NEXT)
        elif key is None:
            near = nearest_key(id)
            next = f"Write {visible(near)} instead." if near else _NEXT
            raise _wrong(shown, name, id or "(no name)", "is not a key of an answers file", next)
        else:
            yield from _answer(id, key, name, value, shown)


def _answer(
    id: str, key: AnswerKey, name: Placed, value: Placed, shown: str
) -> Iterator[FileAnswer]:
    """The answer of one line; none where nothing is written."""
    parts = value.items if value.kind == "list" else (value,)
    if value.kind == "scalar" and value.text is None:
        return
    odd = next((part for part in parts if part.kind != "scalar"), None)
    if odd is not None:
        raise _wrong(shown, odd, id, f"wants {FORMS[key.form]}", example_of(id, key))
    if value.kind == "list" and key.form == "text":
        raise _wrong(shown, value, id, "wants one value and no list", example_of(id, key))
    texts = tuple(part.text or "" for part in parts)
    for part, text in zip(parts, texts, strict=True):
        if not text or any(not character.isprintable() for character in text):
            raise _wrong(shown, part, id, "wants one line of text", example_of(id, key))
        why = key.refusal(text)
        if why is not None:
            raise _wrong(shown, part, id, f'is "{visible(text)}", which {why}', example_of(id, key))
    if texts:
        yield FileAnswer(id, texts, name.line, value, key)


def _wrong(shown: str, at: Placed, id: str, what: str, next: str) -> MigrationError:
    return MigrationError(f"{shown}:{at.line}: {visible(id)} {what}.", next=next)
