"""What every play starts with: the inventory's variables, facts, extra variables."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from typing import Any

from migrator.read.ansible.facts import Facts
from migrator.read.ansible.run import Context, Run
from migrator.read.ansible.scope import Level, Scope


def outermost(run: Run) -> Context:
    """The context around all plays of a run."""
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
