"""Tasks and blocks, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from migrator.read.ansible import modules
from migrator.read.ansible.acting import perform
from migrator.read.ansible.arguments import arguments
from migrator.read.ansible.conditions import decide
from migrator.read.ansible.documents import Block
from migrator.read.ansible.including import include_tasks
from migrator.read.ansible.keywords import INCLUDING, INCLUDING_ROLES, blocks, module_of, words
from migrator.read.ansible.loops import turns
from migrator.read.ansible.modules.registry import MODULES, Arguments, Module
from migrator.read.ansible.naming import Names
from migrator.read.ansible.own import OWN
from migrator.read.ansible.results import Result, combined, result_of, skipped
from migrator.read.ansible.roles import include_role
from migrator.read.ansible.run import MAX_INCLUSION, MAX_TASKS, Context, Run
from migrator.read.ansible.scope import Level
from migrator.read.ansible.surroundings import chosen, elsewhere, equip, within
from migrator.read.ansible.values import as_text
from migrator.read.shell.state import Shell, joined
from migrator.read.shell.status import DONE, Call, Exhausted
from migrator.values import Text, Unknown

assert modules.LOADED


def run_tasks(run: Run, tasks: Any, context: Context) -> None:
    """Run a list of tasks and blocks."""
    for task in blocks(tasks):
        run.tasks += 1
        if run.tasks > MAX_TASKS or context.depth > MAX_INCLUSION:
            raise Exhausted("it has more tasks than are followed")
        if "block" in task:
            _run_block(run, task, context)
        else:
            run_task(run, task, context)


def _run_block(run: Run, block: Block, context: Context) -> None:
    """Its tasks; `rescue` only if one of them failed, which none is taken to; `always`."""
    inner = replace(within(context, block, Level.BLOCK), depth=context.depth + 1)
    run_tasks(run, block.get("block"), inner)
    for task in blocks(block.get("rescue")):
        run.skip(run.unit(context, task), "it runs only when its block fails")
    run_tasks(run, block.get("always"), inner)


def run_task(run: Run, task: Block, context: Context) -> None:
    """Run one task, in every turn of its loop; its ledger entry says why if it does not run."""
    inner = within(context, task, Level.TASK)
    unit = run.unit(context, task)
    reason = chosen(inner.tags, run)
    if reason is not None:
        run.skip(unit, reason)
        return
    results: list[Any] = []
    reason = ""
    for extra in turns(task, Names(run, inner)):
        turn = replace(inner, scope=inner.scope.within(Level.LOOP, extra))
        found, why = _turn(run, task, turn, unit)
        results.append(found)
        reason = why or reason
    if unit not in run.session.book.ran:
        run.skip(unit, reason or "its list of items is empty")
    _register(run, task, results)


def _turn(run: Run, task: Block, context: Context, unit: int) -> tuple[Any, str | None]:
    """One turn's result, and why it does not run where it does not."""
    names = Names(run, context)
    decision = decide(context.conditions, names)
    reason = decision.reason if not decision.runs else elsewhere(context, names, run)
    if reason is not None:
        return skipped(), reason
    run.ran(unit)
    shell = run.shell(unit, *context.place(task))
    shell.assumed = (*context.assumed, *decision.assumed)
    equip(shell, context, names)
    result = _act(run, task, replace(context, assumed=shell.assumed), names, shell)
    run.notified += [str(names.render(name)) for name in words(task.get("notify"))]
    return result, None


def _act(run: Run, task: Block, context: Context, names: Names, shell: Shell) -> Any:
    """Do what the task's module does."""
    name, written = module_of(task)
    given, free = arguments(name, written, task, names, shell.home)
    # What is included runs where its include does: the conditions were decided.
    inner = replace(context, conditions=())
    if name in INCLUDING:
        include_tasks(run, name, given, free, inner, shell)
        return Result(changed=True)
    if name in INCLUDING_ROLES:
        include_role(run, given, inner, shell)
        return Result(changed=True)
    if name in OWN:
        return OWN[name](run, given, free, context, names, shell)
    handler = MODULES.get(name)
    if handler is None:
        _unknown_module(name, given, free, shell)
        return Result(changed=True)
    asked = Arguments(given, free, run.session.guest, _reader(shell))
    return _carry_out(task, handler, asked, names, shell)


def _carry_out(
    task: Block, handler: Module, asked: Arguments, names: Names, shell: Shell
) -> Result:
    status, before = DONE, len(shell.session.commands)
    output = None
    for action in handler(asked):
        step = shell.fork()
        status = perform(action, step, names)
        output = joined(step.out, shell) if step.out else "" if step.out is not None else output
    if len(shell.session.commands) == before:
        shell.record(Call((":",)))
    return result_of(task, status, output)


def _reader(shell: Shell) -> Callable[[str], Text | None]:
    """The known content of a file that provisioning wrote."""

    def read(path: str) -> Text | None:
        place = shell.path(path)
        file = shell.session.files.get(place) if place is not None else None
        if file is None or file.added or not isinstance(file.content, (str, Unknown)):
            return None
        return file.content

    return read


def _unknown_module(name: str, given: Mapping[str, Any], free: Any, shell: Shell) -> None:
    """A command that no recogniser knows, so that a person looks at the task."""
    pairs = [f"{key}={as_text(value)}" for key, value in given.items()]
    words = [*([str(as_text(free))] if free not in (None, "") else []), *pairs]
    shell.record(Call((f"ansible:{name or 'task'}", *words[:40])))


def _register(run: Run, task: Block, results: list[Any]) -> None:
    name = task.get("register")
    if isinstance(name, str):
        looped = "loop" in task or any(key.startswith("with_") for key in task)
        run.registered[name] = combined(results) if looped else results[0] if results else skipped()
        run.results.add(name)
