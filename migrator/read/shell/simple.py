"""Simple commands: expand the words, set what is assigned, hand over to the command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from migrator.read.shell import expansion
from migrator.read.shell.branches import reach
from migrator.read.shell.conditions import run_double_bracket
from migrator.read.shell.dispatch import invoke
from migrator.read.shell.nodes import Assignment, Simple, Word
from migrator.read.shell.redirections import redirected
from migrator.read.shell.state import Shell, Variable
from migrator.read.shell.status import TRUE, Call, Status
from migrator.read.shell.texts import join
from migrator.trace import Redirect
from migrator.values import Text


def run_simple(shell: Shell, node: Simple) -> Status:
    reach(shell, node)
    if not node.redirections:
        return _run(shell, node, ())
    return redirected(shell, node.redirections, lambda redirects: _run(shell, node, redirects))


def _run(shell: Shell, node: Simple, redirects: tuple[Redirect, ...]) -> Status:
    first = node.words[0] if node.words else None
    if isinstance(first, Word) and first.text == "[[":
        return run_double_bracket(shell, node, redirects)
    before = shell.last = replace(shell.last)
    argv, arrays = _words(shell, node)
    if argv or shell.last is before:  # a lone `$(…)` that gives no word is its own status
        shell.last = TRUE
    assignments: dict[str, Text] = {}
    values: list[tuple[Assignment, Variable]] = []
    for assignment in node.assignments:
        found = expansion.value(shell, assignment)
        values.append((assignment, found))
        if not argv:
            assign(shell, assignment, found)
        assignments[assignment.name] = found if not isinstance(found, dict) else _shown(found)
    call = Call(tuple(argv), redirects, assignments, arrays)
    if not argv:
        shell.record(call)
        if redirects and shell.stdin is not None and any(one.operator == "<" for one in redirects):
            shell.write(shell.stdin)
        return shell.last
    with _temporarily(shell, values):
        return invoke(shell, call)


def _words(shell: Shell, node: Simple) -> tuple[list[Text], dict[str, dict[str, Text]]]:
    """The command's words; array values of a declaration stand beside them."""
    argv: list[Text] = []
    arrays: dict[str, dict[str, Text]] = {}
    for word in node.words:
        if isinstance(word, Assignment):
            found = expansion.value(shell, word)
            if isinstance(found, dict):
                arrays[word.name] = found
                found = _shown(found)
            elif word.append:
                found = join([shell.text(word.name), found])
            argv.append(join([f"{word.name}=", found]))
        else:
            argv.extend(expansion.fields(shell, word))
    return argv, arrays


def _shown(array: dict[str, Text]) -> str:
    return "(" + " ".join(str(item) for item in array.values()) + ")"


def assign(shell: Shell, assignment: Assignment, found: Variable) -> None:
    """Set a variable or an element of one."""
    name = assignment.name
    before = shell.variables.get(name)
    if assignment.index is not None:
        array = dict(before) if isinstance(before, dict) else {}
        if not isinstance(before, dict) and before is not None:
            array["0"] = before
        index = str(expansion.text(shell, assignment.index))
        index = (
            str(shell.text(index))
            if index.isidentifier() and shell.get(index) is not None
            else index
        )
        item = found if not isinstance(found, dict) else _shown(found)
        array[index] = join([array.get(index, ""), item]) if assignment.append else item
        shell.set(name, array)
    elif isinstance(found, dict):
        old = list(before.values()) if isinstance(before, dict) else [before] if before else []
        items = [*old, *found.values()] if assignment.append else None
        shell.set(name, {str(i): item for i, item in enumerate(items)} if items else found)
    elif assignment.append:
        shell.set(name, join([shell.text(name), found]))
    else:
        shell.set(name, found)


@contextmanager
def _temporarily(shell: Shell, values: list[tuple[Assignment, Variable]]) -> Iterator[None]:
    """Export `X=1 command`'s variables while the command runs."""
    if not values:
        yield
        return
    saved: dict[str, tuple[Variable | None, bool]] = {}
    home = shell.home
    for assignment, found in values:
        name = assignment.name
        saved[name] = (shell.variables.get(name), name in shell.exported)
        assign(shell, assignment, found)
        shell.export(name)
    try:
        yield
    finally:
        shell.restore(saved)
        shell.home = home
