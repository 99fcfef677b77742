"""Which way a condition goes: `if`, `&&`, `||` and `case`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from migrator.read.shell import expansion, patterns
from migrator.read.shell.nodes import (
    Arithmetic,
    Case,
    CaseItem,
    Chain,
    CountingFor,
    For,
    Group,
    If,
    Node,
    Opaque,
    Redirected,
    Simple,
    Word,
)
from migrator.read.shell.state import Shell
from migrator.read.shell.status import DONE, TRUE, Status

MAX_SHOWN = 160
HeadedNode = Simple | Arithmetic | Opaque | For | CountingFor | Case | Redirected


def reach(shell: Shell, node: HeadedNode, unit: int | None = None) -> None:
    """Note that a unit of `node` runs, and where the shell now is."""
    shell.unit = shell.frame.unit_of(node.first if unit is None else unit)
    shell.line = shell.frame.line_of(node.line)
    shell.session.book.ran.add(shell.unit)


def skip(shell: Shell, nodes: Sequence[Node | CaseItem], reason: str) -> None:
    """Say why the units of `nodes` do not run."""
    if nodes and shell.frame.placed is not None:
        base = shell.frame.placed.base
        shell.session.book.skip(base + nodes[0].first, base + nodes[-1].after, reason)


def run_condition(shell: Shell, nodes: Sequence[Node]) -> Status:
    """Run statements for their status: `set -e` does not apply to them."""
    shell.guarded += 1
    try:
        return shell.session.execute(shell, nodes)
    finally:
        shell.guarded -= 1


@contextmanager
def assuming(shell: Shell, text: str, status: Status) -> Iterator[None]:
    """Note a condition that was not decided by what is known on the commands that follow."""
    before = shell.assumed
    if status.basis != "known":
        shell.assumed = (
            *before[-8:],
            f"{shown(text)} is taken as {'true' if status.ok else 'false'}",
        )
    try:
        yield
    finally:
        shell.assumed = before


def shown(text: str) -> str:
    """A condition's text on one line."""
    text = " ".join(text.split())
    return f"`{text[:MAX_SHOWN]}`"


def because(text: str, status: Status) -> str:
    """The reason for a branch that is not taken."""
    truth = "true" if status.ok else "false"
    match status.basis:
        case "known":
            return f"{shown(text)} is {truth}"
        case "fresh":
            return f"{shown(text)} is {truth} on a fresh machine"
    return f"{shown(text)} is taken to {'succeed' if status.ok else 'fail'}"


def gives_up(nodes: Sequence[Node]) -> bool:
    """Whether statements end in failure: `exit 1` in an error branch."""
    for node in nodes:
        if isinstance(node, Group) and gives_up(node.body):
            return True
        if isinstance(node, Simple) and len(node.words) > 1:
            name, code = node.words[0], node.words[1]
            leaves = isinstance(name, Word) and name.text in ("exit", "return")
            if leaves and isinstance(code, Word) and code.text.lstrip("-") not in ("0", "$?"):
                return True
    return False


def settled(status: Status, chosen: Sequence[Node]) -> Status:
    """A condition's status, turned where an undecided one would end the provisioning.

    Somebody provisioned this machine with success, so a branch that gives up was not taken.
    """
    if status.basis != "known" and gives_up(chosen):
        return ~status
    return status


def run_if(shell: Shell, node: If) -> Status:
    for index, clause in enumerate(node.clauses):
        status = run_condition(shell, clause.condition)
        following = node.clauses[index + 1 :]
        other: Sequence[Node] = () if following else node.otherwise
        status = settled(status, clause.body if status.ok else other)
        if status.ok:
            reason = because(clause.text, status)
            for rest in following:
                _skip_range(shell, rest.first, rest.after, reason)
            skip(shell, node.otherwise, reason)
            with assuming(shell, clause.text, status):
                return shell.session.execute(shell, clause.body)
        skip(shell, clause.body, because(clause.text, status))
        if not following:
            with assuming(shell, clause.text, status):
                return shell.session.execute(shell, node.otherwise)
    return TRUE


def _skip_range(shell: Shell, first: int, after: int, reason: str) -> None:
    if shell.frame.placed is not None:
        base = shell.frame.placed.base
        shell.session.book.skip(base + first, base + after, reason)


def run_chain(shell: Shell, node: Chain) -> Status:
    """`a && b || c`: each runs or not by the status before it."""
    status = run_condition(shell, (node.head,))
    last: Node = node.head
    for index, (operator, right) in enumerate(node.items):
        wanted = operator == "&&"
        text = text_of(shell, last)
        if status.ok == wanted:
            status = settled(status, (right,))
        if status.ok != wanted:
            skip(shell, [right], because(text, status))
            continue
        with assuming(shell, text, status if status.basis == "fresh" else TRUE):
            if index == len(node.items) - 1:
                status = shell.session.execute(shell, (right,))
            else:
                status = run_condition(shell, (right,))
        last = right
    return status


def text_of(shell: Shell, node: Node) -> str:
    """A statement's text, from the units it is made of."""
    spans = shell.frame.script.spans[node.first : min(node.after, node.first + 3)]
    return "; ".join(span.text for span in spans)


def run_case(shell: Shell, node: Case) -> Status:
    if node.header is not None:
        reach(shell, node, node.header)
    shell.line = shell.frame.line_of(node.line)
    subject = expansion.text(shell, node.subject.text)
    known = isinstance(subject, str)
    chosen = _chosen(shell, node, subject if isinstance(subject, str) else None)
    name = node.subject.text
    for item in node.items:
        if item not in chosen:
            value = f" is `{str(subject)[:80]}`" if known else " is not known"
            skip(shell, [item], f"`{name[:MAX_SHOWN]}`{value}")
    status = TRUE
    with assuming(shell, f"case {name}", TRUE if known else DONE):
        for item in chosen:
            status = shell.session.execute(shell, item.body)
    return status


def _chosen(shell: Shell, node: Case, subject: str | None) -> list[CaseItem]:
    """The items that run; for a value that is not known, the one for everything else."""
    chosen: list[CaseItem] = []
    falls = False
    for item in node.items:
        if falls or _matches(shell, item, subject):
            chosen.append(item)
            falls = item.terminator == ";&"
            if not falls:
                break
    if subject is None and gives_up([node for item in chosen for node in item.body]):
        return []
    return chosen


def _matches(shell: Shell, item: CaseItem, subject: str | None) -> bool:
    for word in item.patterns:
        if subject is None:
            if word.text == "*":
                return True
            continue
        found = expansion.pattern(shell, word.text)
        if isinstance(found, str):
            shell.session.work(patterns.effort(found, subject))
            if patterns.matches(found, subject):
                return True
    return False
