"""The plan's JSON Schema says exactly what the dataclasses of the plan say."""

from __future__ import annotations

import dataclasses
import json
import types
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import jsonschema
import pytest

import migrator
from migrator.plan import SCHEMA_VERSION, Plan, to_document
from tests.render.plans import PLANS

PATH = Path(migrator.__file__).parent / "schemas" / "plan.schema.json"
SCALARS: dict[object, str] = {str: "string", int: "integer", float: "number", bool: "boolean"}


def schema() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(PATH.read_text("utf-8"))
    return loaded


def declared(hint: Any, found: dict[str, Any]) -> dict[str, Any]:
    """The schema of a type; the dataclasses in it are added to `found`."""
    if hint in SCALARS:
        return {"type": SCALARS[hint]}
    if hint is Any:
        return {}
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        define(hint, found)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is list:
        return {"type": "array", "items": declared(arguments[0], found)}
    if origin is dict:
        return {"type": "object", "additionalProperties": declared(arguments[1], found)}
    if origin is Literal:
        return {"enum": list(arguments)}
    assert origin in {Union, types.UnionType}, hint
    (inner,) = [argument for argument in arguments if argument is not type(None)]
    return nullable(declared(inner, found))


def nullable(inner: dict[str, Any]) -> dict[str, Any]:
    if "enum" in inner:
        return {"enum": [*inner["enum"], None]}
    if isinstance(inner.get("type"), str) and set(inner) == {"type"}:
        return {"type": [inner["type"], "null"]}
    return {"anyOf": [inner, {"type": "null"}]}


def define(cls: type, found: dict[str, Any]) -> None:
    if cls.__name__ in found:
        return
    found[cls.__name__] = {}
    properties = {name: declared(hint, found) for name, hint in get_type_hints(cls).items()}
    found[cls.__name__] = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def undescribed(value: Any) -> Any:
    """A schema without its explanations."""
    if isinstance(value, dict):
        return {key: undescribed(inner) for key, inner in value.items() if key != "description"}
    return [undescribed(inner) for inner in value] if isinstance(value, list) else value


def explained(new: Any, old: Any) -> Any:
    """`new` with the explanations that stand at the same places in `old`."""
    if not isinstance(new, dict) or not isinstance(old, dict):
        return new
    told = {"description": old["description"]} if isinstance(old.get("description"), str) else {}
    return told | {key: explained(inner, old.get(key)) for key, inner in new.items()}


def from_dataclasses() -> dict[str, Any]:
    found: dict[str, Any] = {}
    define(Plan, found)
    plan = found.pop("Plan")
    plan["properties"]["schema_version"] = {"const": SCHEMA_VERSION}
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Migration plan"}
    return {**head, **plan, "$defs": dict(sorted(found.items()))}


def test_the_schema_and_the_dataclasses_agree(update_golden: bool) -> None:
    expected = from_dataclasses()
    if update_golden:
        old = schema() if PATH.exists() else {}
        PATH.write_text(json.dumps(explained(expected, old), indent=2) + "\n", "utf-8")

    assert undescribed(schema()) == expected


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_is_valid(name: str) -> None:
    jsonschema.Draft202012Validator(schema()).validate(to_document(PLANS[name]()))


def test_a_key_that_nobody_declared_is_not_valid() -> None:
    document = to_document(PLANS["express"]()) | {"surprise": 1}

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema()).validate(document)


def test_a_plan_without_a_status_is_not_valid() -> None:
    document = to_document(PLANS["express"]())
    del document["status"]

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema()).validate(document)


def test_every_key_of_the_plan_is_explained() -> None:
    unexplained = [
        key for key, value in schema()["properties"].items() if "description" not in value
    ]

    assert unexplained == []


def test_every_key_of_the_plan_is_in_the_documentation() -> None:
    text = (PATH.parents[2] / "docs" / "plan.md").read_text("utf-8")

    assert [key for key in schema()["properties"] if f"`{key}`" not in text] == []
