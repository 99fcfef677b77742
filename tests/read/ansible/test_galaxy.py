"""The table of well-known roles: each entry is complete and can be followed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from migrator.knowledge.tables import table
from migrator.read.ansible import Invocation, read_playbook
from migrator.read.ansible.galaxy import known_role, normal, required
from migrator.read.ansible.keywords import module_of
from migrator.read.ansible.modules.registry import MODULES
from migrator.read.project import Project
from migrator.read.shell import Guest

ROLES: dict[str, Any] = table("galaxy_roles")["roles"]


@pytest.mark.parametrize("name", ROLES)
def test_a_role_has_a_source_and_tasks_of_known_modules(name: str) -> None:
    entry = ROLES[name]

    assert entry["source"]
    assert [
        module_of(task)[0] for task in entry["tasks"] if module_of(task)[0] not in MODULES
    ] == []


@pytest.mark.parametrize("name", [name for name in ROLES if name.count("/") == 0])
@pytest.mark.parametrize(
    "system", [("ubuntu", "16.04", "xenial", "debian"), ("centos", "7", None, "redhat")]
)
def test_a_role_gives_commands_and_nothing_unreadable(
    name: str, system: tuple[str, str, str | None, str], tmp_path: Path
) -> None:
    (tmp_path / "site.yml").write_text(f"- hosts: all\n  roles: [{name}]\n", "utf-8")

    trace = read_playbook(Project(tmp_path), Invocation("site.yml"), guest=Guest(*system))

    assert len(trace.units) == 1
    assert len(trace.commands) > 1
    assert trace.unreadable == ()


def test_a_role_is_known_by_its_name_its_repository_and_its_requirement() -> None:
    sources = required(
        [{"src": "https://github.com/geerlingguy/ansible-role-nodejs.git", "name": "n"}]
    )

    assert known_role("n", sources) is known_role("geerlingguy.nodejs", {})
    assert known_role("GeerlingGuy.NodeJS", {}) is not None


def test_a_name_that_anybody_may_give_a_role_says_nothing() -> None:
    assert known_role("nodejs", {}) is None
    assert known_role("nodejs", {"nodejs": "https://example.org/acme/nodejs"}) is None


def test_addresses_of_one_repository_are_one_name() -> None:
    addresses = [
        "https://github.com/Acme/role.git",
        "git+https://github.com/acme/role",
        "git@github.com:acme/role.git",
        "acme/role",
    ]

    assert {normal(address) for address in addresses} == {"acme/role"}
