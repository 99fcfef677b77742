"""The JSON Schemas that ship with the package."""

from __future__ import annotations

from importlib import resources

SCHEMAS = {"answers": "answers.schema.json", "plan": "plan.schema.json"}


def schema_text(name: str) -> str:
    """The schema of the named document, as JSON text."""
    return resources.files("migrator").joinpath(f"schemas/{SCHEMAS[name]}").read_text("utf-8")
