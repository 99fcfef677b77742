"""Following an Ansible playbook without running it.

`read_playbook` reads a playbook the way Ansible would run it on a fresh machine, and
gives the same as the shell reader: every task as a unit of the ledger, the shell
commands that do the same as the tasks, and the files that they write. It
knows nothing of packages or services. The repository is only read.
"""

from __future__ import annotations

from migrator.read.ansible.invocation import Invocation
from migrator.read.ansible.outermost import outermost
from migrator.read.ansible.plays import run_playbook
from migrator.read.ansible.starting import started
from migrator.read.project import Project
from migrator.read.shell import Guest, traced
from migrator.read.shell.status import Exhausted
from migrator.trace import GuestState, Trace

__all__ = ["Invocation", "read_playbook"]


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
    run = started(project, invocation, guest, state)
    try:
        run_playbook(run, invocation.playbook, outermost(run))
    except Exhausted as limit:
        run.library.note(invocation.playbook, 1, str(limit))
    run.session.unreadable += run.library.unreadable
    return traced(run.base)
