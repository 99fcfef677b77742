"""Which of several assignments to a name counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tree_sitter import Node

from migrator.read.javascript.evaluate import NO_FRAME, Evaluator, Frame
from migrator.read.javascript.nodes import FUNCTIONS
from migrator.read.javascript.source import Source
from migrator.read.javascript.values import Fact, truth

MAX_ASSIGNMENTS = 20


def settled(
    evaluator: Evaluator, fact: Fact, assigned: Sequence[Node], source: Source, frame: Frame
) -> Fact:
    """`fact` after the assignments: the last one that surely happens counts.

    One that may happen only tells the environment variable it takes its value from, and
    stands in where nothing else is known.
    """
    for right in assigned[-MAX_ASSIGNMENTS:]:
        certain = happens(evaluator, right, source, frame)
        if certain is False:
            continue
        value = evaluator.evaluate(right, source, frame)
        if certain and (value.known or value.variable):
            fact = value
        elif not fact.known and fact.variable is None:
            fact = replace(value, assumed=True)
        elif fact.variable is None and value.variable is not None:
            fact = replace(fact, variable=value.variable, default=fact.content)
    return fact


def happens(
    evaluator: Evaluator, node: Node, source: Source, frame: Frame = NO_FRAME
) -> bool | None:
    """Whether the conditions around a node hold, up to its function; None: cannot be told."""
    result: bool | None = True
    child, around = node, node.parent
    while around is not None and around.type not in FUNCTIONS:
        holds = _holds(evaluator, around, child, source, frame)
        if holds is False:
            return False
        result = None if holds is None else result
        child, around = around, around.parent
    return result


def _holds(
    evaluator: Evaluator, around: Node, child: Node, source: Source, frame: Frame
) -> bool | None:
    if around.type in ("if_statement", "ternary_expression"):
        condition = around.child_by_field_name("condition")
        if child == condition:
            return True
        decided = truth(evaluator.evaluate(condition, source, frame))
        if decided is None:
            return None
        return decided == (child == around.child_by_field_name("consequence"))
    if around.type == "binary_expression" and child == around.child_by_field_name("right"):
        return _right_side(evaluator, around, source, frame)
    if around.type in ("switch_case", "switch_default"):
        return _case(evaluator, around, source, frame)
    return None if around.type in ("catch_clause", "while_statement") else True


def _right_side(evaluator: Evaluator, around: Node, source: Source, frame: Frame) -> bool | None:
    operator = around.child_by_field_name("operator")
    if operator is None or operator.type not in ("&&", "||"):
        return True
    decided = truth(evaluator.evaluate(around.child_by_field_name("left"), source, frame))
    if decided is None:
        return None
    return decided == (operator.type == "&&")


def _case(evaluator: Evaluator, case: Node, source: Source, frame: Frame) -> bool | None:
    switch = case.parent.parent if case.parent is not None else None
    if switch is None or case.type == "switch_default":
        return None
    subject = evaluator.evaluate(switch.child_by_field_name("value"), source, frame)
    label = evaluator.evaluate(case.child_by_field_name("value"), source, frame)
    if subject.unset:
        return False
    if not subject.known or not label.known:
        return None
    return subject.content == label.content
