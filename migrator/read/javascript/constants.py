"""What a configuration file written in JavaScript exports, as plain values."""

from __future__ import annotations

from collections.abc import Mapping

from migrator.read.javascript.evaluate import Evaluator
from migrator.read.javascript.loading import exports_of
from migrator.read.javascript.modules import inside_root
from migrator.read.javascript.nodes import key_of, line_of, text_of
from migrator.read.javascript.program import Program
from migrator.read.javascript.rules import evaluator_of
from migrator.read.javascript.values import Fact, Loaded, Module, Structure
from migrator.read.project import Project
from migrator.values import Unknown, Value

MAX_DEPTH = 12
MAX_ENTRIES = 200
MAX_VALUES = 5000


def exported_value(project: Project, path: str, app_dir: str = ".") -> Value:
    """The value of a file's exports: mappings, tuples and plain values.

    What cannot be told is an `Unknown` with its line. A path made from __dirname is
    relative to the project's root.
    """
    program = Program(project, app_dir, {})
    source = program.source(path)
    if source is None:
        return Unknown(program.unreadable.get(path, "there is no such file"), path, 1)
    evaluator = evaluator_of(program)
    fact = exports_of(evaluator, source)
    if isinstance(fact.content, Module) and "default" in source.exported:
        fact = evaluator.member(fact, "default")
    return _plain(evaluator, fact, Unknown("it is computed", path, 1), MAX_DEPTH)


def _plain(evaluator: Evaluator, fact: Fact, unknown: Unknown, depth: int) -> Value:
    content = fact.content
    if depth <= 0 or not fact.known:
        return unknown
    if isinstance(content, str):
        return inside_root(content) or content
    if content is None or isinstance(content, bool | int | float):
        return content
    if isinstance(content, Loaded):
        return _Copy(unknown).of(content.content, depth)
    if isinstance(content, Structure):
        return _structure(evaluator, content, depth)
    return unknown


def _structure(evaluator: Evaluator, structure: Structure, depth: int) -> Value:
    source, node = structure.source, structure.node
    unknown = Unknown("it is computed", source.path, line_of(node))
    if node.type == "array":
        entries = [child for child in node.named_children if child.type != "comment"]
        return tuple(
            _plain(
                evaluator,
                evaluator.evaluate(entry, source),
                Unknown("it is computed", source.path, line_of(entry)),
                depth - 1,
            )
            for entry in entries[:MAX_ENTRIES]
        )
    if node.type != "object":
        return unknown
    values: dict[str, Value] = {}
    for child in node.named_children[:MAX_ENTRIES]:
        key = key_of(child.child_by_field_name("key")) if child.type == "pair" else None
        key = text_of(child) if child.type == "shorthand_property_identifier" else key
        if key is not None:
            place = Unknown("it is computed", source.path, line_of(child))
            values[key] = _plain(
                evaluator, evaluator.member(Fact(structure), key), place, depth - 1
            )
    return values


def loaded_value(content: object, unknown: Unknown) -> Value:
    """A value read from JSON or YAML; what is too large or of no plain type is `unknown`."""
    return _Copy(unknown).of(content, MAX_DEPTH)


class _Copy:
    """Copies a value within bounds: a YAML text can name one part of itself many times."""

    def __init__(self, unknown: Unknown) -> None:
        self._unknown = unknown
        self._left = MAX_VALUES

    def of(self, content: object, depth: int) -> Value:
        self._left -= 1
        if depth <= 0 or self._left <= 0:
            return self._unknown
        if content is None or isinstance(content, bool | int | float | str):
            return content
        if isinstance(content, list):
            return tuple(self.of(entry, depth - 1) for entry in content[:MAX_ENTRIES])
        if isinstance(content, Mapping):
            entries = list(content.items())[:MAX_ENTRIES]
            return {str(key): self.of(entry, depth - 1) for key, entry in entries}
        return self._unknown
