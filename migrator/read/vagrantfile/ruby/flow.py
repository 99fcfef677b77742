"""Control flow: statements, conditions, loops, rescue."""

from __future__ import annotations

from collections.abc import Callable

from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.calls import fail, to_array
from migrator.read.vagrantfile.ruby.control import Break, Next, Raised, Redo, Return
from migrator.read.vagrantfile.ruby.interpreter import Interpreter, evaluates, shorten
from migrator.read.vagrantfile.ruby.matching import case_equal
from migrator.read.vagrantfile.ruby.procs import invoke
from migrator.read.vagrantfile.ruby.undecided import either
from migrator.read.vagrantfile.ruby.values import Module, Ruby
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


# --- conditions -----------------------------------------------------------------------------


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
    return either(run, value, [_branch(run, yes), _branch(run, no)], test)


def _branch(run: Interpreter, node: Node | None) -> Callable[[], Ruby]:
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
                    _branch(run, body),
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
    return run.evaluate(node.children[0]) if node.children else []


@evaluates("pattern")
def pattern_value(run: Interpreter, node: Node) -> Ruby:
    return run.body(node.children)


# --- loops ----------------------------------------------------------------------------------


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
                return either(run, value, [_branch(run, body), lambda: None], test)
            if decided is not wanted:
                return None
        body_first = False
        try:
            one_round(run, node, body)
        except Break as leaving:
            if leaving.owner is not node:
                raise
            return leaving.value
    return fail(run, "fatal", "the loop has too many rounds", node)


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
    from migrator.read.vagrantfile.ruby.calls import evaluate_arguments

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
    from migrator.read.vagrantfile.ruby.calls import evaluate_arguments

    block = run.scope.frame.block
    arguments, _ = evaluate_arguments(run, node.children[0] if node.children else None, None)
    if block is None:
        return fail(run, "LocalJumpError", "no block is given", node)
    return invoke(run, block, arguments, node)


# --- rescue ---------------------------------------------------------------------------------

_CLAUSES = ("rescue", "else", "ensure")


@evaluates("begin", "body_statement")
def begin(run: Interpreter, node: Node) -> Ruby:
    kinds = {child.kind for child in node.children}
    if kinds.isdisjoint(_CLAUSES):
        return statements(run, node)
    try:
        for _ in range(3):
            try:
                return _rescued(run, node)
            except Redo:
                continue
        return run.unknown("`retry` does not end", node)
    finally:
        for clause in node.of_kind("ensure"):
            statements(run, clause)


def _rescued(run: Interpreter, node: Node) -> Ruby:
    body = [child for child in node.children if child.kind not in _CLAUSES]
    clauses = node.of_kind("rescue")
    depth, rescuers = run.depth, run.rescuers
    run.rescuers += 1 if clauses else 0
    try:
        value = run.body(body)
    except Raised as raised:
        run.depth, run.rescuers = depth, rescuers
        for clause in clauses:
            if _takes(run, clause, raised):
                return _handle(run, clause, raised)
        raise
    finally:
        run.depth, run.rescuers = depth, rescuers
    for clause in node.of_kind("else"):
        value = run.evaluate(clause)
    return value


def _takes(run: Interpreter, clause: Node, raised: Raised) -> bool:
    exceptions = clause.fields.get("exceptions")
    if exceptions is None:
        return raised.kind not in _NOT_STANDARD
    for child in exceptions.children:
        wanted = run.evaluate(child)
        if isinstance(wanted, Module) and (
            wanted.name in _CATCH_ALL
            or wanted.name == raised.kind
            or (wanted.name == "StandardError" and raised.kind not in _NOT_STANDARD)
            or any(module.name == wanted.name for module in _ancestors(raised))
        ):
            return True
        if isinstance(wanted, Unknown):
            return True
    return False


_CATCH_ALL = ("Exception",)
_NOT_STANDARD = ("LoadError", "SystemExit", "NotImplementedError", "ScriptError", "Exception")


def _ancestors(raised: Raised) -> list[Module]:
    module = getattr(raised.error, "module", None)
    return module.ancestors() if isinstance(module, Module) else []


def _handle(run: Interpreter, clause: Node, raised: Raised) -> Ruby:
    from migrator.read.vagrantfile.ruby.assignment import assign
    from migrator.read.vagrantfile.ruby.values import Instance

    variable = clause.fields.get("variable")
    if variable is not None:
        error = raised.error
        if error is None:
            error = Instance(Module(raised.kind, True), {"@message": raised.message})
        assign(run, variable.children[0], error)
    body = clause.fields.get("body")
    return run.evaluate(body) if body is not None else None


@evaluates("rescue_modifier")
def rescue_modifier(run: Interpreter, node: Node) -> Ruby:
    depth, rescuers = run.depth, run.rescuers
    run.rescuers += 1
    try:
        return run.evaluate(node.fields["body"])
    except Raised:
        run.depth, run.rescuers = depth, rescuers
        return run.evaluate(node.fields["handler"])
    finally:
        run.depth, run.rescuers = depth, rescuers


@evaluates("rescue", "ensure", "exceptions")
def stray_clause(run: Interpreter, node: Node) -> Ruby:
    return None
