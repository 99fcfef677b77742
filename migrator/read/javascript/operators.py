"""Literals, operators and the wrappers that leave a value as it is."""

from __future__ import annotations

from dataclasses import replace

from tree_sitter import Node

from migrator.read.javascript.evaluate import Evaluator, Frame
from migrator.read.javascript.nodes import string_of, text_of
from migrator.read.javascript.source import Source
from migrator.read.javascript.values import (
    NOTHING,
    UNKNOWN,
    Fact,
    Structure,
    either,
    number,
    spelled,
    text,
    truth,
)

MAX_TEXT = 4096


def string_rule(evaluator: Evaluator, node: Node, source: Source, frame: Frame) -> Fact:
    return Fact(string_of(node))


def constant_rule(evaluator: Evaluator, node: Node, source: Source, frame: Frame) -> Fact:
    return Fact({"true": True, "false": False}.get(node.type))


def inner_rule(evaluator: Evaluator, node: Node, source: Source, frame: Frame) -> Fact:
    children = [child for child in node.named_children if child.type != "comment"]
    return evaluator.evaluate(children[0], source, frame) if children else NOTHING


def last_rule(evaluator: Evaluator, node: Node, source: Source, frame: Frame) -> Fact:
    children = node.named_children
    return evaluator.evaluate(children[-1], source, frame) if children else NOTHING


def number_rule(evaluator: Evaluator, node: Node, source: Source, frame: Frame) -> Fact:
    written = text_of(node).replace("_", "")
    try:
        return Fact(int(written, 0) if not written.isdecimal() else int(written[:20]))
    except ValueError:
        pass
    try:
        return Fact(float(written))
    except ValueError:
        return NOTHING


def template_rule(evaluator: Evaluator, node: Node, source: Source, frame: Frame) -> Fact:
    pieces: list[str] = []
    variable = None
    for child in node.named_children:
        if child.type != "template_substitution":
            pieces.append(text_of(child))
            continue
        fact = inner_rule(evaluator, child, source, frame)
        piece = spelled(fact)
        variable = variable or fact.variable
        if piece is None:
            return Fact(variable=variable)
        pieces.append(piece)
    whole = "".join(pieces)
    return Fact(whole if len(whole) <= MAX_TEXT else UNKNOWN, variable=variable)


def structure_rule(evaluator: Evaluator, node: Node, source: Source, frame: Frame) -> Fact:
    return Fact(Structure(source, node, text_of(node.child_by_field_name("name"))))


def unary_rule(evaluator: Evaluator, node: Node, source: Source, frame: Frame) -> Fact:
    fact = evaluator.evaluate(node.child_by_field_name("argument"), source, frame)
    operator = text_of(node.child_by_field_name("operator"))
    if operator == "!":
        decided = truth(fact)
        return NOTHING if decided is None else Fact(not decided)
    if operator == "void":
        return Fact(None)
    value = number(fact.content) if fact.known else None
    if operator not in ("+", "-", "~") or value is None:
        return Fact(variable=fact.variable)
    return fact.with_content(-value if operator == "-" else value)


def binary_rule(evaluator: Evaluator, node: Node, source: Source, frame: Frame) -> Fact:
    operator = text_of(node.child_by_field_name("operator"))
    left = evaluator.evaluate(node.child_by_field_name("left"), source, frame)
    if operator == "&&" and truth(left) is False:
        return left
    right = evaluator.evaluate(node.child_by_field_name("right"), source, frame)
    if operator in ("||", "??"):
        return either(left, right)
    if operator == "&&":
        return right if truth(left) else replace(right, assumed=True)
    if operator in ("==", "===", "!=", "!=="):
        return _equality(left, right, negated=operator.startswith("!"))
    if operator == "+":
        return _sum(left, right)
    if operator in ("|", "*", ">>", ">>>", "-") and number(right.content) in (0, 1):
        return _numeric(operator, left, right)
    return Fact(variable=left.variable or right.variable)


def _numeric(operator: str, left: Fact, right: Fact) -> Fact:
    """`port | 0` and `port * 1`, which only convert, and `port - 1`."""
    value, by = number(left.content), number(right.content)
    if value is None or by is None or (operator == "*" and by != 1):
        return Fact(variable=left.variable)
    return left.with_content(value - by if operator == "-" else value)


def _equality(left: Fact, right: Fact, *, negated: bool) -> Fact:
    if left.unset or right.unset:
        # A variable that nobody sets is undefined, which equals no text.
        same = left.unset and right.unset
        return Fact(same != negated, assumed=True)
    plain = (bool, int, float, str)
    if not isinstance(left.content, plain) or not isinstance(right.content, plain):
        return NOTHING
    return Fact((text(left.content) == text(right.content)) != negated)


def _sum(left: Fact, right: Fact) -> Fact:
    variable = left.variable or right.variable
    assumed = left.assumed or right.assumed
    numbers = (int, float)
    if isinstance(left.content, numbers) and isinstance(right.content, numbers):
        return Fact(left.content + right.content, variable, assumed=assumed)
    before, after = spelled(left), spelled(right)
    if before is None or after is None or len(before) + len(after) > MAX_TEXT:
        return Fact(variable=variable)
    return Fact(before + after, variable, assumed=assumed)


def ternary_rule(evaluator: Evaluator, node: Node, source: Source, frame: Frame) -> Fact:
    condition = evaluator.evaluate(node.child_by_field_name("condition"), source, frame)
    decided = truth(condition)
    yes = evaluator.evaluate(node.child_by_field_name("consequence"), source, frame)
    no = evaluator.evaluate(node.child_by_field_name("alternative"), source, frame)
    if decided is None:
        same = yes.known and yes.content == no.content
        return yes if same else (replace(no, assumed=True) if not yes.known else NOTHING)
    chosen, other = (yes, no) if decided else (no, yes)
    if chosen.variable is None and other.unset:
        # `process.env.PORT ? process.env.PORT : 3000`
        return replace(chosen, variable=other.variable, default=chosen.content)
    return replace(chosen, assumed=chosen.assumed or condition.assumed)


def assignment_rule(evaluator: Evaluator, node: Node, source: Source, frame: Frame) -> Fact:
    """`exports = module.exports = value` is its value."""
    return evaluator.evaluate(node.child_by_field_name("right"), source, frame)
