"""What is left of Ansible once its tasks are read as shell commands."""

from __future__ import annotations

from collections.abc import Iterator

from migrator.detectors.registry import recognises
from migrator.evidence import Furniture, Observation, Unreadable
from migrator.trace import Command


@recognises("ansible:include")
def include(command: Command) -> Iterator[Observation]:
    """A file of tasks or a role: what it does is told task by task."""
    yield Furniture("what it includes is accounted for task by task")


@recognises("ansible:role")
def missing_role(command: Command) -> Iterator[Observation]:
    """A role that is neither in the repository nor well known."""
    name = command.argv[1] if len(command.argv) > 1 else "?"
    yield Unreadable("Ansible role", f"{name} is not in the repository")


@recognises("ansible-playbook")
def playbook(command: Command) -> Iterator[Observation]:
    """Read `ansible-playbook site.yml`, whose tasks come next where they were found."""
    if command.follows is not None:
        yield Furniture("the playbook is accounted for task by task")
    else:
        yield Unreadable("Ansible playbook", "it is not in the repository")


@recognises("ansible-galaxy", "ansible", "ansible-vault")
def galaxy(command: Command) -> Iterator[Observation]:
    """Read `ansible-galaxy install -r requirements.yml`: it fetches roles that playbooks name."""
    yield Furniture("fetches what playbooks use; the image needs no Ansible")
