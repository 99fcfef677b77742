"""Loops, and the statements that leave them."""

from __future__ import annotations

from collections.abc import Callable

from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.answers import fail
from migrator.read.vagrantfile.ruby.arguments import to_array
from migrator.read.vagrantfile.ruby.control import Break, Next, Redo, Return
from migrator.read.vagrantfile.ruby.flow import branch_of
from migrator.read.vagrantfile.ruby.interpreter import Interpreter, evaluates, shorten
from migrator.read.vagrantfile.ruby.procs import invoke
from migrator.read.vagrantfile.ruby.undecided import either
from migrator.read.vagrantfile.ruby.values import Ruby
from migrator.read.vagrantfile.syntax import Node
from migrator.values import Unknown


@evaluates("while", "until", "while_modifier", "until_modifier")
def while_loop(run: Interpreter, node: Node) -> Ruby:
    wanted = node.kind.startswith("while")
    test, body = node.fields["condition"], node.fields["body"]
    body_first = node.kind.endswith("modifier") and body.kind == "begin"
    for _ in range(limits.MAX_ROUNDS):
        if not body_first:
            value = run.evaluate(test)
            decided = run.decide(value, test)
            if decided is None:
                return either(run, value, [branch_of(run, body), lambda: None], test)
            if decided is not wanted:
                return None
        body_first = False
        try:
            one_round(run, node, body)
        except Break as leaving:
            if leaving.owner is not node:
                raise
            return leaving.value
        if run.perhaps_left is node:
            return perhaps_more(run, lambda: one_round(run, node, body), node)
    return fail(run, "fatal", "the loop has too many rounds", node)


def perhaps_more(run: Interpreter, one_more: Callable[[], Ruby], node: Node) -> Ruby:
    """Go on behind a loop that may have been left: what another round changes is unknown."""
    left = run.unknown("how often the loop runs is not known", node)
    return either(run, left, [lambda: None, one_more], node)


def one_round(run: Interpreter, loop: Node, body: Node) -> None:
    """Run a loop's body once; `next` ends it."""
    before, run.breaks_to = run.breaks_to, loop
    try:
        run.evaluate(body)
    except Next:
        pass
    finally:
        run.breaks_to = before


@evaluates("for")
def for_loop(run: Interpreter, node: Node) -> Ruby:
    from migrator.read.vagrantfile.ruby.assignment import assign

    values = to_array(run.evaluate(node.fields["value"].children[0]))
    if isinstance(values, Unknown):
        run.doubt(shorten(node.text), f"the loop is not followed, because {values.reason}", node)
        return values
    for value in list(values):
        assign(run, node.fields["pattern"], value)
        try:
            one_round(run, node, node.fields["body"])
        except Break as leaving:
            if leaving.owner is not node:
                raise
            return leaving.value
    return values


def _leaving_value(run: Interpreter, node: Node) -> Ruby:
    """The value that `return`, `next` or `break` carries."""
    from migrator.read.vagrantfile.ruby.arguments import evaluate_arguments

    if not node.children:
        return None
    values, _ = evaluate_arguments(run, node.children[0], None)
    return values[0] if len(values) == 1 else values


@evaluates("break")
def break_statement(run: Interpreter, node: Node) -> Ruby:
    raise Break(_leaving_value(run, node), run.breaks_to)


@evaluates("next")
def next_statement(run: Interpreter, node: Node) -> Ruby:
    raise Next(_leaving_value(run, node))


@evaluates("return")
def return_statement(run: Interpreter, node: Node) -> Ruby:
    raise Return(_leaving_value(run, node), run.scope.frame)


@evaluates("retry", "redo")
def retry_statement(run: Interpreter, node: Node) -> Ruby:
    raise Redo


@evaluates("yield")
def yield_statement(run: Interpreter, node: Node) -> Ruby:
    from migrator.read.vagrantfile.ruby.arguments import evaluate_arguments

    block = run.scope.frame.block
    arguments, _ = evaluate_arguments(run, node.children[0] if node.children else None, None)
    if block is None:
        return fail(run, "LocalJumpError", "no block is given", node)
    return invoke(run, block, arguments, node)
