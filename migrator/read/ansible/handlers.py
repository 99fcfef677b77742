"""Handlers: tasks that run at the end when another task asks for them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from migrator.read.ansible.arguments import arguments
from migrator.read.ansible.documents import Block
from migrator.read.ansible.keywords import INCLUDING, blocks, module_of, words
from migrator.read.ansible.naming import Names, included_file
from migrator.read.ansible.run import MAX_INCLUSION, Context, Handler, Run
from migrator.read.ansible.values import as_text

MAX_HANDLERS = 500
ROUNDS = 3
"""Handlers may notify others; more rounds than this are not found in practice."""


def add_handlers(run: Run, tasks: Any, context: Context, role: str | None = None) -> None:
    """Make handlers known by their names; `role` is the role that they belong to."""
    for task in blocks(tasks):
        if "block" in task or module_of(task)[0] in INCLUDING:
            _add_inner(run, task, context, role)
        elif len(run.handlers) < MAX_HANDLERS:
            name = str(as_text(Names(run, context).render(task.get("name", ""))))
            called = (name, *words(task.get("listen")), *((f"{role} : {name}",) if role else ()))
            run.handlers.append(Handler(task, context, called))


def _add_inner(run: Run, task: Block, context: Context, role: str | None) -> None:
    """The handlers of a block, or of a file that is included."""
    if context.depth > MAX_INCLUSION:
        return
    inner = replace(context, depth=context.depth + 1)
    if "block" in task:
        add_handlers(run, task["block"], inner, role)
        return
    name, written = module_of(task)
    given, free = arguments(name, written, task, Names(run, context), run.base.home)
    path = included_file(run, given, free, context)
    if path is not None:
        add_handlers(run, run.library.document(path), replace(inner, source=path), role)


def flush(run: Run) -> None:
    """Run the handlers that were notified, each once, in the order in which they are written."""
    for _ in range(ROUNDS):
        called = set(run.notified)
        run.notified = []
        if not called:
            return
        for handler in run.handlers:
            if called & set(handler.names):
                run.execute(run, [handler.task], handler.context)


def skip_idle(run: Run) -> None:
    """Say of the other handlers why they do not run."""
    for handler in run.handlers:
        run.skip(run.unit(handler.context, handler.task), "nothing notifies it")
