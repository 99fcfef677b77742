"""Roles: where they are, what they depend on, what they set."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from migrator.read.ansible import galaxy
from migrator.read.ansible.conditions import decide
from migrator.read.ansible.documents import Block
from migrator.read.ansible.handlers import add_handlers
from migrator.read.ansible.library import SUFFIXES, inside
from migrator.read.ansible.naming import Names
from migrator.read.ansible.run import ALWAYS, INCLUDE, MAX_INCLUSION, Context, Run, excerpt
from migrator.read.ansible.scope import Level
from migrator.read.ansible.surroundings import chosen, equip, within
from migrator.read.ansible.values import as_text
from migrator.read.shell.state import Shell
from migrator.read.shell.status import Call, Exhausted
from migrator.values import Text, Unknown

ROLE_KEYWORDS = frozenset(
    "role name src version scm when tags become become_user become_method sudo sudo_user vars "
    "environment delegate_to remote_user collections connection gather_facts any_errors_fatal "
    "ignore_errors no_log port run_once check_mode diff".split()
)
"""What a role's entry says about the role; every other key is a variable for it."""


@dataclass(frozen=True)
class RoleCall:
    """A role as it is asked for: name, parameters, other files than `main`, and whether again."""

    name: Text
    parameters: Mapping[str, Any] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    again: bool = False


def _read_call(entry: Any, names: Names) -> RoleCall | None:
    """A role's entry in a play or in the dependencies of another role."""
    if isinstance(entry, str):
        return RoleCall(as_text(names.render(entry.partition(",")[0].strip())))
    if not isinstance(entry, Mapping):
        return None
    name = entry.get("role", entry.get("name", entry.get("src")))
    if name is None:
        return None
    parameters = {key: value for key, value in entry.items() if key not in ROLE_KEYWORDS}
    return RoleCall(as_text(names.render(name)), parameters)


def run_roles(run: Run, entries: Any, context: Context, line: int = 1) -> None:
    """Run the roles that a play or a role's dependencies list; the list stands below `line`.

    A role of the repository has no ledger entry of its own, its tasks have; one that does
    not run, or that is not in the repository, has.
    """
    if context.depth > MAX_INCLUSION:
        raise Exhausted("its roles are nested too deeply")
    for entry in entries if isinstance(entries, list) else ():
        inner = within(context, entry, Level.PARAMETERS) if isinstance(entry, Block) else context
        names = Names(run, inner)
        call = _read_call(entry, names)
        if call is None:
            continue
        decision = decide(inner.conditions, names)
        inner = replace(inner, conditions=(), assumed=(*inner.assumed, *decision.assumed))
        folder = role_folder(run, call.name, inner)
        if decision.runs and folder is not None:
            enter(run, call, folder, inner)
            continue
        at, text = _place(run, entry, context.source, line)
        unit = run.entry(context.source, at, text)
        # Which tags there are in a role that is not here is not known: it is taken to run.
        reason = decision.reason or chosen(inner.tags or ALWAYS, run)
        if reason:
            run.skip(unit, reason)
            continue
        run.ran(unit)
        shell = run.shell(unit, context.source, at)
        shell.assumed = inner.assumed
        equip(shell, inner, names)
        outside(run, call, inner, shell)


def _place(run: Run, entry: Any, source: str, line: int) -> tuple[int, str]:
    """The line of a role's entry and its text: a mere name has no line of its own in YAML."""
    lines = run.library.lines(source)
    if isinstance(entry, Block):
        return entry.line, excerpt(lines, entry.line, entry.end_line) or "role"
    for number, written in enumerate(lines[line - 1 :], line):
        words = written.translate(str.maketrans("[],'\"", "     ")).split()
        if str(entry) in words and not words[0].startswith("#"):
            return number, f"role: {entry}"
    return line, f"role: {entry}"


def role_folder(run: Run, name: Text, context: Context) -> str | None:
    """The folder of a role in the repository; a name may be a path."""
    if isinstance(name, Unknown) or not name:
        return None
    short = name.rpartition("/")[2] if "://" in name else name
    for base in (*run.role_folders, *context.folders):
        folder = inside(base, short)
        if folder is not None and any(
            run.library.is_dir(posixpath.join(folder, part))
            for part in ("tasks", "defaults", "vars", "meta", "handlers")
        ):
            return folder
    return None


def enter(run: Run, call: RoleCall, folder: str, context: Context) -> None:
    """Run a role of the repository: its dependencies, then its tasks."""
    key = f"{folder} {sorted(map(str, call.parameters.items()))} {sorted(context.assumed)}"
    if not call.again and key in run.roles_done:
        return
    run.roles_done.add(key)
    inner = _equipped(run, call, folder, context)
    meta = run.library.main(posixpath.join(folder, "meta"))
    if meta is not None:
        dependencies = run.library.mapping(meta).get("dependencies")
        run_roles(run, dependencies, replace(inner, source=meta))
    handlers = run.library.main(posixpath.join(folder, "handlers"))
    if handlers is not None and folder not in run.roles_done:
        run.roles_done.add(folder)
        there = replace(inner, source=handlers, tags=ALWAYS)
        add_handlers(run, run.library.document(handlers), there, str(call.name))
    tasks = run.library.first(
        [posixpath.join(folder, "tasks")], call.parts.get("tasks", "main"), SUFFIXES
    )
    if tasks is not None:
        run.execute(run, run.library.document(tasks), replace(inner, source=tasks))


def _equipped(run: Run, call: RoleCall, folder: str, context: Context) -> Context:
    """The context inside a role: its defaults, variables, parameters and folders."""
    part = {kind: call.parts.get(kind, "main") for kind in ("defaults", "vars")}
    found = {
        kind: run.library.first([posixpath.join(folder, kind)], name, SUFFIXES)
        for kind, name in part.items()
    }
    defaults = run.library.mapping(found["defaults"]) if found["defaults"] else {}
    variables = run.library.mapping(found["vars"]) if found["vars"] else {}
    run.shared_defaults.update(defaults)
    run.shared_variables.update(variables)
    own = {"role_name": posixpath.basename(folder), "role_path": run.guest_path(folder)}
    scope = context.scope.within(Level.DEFAULTS, defaults).within(Level.ROLE, variables)
    scope = scope.within(Level.PARAMETERS, {**own, **call.parameters})
    folders = (folder, posixpath.join(folder, "tasks"), *context.folders)
    return replace(
        context,
        scope=scope,
        folders=tuple(dict.fromkeys(folders)),
        depth=context.depth + 1,
        delegate=None,
    )


def include_role(run: Run, given: Mapping[str, Any], context: Context, shell: Shell) -> None:
    """`include_role: name=x tasks_from=y`, whose ledger entry is at hand."""
    name = as_text(given.get("name", given.get("role", "")))
    parts = {
        kind: str(given[f"{kind}_from"])
        for kind in ("tasks", "vars", "defaults")
        if f"{kind}_from" in given
    }
    folder = role_folder(run, name, context)
    call = RoleCall(name, {}, parts, again=True)
    if folder is None:
        outside(run, call, context, shell)
    elif context.depth <= MAX_INCLUSION:
        shell.record(Call((INCLUDE, name)), follows=folder)
        enter(run, call, folder, context)


def outside(run: Run, call: RoleCall, context: Context, shell: Shell) -> None:
    """A role that is not in the repository: what is known of it, else only its name."""
    name = str(call.name)
    known = galaxy.known_role(name, run.role_sources)
    if known is None:
        pairs = [f"{key}={as_text(value)}" for key, value in call.parameters.items()]
        shell.record(Call(("ansible:role", call.name, *pairs[:40])))
        shell.cannot_follow(f"the role {name} is not in the repository")
        return
    shell.record(Call((INCLUDE, call.name)), follows=name)
    scope = context.scope.within(Level.DEFAULTS, known.defaults)
    scope = scope.within(Level.PARAMETERS, call.parameters)
    inner = replace(context, scope=scope, depth=context.depth + 1, inside=(shell.unit, shell.line))
    run.execute(run, known.tasks, inner if known.tagged else replace(inner, tags=ALWAYS))
