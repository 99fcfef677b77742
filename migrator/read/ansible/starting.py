"""Before the first play: the guest, the inventory, the places where roles lie."""

from __future__ import annotations

import posixpath

from migrator.read.ansible import handlers, tasks
from migrator.read.ansible.galaxy import required
from migrator.read.ansible.inventory import Inventory, add_groups, read_inventory
from migrator.read.ansible.invocation import Invocation
from migrator.read.ansible.library import Library, inside, settings
from migrator.read.ansible.plays import LOCAL
from migrator.read.ansible.run import MOUNT, Run
from migrator.read.project import Project
from migrator.read.shell import Guest, evaluator
from migrator.read.shell.nodes import Script
from migrator.read.shell.profile import load_profile
from migrator.read.shell.session import Session
from migrator.read.shell.state import Shell
from migrator.read.shell.status import Frame
from migrator.trace import GuestState

REQUIREMENTS = ("requirements.yml", "requirements.yaml", "roles/requirements.yml")


def started(
    project: Project, invocation: Invocation, guest: Guest, state: GuestState | None
) -> Run:
    """A run of `invocation` on `guest`, which is in `state`; nothing is followed yet."""
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
