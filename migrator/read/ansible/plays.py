"""Playbooks: plays one after the other, and what is in a play in Ansible's order."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from migrator.read.ansible.documents import Block
from migrator.read.ansible.handlers import add_handlers, flush, skip_idle
from migrator.read.ansible.inventory import matches
from migrator.read.ansible.keywords import blocks, variables, words
from migrator.read.ansible.naming import Names, find
from migrator.read.ansible.own import EndPlay
from migrator.read.ansible.roles import run_roles
from migrator.read.ansible.run import ALWAYS, MAX_INCLUSION, Context, Run, excerpt
from migrator.read.ansible.scope import Level
from migrator.read.ansible.surroundings import within
from migrator.read.ansible.values import as_text, listed
from migrator.read.shell.status import Exhausted
from migrator.values import Unknown

MODELS = ("", ".dist", ".example", ".sample")
"""A file of variables that each developer makes for himself lies beside its model."""
LOCAL = frozenset({"localhost", "127.0.0.1", "local"})


def run_playbook(run: Run, path: str, context: Context) -> None:
    """Run a file of plays; other playbooks that it imports are run in their place."""
    if context.depth > MAX_INCLUSION:
        raise Exhausted("its playbooks include each other without end")
    folder = posixpath.dirname(path)
    folders = (folder, *(one for one in context.folders if one != folder))
    here = replace(context, source=path, folders=folders)
    plays = list(blocks(run.library.document(path)))
    for play in plays:
        imported = _imported(play)
        if imported is None:
            run_play(run, play, here, alone=len(plays) == 1)
            continue
        inner = within(here, {**play, "vars": variables(play.get("vars"))}, Level.PLAY)
        name = as_text(Names(run, inner).render(imported.partition(" ")[0]))
        target = find(run, inner, "", name) if isinstance(name, str) else None
        if target is None:
            run.library.note(path, play.line, f"the playbook {name} is not in the repository")
        else:
            run_playbook(run, target, replace(inner, depth=context.depth + 1))


def _imported(play: Block) -> str | None:
    """The playbook that an entry imports, None for a play."""
    for key in ("import_playbook", "ansible.builtin.import_playbook", "include"):
        if key in play and "hosts" not in play:
            return str(play[key])
    return None


def run_play(run: Run, play: Block, context: Context, *, alone: bool) -> None:
    """Run a play if its hosts mean this machine; if not, say so in one entry.

    `alone`: it is all that its playbook has.
    """
    inner = _entered(run, play, context)
    names = Names(run, inner)
    reason, assumed = _meant(run, names.render(play.get("hosts", "all")), play, alone)
    if reason is not None:
        text = excerpt(run.library.lines(context.source), play.line, play.line + 1)
        run.skip(run.entry(context.source, play.line, text or "play"), reason)
        return
    inner = replace(inner, assumed=(*inner.assumed, *assumed))
    run.handlers, run.notified, run.roles_done = [], [], set()
    add_handlers(run, play.get("handlers"), replace(inner, tags=ALWAYS))
    try:
        run.execute(run, play.get("pre_tasks"), inner)
        flush(run)
        run_roles(run, play.get("roles"), inner, play.line)
        run.execute(run, play.get("tasks"), inner)
        flush(run)
        run.execute(run, play.get("post_tasks"), inner)
        flush(run)
    except EndPlay as end:
        _skip_rest(run, play, inner, str(end))
    skip_idle(run)


def _skip_rest(run: Run, play: Block, context: Context, reason: str) -> None:
    for section in ("pre_tasks", "tasks", "post_tasks"):
        for task in blocks(play.get(section)):
            run.skip(run.unit(context, task), reason)


def _entered(run: Run, play: Block, context: Context) -> Context:
    """The context inside a play: its user, its variables, the files of variables."""
    asked = {
        str(prompt["name"]): prompt.get("default", "")
        for prompt in blocks(play.get("vars_prompt"))
        if "name" in prompt
    }
    scope = context.scope.within(Level.DEFAULTS, run.shared_defaults)
    scope = scope.within(Level.ROLE, run.shared_variables).within(Level.PLAY, asked)
    own = {"playbook_dir": run.guest_path(posixpath.dirname(context.source) or ".")}
    inner = within(replace(context, scope=scope.within(Level.FACTS, own)), play, Level.PLAY)
    for entry in listed(play.get("vars_files")):
        found = _variables_file(run, entry, inner)
        inner = replace(inner, scope=inner.scope.within(Level.FILES, found))
    return inner


def _variables_file(run: Run, entry: Any, context: Context) -> Mapping[str, Any]:
    """A file of variables, or the first that is there of a list of them."""
    names = Names(run, context)
    for one in listed(entry):
        name = as_text(names.render(one))
        for suffix in MODELS if isinstance(name, str) else ():
            path = find(run, context, "vars", f"{name}{suffix}")
            if path is not None and run.library.is_file(path):
                return run.library.mapping(path)
    run.library.note(
        context.source, 1, f"the variables {as_text(names.render(entry))} are not found"
    )
    return {}


def _meant(run: Run, hosts: Any, play: Block, alone: bool) -> tuple[str | None, tuple[str, ...]]:
    """Why a play is not for this machine (None when it is), and what was assumed to tell.

    The only play of the only machine's playbook is for it, though its inventory lacks the name.
    """
    pattern = ",".join(words(hosts)) if not isinstance(hosts, Unknown) else hosts
    if isinstance(pattern, Unknown):
        return None, (f"the hosts `{pattern}` are taken to mean this machine",)
    host, inventory = run.invocation.host, run.inventory
    limit = run.invocation.limit
    if limit and not matches(limit, host, [*inventory.groups_of(host), *LOCAL]):
        return f"the run is limited to `{limit}`", ()
    local = run.invocation.in_guest or play.get("connection") == "local"
    here = [host, *inventory.groups_of(host)]
    if matches(pattern, host, [*here, *(LOCAL if run.invocation.in_guest else ())]):
        return None, ()
    named = {term.strip().lstrip("!&") for term in pattern.replace(":", ",").split(",")}
    if named <= LOCAL and not run.invocation.in_guest:
        return "the play is for the host, not for the guest", ()
    known = {*inventory.groups, *inventory.hosts(), *run.invocation.machines, *inventory.children}
    given = run.invocation.inventories or run.invocation.inventory_texts
    several = len(run.invocation.machines) > 1
    told = bool(inventory.hosts()) and (several or (bool(given) and not alone))
    if named & known or told or (local and named & LOCAL):
        return f"the play is for `{pattern}`, not for this machine", ()
    return None, (f"the hosts `{pattern}` are taken to mean this machine",)
