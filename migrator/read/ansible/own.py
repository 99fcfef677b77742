"""Modules that act on Ansible itself: variables, groups, the play."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from migrator.read.ansible.library import MAX_FILES
from migrator.read.ansible.naming import Names, find
from migrator.read.ansible.results import Result
from migrator.read.ansible.run import Context, Run
from migrator.read.ansible.values import as_text, truth
from migrator.read.shell.state import Shell
from migrator.read.shell.status import Call
from migrator.values import Text, Unknown

MAX_SHOWN = 200

Own = Callable[[Run, Mapping[str, Any], Any, Context, Names, Shell], Any]


class EndPlay(Exception):
    """`meta: end_play`."""


def _set_fact(
    run: Run, given: Mapping[str, Any], free: Any, context: Context, names: Names, shell: Shell
) -> Any:
    shown: dict[str, Text] = {}
    for name, value in given.items():
        if name != "cacheable":
            run.registered[name] = value
            shown[name] = _shortened(as_text(value))
    shell.record(Call((), assignments=shown))
    if context.assumed:
        run.results.update(shown)
    return Result(changed=True)


def _shortened(text: Text) -> Text:
    return text if isinstance(text, Unknown) else text[:MAX_SHOWN]


def _include_vars(
    run: Run, given: Mapping[str, Any], free: Any, context: Context, names: Names, shell: Shell
) -> Any:
    """A file of variables, or a folder of them, under a name of its own where one is given."""
    shell.record(Call(("source", as_text(given.get("file", free) or given.get("dir", "")))))
    wanted = given.get("file", given.get("dir", free))
    path = None if isinstance(wanted, Unknown) else find(run, context, "vars", str(wanted))
    if path is None:
        run.library.note(context.source, shell.line, f"the variables {wanted} are not found")
        return Result(changed=False)
    found: dict[str, Any] = {}
    paths = [path]
    if run.library.is_dir(path):
        paths = [f"{path}/{entry}" for entry in run.project.entries(path)[:MAX_FILES]]
    for one in paths:
        found.update(run.library.mapping(one))
    name = given.get("name")
    run.included.update({str(name): found} if isinstance(name, str) else found)
    return Result(changed=False)


def _meta(
    run: Run, given: Mapping[str, Any], free: Any, context: Context, names: Names, shell: Shell
) -> Any:
    shell.record(Call((":",)))
    if free == "flush_handlers":
        run.flush(run)
    elif free in {"end_play", "end_host", "end_batch"} and not shell.assumed:
        raise EndPlay(f"`meta: {free}` comes before")
    return Result(changed=False)


def _group_by(
    run: Run, given: Mapping[str, Any], free: Any, context: Context, names: Names, shell: Shell
) -> Any:
    shell.record(Call((":",)))
    key = given.get("key")
    if isinstance(key, str):
        run.inventory.add(key.replace(" ", "-"), run.invocation.host)
    return Result(changed=False)


def _nothing(
    run: Run, given: Mapping[str, Any], free: Any, context: Context, names: Names, shell: Shell
) -> Any:
    shell.record(Call((":",)))
    return Result(changed=truth(given.get("changed")) is True)


OWN: dict[str, Own] = {
    "set_fact": _set_fact,
    "include_vars": _include_vars,
    "meta": _meta,
    "group_by": _group_by,
    "add_host": _nothing,
}
