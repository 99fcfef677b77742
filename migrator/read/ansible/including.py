"""Other files of tasks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from migrator.read.ansible.keywords import words
from migrator.read.ansible.naming import included_file
from migrator.read.ansible.run import INCLUDE, MAX_INCLUSION, MAX_RECURSION, Context, Run
from migrator.read.ansible.scope import Level
from migrator.read.ansible.values import as_text
from migrator.read.shell.state import Shell
from migrator.read.shell.status import Call


def include_tasks(
    run: Run, name: str, given: Mapping[str, Any], free: Any, context: Context, shell: Shell
) -> None:
    """Run the tasks of a file. Its tags come down only to what is included statically."""
    path = included_file(run, given, free, context)
    if path is None:
        wanted = as_text(given.get("file", free))
        shell.record(Call(("ansible:include_tasks", wanted)))
        shell.cannot_follow(f"the tasks {wanted} are not in the repository")
        return
    if context.active.count(path) >= MAX_RECURSION or context.depth > MAX_INCLUSION:
        shell.record(Call(("ansible:include_tasks", path)))
        shell.cannot_follow(f"{path} includes itself, or includes are nested too deeply")
        return
    shell.record(Call((INCLUDE, path)), follows=path)
    parameters = {key: value for key, value in given.items() if key not in {"file", "apply"}}
    applied = given.get("apply")
    applied = applied if isinstance(applied, Mapping) else {}
    tags = frozenset() if name == "include_tasks" else context.tags
    inner = replace(
        context,
        scope=context.scope.within(Level.PARAMETERS, parameters),
        source=path,
        tags=tags | frozenset(words(applied.get("tags"))),
        depth=context.depth + 1,
        active=(*context.active, path),
        delegate=None,
    )
    run.execute(run, run.library.document(path), inner)
