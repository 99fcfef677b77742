"""What a play, a role, a block or a task hands down to what is in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from migrator.read.ansible.keywords import variables, words
from migrator.read.ansible.naming import Names
from migrator.read.ansible.run import Context, Run
from migrator.read.ansible.scope import Level
from migrator.read.ansible.values import as_text, truth
from migrator.read.shell.state import Shell
from migrator.values import Unknown


def within(context: Context, section: Mapping[str, Any], level: Level) -> Context:
    """The context inside a play, block or task; its `vars` are at `level`."""
    changes: dict[str, Any] = {}
    if "vars" in section:
        changes["scope"] = context.scope.within(level, variables(section["vars"]))
    if section.get("when") is not None or section.get("only_if") is not None:
        condition = section.get("when", section.get("only_if"))
        changes["conditions"] = (*context.conditions, condition)
    if "tags" in section:
        changes["tags"] = context.tags | frozenset(words(section["tags"]))
    for key, old in (("become", "sudo"), ("become_user", "sudo_user")):
        value = section.get(key, section.get(old))
        if value is not None:
            changes[key] = value
    if section.get("sudo_user") is not None and "sudo" not in section:
        changes["become"] = True
    # In a play `user` is who Ansible logs in as; in a task it is a module.
    user = section.get("remote_user", section.get("user") if level is Level.PLAY else None)
    if isinstance(user, str):
        changes["user"] = user
    if isinstance(section.get("environment"), Mapping):
        changes["environment"] = (*context.environment, section["environment"])
    elsewhere = section.get("delegate_to")
    if "local_action" in section:
        elsewhere = "localhost"
    if elsewhere is not None:
        changes["delegate"] = elsewhere
    return replace(context, **changes) if changes else context


def chosen(tags: frozenset[str], run: Run) -> str | None:
    """Why tags leave a task out; None when it runs."""
    wanted, unwanted = set(run.invocation.tags), set(run.invocation.skip_tags)
    if tags & unwanted or ("tagged" in unwanted and tags):
        return "its tags are skipped"
    if "never" in tags and not tags & wanted:
        return "it is tagged `never`"
    if not wanted or "all" in wanted or "always" in tags or tags & wanted:
        return None
    if ("tagged" in wanted and tags) or ("untagged" in wanted and not tags):
        return None
    return "only other tags are run"


def elsewhere(context: Context, names: Names, run: Run) -> str | None:
    """Why a task does not run in this guest: it is delegated to another host."""
    if context.delegate is None:
        return None
    host = as_text(names.render(context.delegate))
    if isinstance(host, Unknown) or host == run.invocation.host:
        return None
    if host in {"localhost", "127.0.0.1"}:
        return None if run.invocation.in_guest else "it runs on the host, not in the guest"
    return f"it is delegated to {host}"


def equip(shell: Shell, context: Context, names: Names) -> None:
    """Make a task's shell that of its user, with its environment."""
    user = as_text(names.render(context.user))
    becoming = truth(names.render(context.become)) is not False and context.become is not False
    if becoming:
        other = names.render(context.become_user)
        user = "root" if other in (None, "") else as_text(other)
    if isinstance(user, str) and user != shell.user:
        shell.become(user, None)
        shell.cwd = shell.home
    for section in context.environment:
        for name, value in section.items():
            shell.set(str(name), as_text(names.render(value)))
            shell.export(str(name))
