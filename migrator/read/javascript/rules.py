"""How each type of node is evaluated."""

from __future__ import annotations

from migrator.read.javascript.calls import call_rule, new_rule
from migrator.read.javascript.evaluate import Evaluator, Rule
from migrator.read.javascript.members import member, member_rule, subscript_rule
from migrator.read.javascript.names import identifier_rule
from migrator.read.javascript.nodes import FUNCTIONS
from migrator.read.javascript.operators import (
    assignment_rule,
    binary_rule,
    constant_rule,
    inner_rule,
    last_rule,
    number_rule,
    string_rule,
    structure_rule,
    template_rule,
    ternary_rule,
    unary_rule,
)
from migrator.read.javascript.program import Program

RULES: dict[str, Rule] = {
    "string": string_rule,
    "template_string": template_rule,
    "number": number_rule,
    **dict.fromkeys(("true", "false", "null", "undefined"), constant_rule),
    **dict.fromkeys(("object", "array", "class_declaration", "class"), structure_rule),
    **dict.fromkeys(FUNCTIONS, structure_rule),
    **dict.fromkeys(
        ("identifier", "shorthand_property_identifier", "type_identifier"), identifier_rule
    ),
    "member_expression": member_rule,
    "subscript_expression": subscript_rule,
    "call_expression": call_rule,
    "new_expression": new_rule,
    "binary_expression": binary_rule,
    "unary_expression": unary_rule,
    "ternary_expression": ternary_rule,
    "assignment_expression": assignment_rule,
    **dict.fromkeys(
        (
            *("parenthesized_expression", "await_expression", "as_expression"),
            *("non_null_expression", "satisfies_expression", "spread_element"),
        ),
        inner_rule,
    ),
    **dict.fromkeys(("sequence_expression", "type_assertion"), last_rule),
}


def evaluator_of(program: Program) -> Evaluator:
    """An evaluator of one program's expressions."""
    return Evaluator(program, RULES, member)
