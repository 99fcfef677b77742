"""Statements, one after the other, as a fresh machine would run them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from migrator.read.shell import commands, expansion, loops
from migrator.read.shell.arithmetic import Undecided
from migrator.read.shell.branches import reach, run_case, run_chain, run_condition, run_if, skip
from migrator.read.shell.nodes import (
    Arithmetic,
    Background,
    Case,
    Chain,
    CountingFor,
    For,
    Function,
    Group,
    If,
    Negated,
    Node,
    Opaque,
    Pipeline,
    Redirected,
    Simple,
    Subshell,
    While,
)
from migrator.read.shell.redirections import redirected
from migrator.read.shell.simple import run_simple
from migrator.read.shell.state import Shell, joined
from migrator.read.shell.status import ABSENT, DONE, TRUE, Call, Exhausted, Exit, Leave, Status

assert commands.LOADED


def execute(shell: Shell, nodes: Sequence[Node]) -> Status:
    """Run statements in order; what stands behind an `exit` is marked as skipped."""
    status = TRUE
    for index, node in enumerate(nodes):
        try:
            status = run(shell, node)
            shell.last = status
            if _aborts(shell, node, status):
                raise Exit(f"`set -e` ends the script on line {shell.line}", status)
        except (Leave, Exhausted) as leave:
            reason = leave.reason if isinstance(leave, Leave) else str(leave)
            skip(shell, nodes[index + 1 :], reason)
            raise
    return status


def _aborts(shell: Shell, node: Node, status: Status) -> bool:
    """Whether `set -e` ends the shell: only where the failure is certain."""
    certain = not status.ok and status.basis == "known"
    return certain and shell.errexit and not shell.guarded and isinstance(node, Simple)


def run(shell: Shell, node: Node) -> Status:
    with shell.session.deeper() as allowed:
        if not allowed:
            shell.cannot_follow("statements are nested too deeply")
            skip(shell, [node], "it is nested too deeply to follow")
            return DONE
        shell.session.step()
        return _KINDS[type(node)](shell, node)


def _arithmetic(shell: Shell, node: Arithmetic) -> Status:
    reach(shell, node)
    shell.record(Call(("((", node.expression, "))")))
    source = expansion.text(shell, node.expression)
    try:
        if isinstance(source, str):
            return Status(expansion.calculator(shell).value(source) != 0)
    except Undecided:
        pass
    return ABSENT


def _opaque(shell: Shell, node: Opaque) -> Status:
    reach(shell, node)
    shell.cannot_follow(node.why)
    return DONE


def _pipeline(shell: Shell, node: Pipeline) -> Status:
    """Each stage reads what the one before wrote."""
    status = TRUE
    content = shell.stdin
    for index, stage in enumerate(node.stages):
        child = shell.fork()
        child.stdin = content
        last = index == len(node.stages) - 1
        child.out = shell.out if last else []
        try:
            status = run(child, stage)
        except Leave as leave:
            status = leave.status
        content = joined(child.out, shell) if child.out and not last else ""
    return status


def _negated(shell: Shell, node: Negated) -> Status:
    return ~run_condition(shell, (node.body,))


def _background(shell: Shell, node: Background) -> Status:
    child = shell.fork()
    child.background = True
    with contextlib.suppress(Leave):
        run(child, node.body)
    return TRUE


def _group(shell: Shell, node: Group) -> Status:
    return execute(shell, node.body)


def _subshell(shell: Shell, node: Subshell) -> Status:
    child = shell.fork()
    try:
        return execute(child, node.body)
    except Leave as leave:
        return leave.status


def _redirected(shell: Shell, node: Redirected) -> Status:
    if node.header is not None:
        reach(shell, node, node.header)
    return redirected(shell, node.redirections, lambda _: run(shell, node.body))


def _function(shell: Shell, node: Function) -> Status:
    shell.functions[node.name] = (node, shell.frame)
    skip(shell, [node], f"the function {node.name} is never called")
    return TRUE


_KINDS: Mapping[type, Callable[[Shell, Any], Status]] = {
    Simple: run_simple,
    Arithmetic: _arithmetic,
    Opaque: _opaque,
    Pipeline: _pipeline,
    Chain: run_chain,
    Negated: _negated,
    Background: _background,
    Group: _group,
    Subshell: _subshell,
    Redirected: _redirected,
    If: run_if,
    For: loops.run_for,
    CountingFor: loops.run_counting_for,
    While: loops.run_while,
    Case: run_case,
    Function: _function,
}
