"""The JSON Schema of answers files says what the keys say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import migrator
from migrator.ask.answer_keys import ANSWER_KEYS, AnswerKey
from migrator.ask.answers_file import parse_answers
from migrator.errors import MigrationError
from migrator.schema import schema_text

PATH = Path(migrator.__file__).parent / "schemas" / "answers.schema.json"
ONE: list[str] = ["string", "number", "boolean", "null"]


def value_of(key: AnswerKey) -> dict[str, Any]:
    """What may stand behind a key; YAML's readers take `no` for false and 8 for a number."""
    about: dict[str, Any] = {"description": key.about, "examples": [key.example]}
    if key.choices:
        truths = [True, False] if set(key.choices) == {"yes", "no"} else []
        return {**about, "enum": [*key.choices, *truths, None]}
    one: dict[str, Any] = {"type": ONE}
    if key.pattern:
        one["pattern"] = f"^(?:{key.pattern})$"
    if key.form == "text":
        return {**about, **one}
    return {**about, "anyOf": [one, {"type": "array", "items": {"type": ONE[:3]}}]}


def expected() -> dict[str, Any]:
    """The schema that the keys make: each one dotted, and in its section."""
    root = section("Answers", "What a person decided about a migration; migrator.yaml holds it.")
    for key in ANSWER_KEYS:
        names = key.id.removesuffix(".*").split(".")
        for depth in range(len(names)):
            place = root
            for name in names[:depth]:
                place = place["properties"].setdefault(name, section(name, f"Keys of {name}."))
            rest = ".".join(names[depth:])
            if key.is_open:
                pattern = f"^{rest.replace('.', chr(92) + '.')}{chr(92)}..+$"
                place["patternProperties"][pattern] = value_of(key)
                inner = place["properties"].setdefault(rest, section(rest, key.about))
                inner["additionalProperties"] = value_of(key)
            else:
                place["properties"][rest] = value_of(key)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **root}


def section(title: str, about: str) -> dict[str, Any]:
    return {
        "title": title,
        "description": about,
        "type": ["object", "null"],
        "properties": {},
        "patternProperties": {},
        "additionalProperties": False,
    }


def test_the_schema_and_the_keys_agree(update_golden: bool) -> None:
    if update_golden:
        PATH.write_text(json.dumps(expected(), indent=2) + "\n", "utf-8")

    assert json.loads(schema_text("answers")) == expected()


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("app: {node: 8, start: [node, server.js], port: 3000}\npackage.gdal: drop\n", True),
        ("test-gate: no\nignore.files: [legacy, docs/*]\napp.node-policy: latest-lts\n", True),
        ("image: {digest: {node:8.17.0-slim: 'sha256:" + "0" * 64 + "'}}\n", True),
        ("app: {nod: 8}\n", False),
        ("app.nod: 8\n", False),
        ("package: {gdal: maybe}\n", False),
        ("app: [1]\n", False),
        ("image.mirror: 'http://x'\n", False),
    ],
)
def test_the_schema_and_the_reader_judge_alike(text: str, good: bool) -> None:
    by_schema = jsonschema.Draft202012Validator(expected()).is_valid(yaml.safe_load(text))
    try:
        parse_answers(text, "answers.yaml")
        by_reader = True
    except MigrationError:
        by_reader = False

    assert (by_schema, by_reader) == (good, good)


@pytest.mark.parametrize("key", ANSWER_KEYS, ids=lambda key: key.id)
def test_every_example_is_accepted(key: AnswerKey) -> None:
    id = key.id.replace("*", "example")

    answers = parse_answers(f"{id}: {json.dumps(key.example)}\n", "answers.yaml")

    assert answers.get(id) == key.example


@pytest.mark.parametrize("key", ANSWER_KEYS, ids=lambda key: key.id)
def test_every_key_is_in_the_documentation(key: AnswerKey) -> None:
    text = (PATH.parents[2] / "docs" / "answers.md").read_text("utf-8")

    assert f"| `{key.id}` | {key.about} |" in text
