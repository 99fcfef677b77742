"""The keys of plays, blocks and tasks that are not the name of a module."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from migrator.read.ansible.documents import Block
from migrator.read.ansible.modules.registry import MODULES

TASK_KEYWORDS = frozenset(
    "action any_errors_fatal args async become become_exe become_flags become_method become_user "
    "block always rescue changed_when check_mode collections connection debugger delay "
    "delegate_facts delegate_to diff environment failed_when ignore_errors ignore_unreachable "
    "listen local_action loop loop_control module_defaults name no_log notify poll port register "
    "remote_user retries run_once su su_user sudo sudo_user tags throttle timeout until vars "
    "when first_available_file only_if static always_run".split()
)

INCLUDING = frozenset({"include", "include_tasks", "import_tasks"})
INCLUDING_ROLES = frozenset({"include_role", "import_role"})
OF_ANSIBLE = frozenset({"set_fact", "include_vars", "meta", "group_by", "add_host"})
"""Modules that act on Ansible itself; they are not in `modules`."""


def short(name: str) -> str:
    """A module's name without its collection: `ansible.builtin.apt` is `apt`."""
    return name.rpartition(".")[2]


def module_of(task: Mapping[str, Any]) -> tuple[str, Any]:
    """A task's module by its short name, and its arguments as written; ("", None) without one."""
    for key in ("action", "local_action"):
        written = task.get(key)
        if isinstance(written, str):
            name, _, rest = written.strip().partition(" ")
            return short(name), rest
        if isinstance(written, Mapping):
            name = str(written.get("module", ""))
            return short(name), {k: v for k, v in written.items() if k != "module"}
    candidates = [key for key in task if key not in TASK_KEYWORDS and not key.startswith("with_")]
    known = MODULES.keys() | INCLUDING | INCLUDING_ROLES | OF_ANSIBLE
    chosen = next((key for key in candidates if short(key) in known), None)
    if chosen is None:
        chosen = candidates[0] if candidates else None
    return ("", None) if chosen is None else (short(chosen), task[chosen])


def words(value: Any) -> list[str]:
    """Tags and the like: a list, or words with commas between them."""
    if isinstance(value, str):
        return [word.strip() for word in value.split(",") if word.strip()]
    if isinstance(value, Iterable) and not isinstance(value, Mapping):
        return [str(word) for word in value]
    return [] if value is None or isinstance(value, Mapping) else [str(value)]


def variables(value: Any) -> dict[str, Any]:
    """A `vars` section: a mapping, or a list of them as old playbooks have it."""
    if isinstance(value, Mapping):
        return dict(value)
    found: dict[str, Any] = {}
    for one in value if isinstance(value, list) else ():
        if isinstance(one, Mapping):
            found.update(one)
    return found


def blocks(value: Any) -> list[Block]:
    """The tasks of a list, also those of lists in it; all else is left out."""
    found: list[Block] = []
    for one in value if isinstance(value, list) else ():
        if isinstance(one, Block):
            found.append(one)
        elif isinstance(one, list):
            found += [inner for inner in one if isinstance(inner, Block)]
    return found
