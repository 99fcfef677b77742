"""Environment variables that the code reads, with what it falls back on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from migrator.read.javascript.evaluate import Evaluator
from migrator.read.javascript.nodes import key_of, line_of, pattern_names, text_of
from migrator.read.javascript.source import Source
from migrator.read.javascript.values import Environment, text

MAX_READS = 500

_WRAPPERS = frozenset({"parenthesized_expression", "arguments", "call_expression"})
_CONVERSIONS = frozenset({"parseInt", "parseFloat", "Number", "String", "normalizePort", "Boolean"})


@dataclass(frozen=True)
class VariableUse:
    """One read of a variable. `default` is the plain value used when it is not set.

    The default may be a secret; it is as written.
    """

    name: str
    file: str
    line: int
    default: str | None = None


def variables_in(evaluator: Evaluator, source: Source) -> Iterator[VariableUse]:
    """Yield every read of the environment in one file; writes are none."""
    if b"env" not in source.content:
        return
    found = 0
    for node in source.of("member_expression", "subscript_expression"):
        name = _name(evaluator, node, source)
        if name and not _is_written(node) and found < MAX_READS:
            found += 1
            yield VariableUse(name, source.path, line_of(node), default_of(evaluator, node, source))
    for declarator in source.of("variable_declarator"):
        yield from _destructured(evaluator, declarator, source)


def _name(evaluator: Evaluator, node: Node, source: Source) -> str | None:
    receiver = node.child_by_field_name("object")
    if receiver is None or not text_of(receiver).endswith("env"):
        return None
    if not isinstance(evaluator.evaluate(receiver, source).content, Environment):
        return None
    if node.type == "member_expression":
        return text_of(node.child_by_field_name("property"))
    index = node.child_by_field_name("index")
    return key_of(index) if index is not None and index.type == "string" else None


def _is_written(node: Node) -> bool:
    parent = node.parent
    if parent is None or parent.type not in ("assignment_expression", "unary_expression"):
        return False
    return parent.child_by_field_name("left") == node or text_of(parent).startswith("delete")


def default_of(evaluator: Evaluator, node: Node, source: Source) -> str | None:
    """The right side of the `||` or `??`, or the other branch of the ternary, around a read."""
    child, parent = node, node.parent
    while parent is not None and parent.type in _WRAPPERS:
        if parent.type == "call_expression":
            function = text_of(parent.child_by_field_name("function"))
            if function.rpartition(".")[2] not in _CONVERSIONS:
                return None
        child, parent = parent, parent.parent
    if parent is None:
        return None
    if parent.type == "ternary_expression":
        if child == parent.child_by_field_name("alternative"):
            return None
        return _plain(evaluator, parent.child_by_field_name("alternative"), source)
    operator = text_of(parent.child_by_field_name("operator"))
    if operator not in ("||", "??") or child != parent.child_by_field_name("left"):
        return None
    return _plain(evaluator, parent.child_by_field_name("right"), source)


def _plain(evaluator: Evaluator, node: Node | None, source: Source) -> str | None:
    return text(evaluator.evaluate(node, source).content)


def _destructured(evaluator: Evaluator, declarator: Node, source: Source) -> Iterator[VariableUse]:
    pattern, value = declarator.child_by_field_name("name"), declarator.child_by_field_name("value")
    if pattern is None or pattern.type != "object_pattern" or "env" not in text_of(value):
        return
    if isinstance(evaluator.evaluate(value, source).content, Environment):
        for _, keys, fallback in pattern_names(pattern):
            if len(keys) == 1:
                default = _plain(evaluator, fallback, source)
                yield VariableUse(keys[0], source.path, line_of(pattern), default)
