"""`for`, `while` and `until`, with a bound on their turns."""

from __future__ import annotations

from collections.abc import Sequence

from migrator.read.shell import expansion
from migrator.read.shell.arithmetic import Undecided
from migrator.read.shell.branches import assuming, because, reach, run_condition, skip
from migrator.read.shell.nodes import CountingFor, For, Node, Simple, While, Word
from migrator.read.shell.state import Shell
from migrator.read.shell.status import DONE, TRUE, Break, Call, Continue, Status
from migrator.values import Unknown

MAX_TURNS = 500
MAX_LINES = 2000


def turn(shell: Shell, body: Sequence[Node]) -> bool:
    """Run a loop's body once; gives whether the loop goes on."""
    try:
        shell.session.execute(shell, body)
    except Continue as leave:
        if leave.levels > 1:
            raise Continue(leave.reason, leave.status, leave.levels - 1) from None
    except Break as leave:
        if leave.levels > 1:
            raise Break(leave.reason, leave.status, leave.levels - 1) from None
        return False
    return True


def run_for(shell: Shell, node: For) -> Status:
    if node.header is not None:
        reach(shell, node, node.header)
        shell.record(Call(("for", node.name)))
    shell.line = shell.frame.line_of(node.line)
    items = shell.arguments if node.words is None else expansion.all_fields(shell, node.words)
    if not items:
        skip(shell, node.body, f"`for {node.name}` has nothing to go through")
    for item in items[:MAX_TURNS]:
        shell.set(node.name, item)
        if not turn(shell, node.body):
            break
    return TRUE


def run_counting_for(shell: Shell, node: CountingFor) -> Status:
    reach(shell, node, node.header)
    shell.record(Call(("for", f"(({node.start};{node.condition};{node.step}))")))
    try:
        _calculate(shell, node.start)
        for _ in range(MAX_TURNS):
            if node.condition.strip() and not _calculate(shell, node.condition):
                break
            if not turn(shell, node.body):
                break
            _calculate(shell, node.step)
    except Undecided:
        shell.cannot_follow("how often the loop runs is not known")
        turn(shell, node.body)
    return TRUE


def _calculate(shell: Shell, expression: str) -> int:
    source = expansion.text(shell, expression)
    if isinstance(source, Unknown):
        raise Undecided(expression)
    return expansion.calculator(shell).value(source)


def run_while(shell: Shell, node: While) -> Status:
    """Loop while the condition is certain; a condition that is not is tried once.

    A loop whose turns change nothing waits for something outside: one turn tells all.
    """
    if _reads(node):
        return _run_reading(shell, node)
    for count in range(MAX_TURNS):
        status = run_condition(shell, node.condition)
        status = ~status if node.until else status
        if not status.ok:
            if count == 0:
                skip(shell, node.body, because(node.text, ~status if node.until else status))
            break
        before = _fingerprint(shell)
        with assuming(shell, node.text, ~status if node.until else status):
            goes_on = turn(shell, node.body)
        if not goes_on or status.basis != "known" or before == _fingerprint(shell):
            break
    return TRUE


def _fingerprint(shell: Shell) -> tuple[object, ...]:
    return (dict(shell.variables), shell.arguments, shell.cwd)


def _reads(node: While) -> bool:
    """Whether the condition is `read`."""
    first = node.condition[0] if node.condition else None
    names = (
        [word.text for word in first.words[:1] if isinstance(word, Word)]
        if isinstance(first, Simple)
        else []
    )
    return names == ["read"] and not node.until


def _run_reading(shell: Shell, node: While) -> Status:
    """`while read line`: once for every line of a known input, once for an unknown one."""
    content = shell.stdin
    if not isinstance(content, str):
        run_condition(shell, node.condition)
        with assuming(shell, node.text, DONE):
            turn(shell, node.body)
        return TRUE
    lines = content.splitlines()
    if not lines:
        run_condition(shell, node.condition)
        skip(shell, node.body, f"`{node.text}` has nothing to read")
    for line in lines[:MAX_LINES]:
        shell.stdin = line + "\n"
        run_condition(shell, node.condition)
        shell.stdin = ""
        if not turn(shell, node.body):
            break
    shell.stdin = content
    return TRUE
