"""YAML files of Salt, none of them larger than it looks."""

from __future__ import annotations

from migrator.read.ansible.budget import MAX_ITEMS, weight
from migrator.read.ansible.documents import read_document
from migrator.yaml_text import NotYaml


def bounded_document(text: str) -> object:
    """The first document's value; NotYaml where it has none or its aliases multiply it."""
    found = read_document(text)
    if weight(found) > MAX_ITEMS:
        raise NotYaml("it holds too many values")
    return found
