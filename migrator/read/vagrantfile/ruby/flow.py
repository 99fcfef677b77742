"""Control flow: statements, conditions, loops, rescue."""

from __future__ import annotations

from collections.abc import Callable

from migrator.read.vagrantfile.ruby.arguments import to_array
from migrator.read.vagrantfile.ruby.interpreter import Interpreter, evaluates
from migrator.read.vagrantfile.ruby.matching import case_equal
from migrator.read.vagrantfile.ruby.undecided import either
from migrator.read.vagrantfile.ruby.values import Ruby
from migrator.read.vagrantfile.syntax import Node
from migrator.values import Unknown


@evaluates("program", "block_body", "then", "else", "do", "parenthesized_statements", "ERROR")
def statements(run: Interpreter, node: Node) -> Ruby:
    value = None
    for child in node.children:
        value = run.evaluate(child)
    return value


@evaluates("block", "do_block")
def block_body(run: Interpreter, node: Node) -> Ruby:
    body = node.fields.get("body")
    return run.evaluate(body) if body is not None else None


@evaluates("begin_block", "end_block")
def file_block(run: Interpreter, node: Node) -> Ruby:
    return statements(run, node)


@evaluates("if", "elsif", "conditional", "unless")
def condition(run: Interpreter, node: Node) -> Ruby:
    fields = node.fields
    return choose(
        run,
        fields["condition"],
        fields.get("consequence"),
        fields.get("alternative"),
        node.kind == "unless",
    )


@evaluates("if_modifier", "unless_modifier")
def modifier(run: Interpreter, node: Node) -> Ruby:
    fields = node.fields
    return choose(run, fields["condition"], fields["body"], None, node.kind == "unless_modifier")


def choose(run: Interpreter, test: Node, yes: Node | None, no: Node | None, negated: bool) -> Ruby:
    """Evaluate the branch that a condition picks, or both where it cannot be known."""
    value = run.evaluate(test)
    decided = run.decide(value, test)
    if negated:
        yes, no = no, yes
    if decided is not None:
        branch = yes if decided else no
        return run.evaluate(branch) if branch is not None else None
    return either(run, value, [branch_of(run, yes), branch_of(run, no)], test)


def branch_of(run: Interpreter, node: Node | None) -> Callable[[], Ruby]:
    return lambda: run.evaluate(node) if node is not None else None


@evaluates("case")
def case(run: Interpreter, node: Node) -> Ruby:
    subject_node = node.fields.get("value")
    subject = run.evaluate(subject_node) if subject_node is not None else None
    clauses = [child for child in node.children if child.kind in ("when", "else")]
    return _next_clause(run, subject, subject_node is not None, clauses)


def _next_clause(run: Interpreter, subject: Ruby, has_subject: bool, clauses: list[Node]) -> Ruby:
    for place, clause in enumerate(clauses):
        if clause.kind == "else":
            return run.evaluate(clause)
        decided = _clause_holds(run, subject, has_subject, clause)
        body = clause.fields.get("body")
        if decided is True:
            return run.evaluate(body) if body is not None else None
        if isinstance(decided, Unknown):
            rest = clauses[place + 1 :]
            return either(
                run,
                decided,
                [
                    branch_of(run, body),
                    lambda rest=rest: _next_clause(run, subject, has_subject, rest),  # type: ignore[misc]  # mypy cannot infer a lambda with a default
                ],
                clause,
            )
    return None


def _clause_holds(
    run: Interpreter, subject: Ruby, has_subject: bool, clause: Node
) -> bool | Unknown:
    unsure: Unknown | None = None
    for pattern in clause.of_kind("pattern"):
        inner = pattern.children[0] if pattern.children else pattern
        value = run.evaluate(inner if inner is not pattern else pattern)
        values = to_array(value) if inner.kind == "splat_argument" else [value]
        for each in values if isinstance(values, list) else [values]:
            decided: Ruby = case_equal(run, each, subject, clause) if has_subject else each
            truth = run.decide(decided, clause)
            if truth:
                return True
            if truth is None and isinstance(decided, Unknown):
                unsure = decided
    return unsure if unsure is not None else False


@evaluates("splat_argument")
def splat_value(run: Interpreter, node: Node) -> Ruby:
    value = to_array(run.evaluate(node.children[0])) if node.children else []
    return list(value) if isinstance(value, list) else value


@evaluates("pattern")
def pattern_value(run: Interpreter, node: Node) -> Ruby:
    return run.body(node.children)
