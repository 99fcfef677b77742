"""Following an Ansible playbook without running it.

`read_playbook` reads a playbook the way Ansible would run it on a fresh machine, and
gives the same as the shell reader: every task as a unit of the ledger, the shell
commands that do the same as the tasks, and the files that they write. It
knows nothing of packages or services. The repository is only read.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from typing import Any

from migrator.read.ansible import handlers, tasks
from migrator.read.ansible.facts import Facts
from migrator.read.ansible.galaxy import required
from migrator.read.ansible.inventory import Inventory, add_groups, read_inventory
from migrator.read.ansible.invocation import Invocation
from migrator.read.ansible.library import Library, inside, settings
from migrator.read.ansible.plays import LOCAL, run_playbook
from migrator.read.ansible.run import MOUNT, Context, Run
from migrator.read.ansible.scope import Level, Scope
from migrator.read.project import Project
from migrator.read.shell import Guest, evaluator, traced
from migrator.read.shell.nodes import Script
from migrator.read.shell.profile import load_profile
from migrator.read.shell.session import Session
from migrator.read.shell.state import Shell
from migrator.read.shell.status import Exhausted, Frame
from migrator.trace import GuestState, Trace

__all__ = ["Invocation", "read_playbook"]

REQUIREMENTS = ("requirements.yml", "requirements.yaml", "roles/requirements.yml")


def read_playbook(
    project: Project,
    invocation: Invocation,
    *,
    guest: Guest,
    state: GuestState | None = None,
) -> Trace:
    """Follow the playbook of `invocation` on `guest`, which is in `state`.

    Never fails: what cannot be followed is in the trace's `unreadable`.
    """
    run = _started(project, invocation, guest, state)
    context = _outermost(run)
    try:
        run_playbook(run, invocation.playbook, context)
    except Exhausted as limit:
        run.library.note(invocation.playbook, 1, str(limit))
    run.session.unreadable += run.library.unreadable
    return traced(run.base)


def _started(
    project: Project, invocation: Invocation, guest: Guest, state: GuestState | None
) -> Run:
    session = Session(project, guest, state or GuestState())
    session.execute = evaluator.execute
    session.files.folders.setdefault(MOUNT, ".")
    frame = Frame(invocation.playbook, 1, None, 0, Script((), (), ()))
    home = session.users.get(invocation.user, f"/home/{invocation.user}")
    base = Shell(session, frame, invocation.user, home, home)
    load_profile(base)
    library = Library(project)
    run = Run(project, invocation, library, session, base, Inventory())
    run.execute, run.flush = tasks.run_tasks, handlers.flush
    places = [invocation.directory, posixpath.dirname(invocation.playbook)]
    run.settings = settings(project, dict.fromkeys(places))
    _read_inventories(run)
    _find_roles(run)
    return run


def _read_inventories(run: Run) -> None:
    """The inventory's files, then the groups of the Vagrantfile."""
    invocation, inventory = run.invocation, run.inventory
    for name in invocation.inventories or _configured(run):
        if "," in name:
            for host in filter(None, map(str.strip, name.split(","))):
                inventory.add("ungrouped", host.split()[0])
            continue
        inside_it = run.project.entries(name) if run.library.is_dir(name) else [""]
        for entry in inside_it[:50]:
            path = posixpath.join(name, entry) if entry else name
            text = run.library.text(path) if run.library.is_file(path) else None
            if text is not None and not text.startswith("#!"):
                read_inventory(text, inventory)
    for text in invocation.inventory_texts:
        read_inventory(text, inventory)
    add_groups(inventory, invocation.groups)
    _rename_host(run)


def _configured(run: Run) -> list[str]:
    """The inventory that ansible.cfg names, for a run that names none itself."""
    folder, configured = run.settings
    name = configured.get("inventory", configured.get("hostfile"))
    path = inside(folder, name) if name and run.invocation.in_guest else None
    return [] if path is None or run.invocation.inventory_texts else [path]


def _rename_host(run: Run) -> None:
    """Call this machine by the Vagrantfile's name where the inventory has another for it."""
    inventory, host = run.inventory, run.invocation.host
    others = [name for name in inventory.hosts() if name not in run.invocation.machines]
    addresses = set(run.invocation.addresses)
    if host in inventory.hosts():
        return
    for name in others:
        variables = inventory.host_vars.get(name, {})
        address = variables.get("ansible_host", variables.get("ansible_ssh_host", name))
        alone = len(others) == 1 and len(run.invocation.machines) < 2
        here = run.invocation.in_guest and str(address) in LOCAL
        if {name, str(address)} & addresses or alone or here:
            for hosts in inventory.groups.values():
                hosts[:] = [host if one == name else one for one in hosts]
            inventory.host_vars.setdefault(host, {}).update(variables)


def _find_roles(run: Run) -> None:
    """Where roles lie, and where those come from that are not in the repository."""
    folder = posixpath.dirname(run.invocation.playbook)
    near = list(dict.fromkeys([run.invocation.directory, folder, ""]))
    at, configured = run.settings
    paths = [
        path
        for entry in configured.get("roles_path", "").split(":")
        if (path := inside(at, entry.strip())) is not None and entry.strip()
    ]
    usual = [posixpath.join(one, "roles") for one in near]
    run.role_folders = tuple(dict.fromkeys([*run.invocation.roles_path, *paths, *usual]))
    wanted = [run.invocation.requirements] if run.invocation.requirements else []
    beside = [posixpath.join(one, name) for one in near for name in REQUIREMENTS]
    for path in [*wanted, *beside]:
        if run.library.is_file(path):
            run.role_sources = {**required(run.library.document(path)), **run.role_sources}


def _outermost(run: Run) -> Context:
    """What every play starts with: the inventory's variables, facts, extra variables."""
    invocation, inventory = run.invocation, run.inventory
    host, groups = invocation.host, inventory.groups_of(invocation.host)
    scope = Scope()
    folder = posixpath.dirname(invocation.playbook)
    beside = [posixpath.dirname(name) for name in invocation.inventories if "," not in name]
    places = list(dict.fromkeys([*beside, invocation.directory, folder]))
    given = dict(invocation.group_vars)
    for group in ("all", "ungrouped", *groups):
        level = Level.GROUP_ALL if group == "all" else Level.GROUP
        found = [inventory.group_vars.get(group, {}), given.get(group, {})]
        found += _files(run, places, "group_vars", group)
        scope = _layered(scope, level, found)
    own = [inventory.host_vars.get(host, {}), invocation.host_vars]
    scope = _layered(scope, Level.HOST, [*own, *_files(run, places, "host_vars", host)])
    scope = scope.within(Level.FACTS, Facts(run.session.guest, run.base.user, run.base.home))
    scope = scope.within(Level.FACTS, _magic(run, groups))
    scope = scope.within(Level.INCLUDED, run.included).within(Level.SET, run.registered)
    extra = [run.library.mapping(path) for path in invocation.variable_files]
    scope = _layered(scope, Level.EXTRA, [*extra, invocation.extra_vars])
    return Context(
        scope,
        invocation.playbook,
        become=invocation.become,
        become_user=invocation.become_user,
        user=invocation.user,
    )


def _files(run: Run, places: Iterable[str], kind: str, name: str) -> list[Mapping[str, Any]]:
    """The variables beside the inventory and the playbook, the winning ones last."""
    return [
        variables
        for place in places
        for variables in run.library.variables(posixpath.join(place, kind), name)
    ]


def _layered(scope: Scope, level: Level, found: Iterable[object]) -> Scope:
    for variables in found:
        if isinstance(variables, Mapping) and variables:
            scope = scope.within(level, dict(variables))
    return scope


def _magic(run: Run, groups: list[str]) -> dict[str, Any]:
    """The variables that Ansible sets by itself."""
    invocation = run.invocation
    inventory = run.inventory
    everything = dict.fromkeys([invocation.host, *invocation.machines, *inventory.hosts()])
    return {
        "inventory_hostname": invocation.host,
        "inventory_hostname_short": invocation.host.partition(".")[0],
        "group_names": groups,
        "groups": {**inventory.groups, "all": list(everything)},
        "ansible_user": invocation.user,
        "ansible_ssh_user": invocation.user,
        "ansible_check_mode": False,
        "ansible_connection": "local" if invocation.in_guest else "ssh",
        "ansible_managed": "Ansible managed",
        "play_hosts": [invocation.host],
        "ansible_play_hosts": [invocation.host],
        "environment": {},
    }
