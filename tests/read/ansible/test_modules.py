"""Every module that is known, with the arguments that modules commonly take."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.read.ansible import Invocation, modules, read_playbook
from migrator.read.ansible.modules.commands import FREE_FORM
from migrator.read.ansible.modules.registry import MODULES
from migrator.read.project import Project
from migrator.read.shell import Guest
from migrator.trace import Trace

assert modules.LOADED
COMMON = (
    "name=app path=/srv/app src=/srv/x dest=/srv/y url=http://example.org/x repo=r msg=m image=i "
    "line=l block=b content=c regexp=r replace=s key=k value=v option=o section=s job=j baseurl=u "
    "database=d query=q command=c uris=u suites=s section=s"
)


def follow(root: Path, task: str) -> Trace:
    (root / "site.yml").write_text(f"- hosts: all\n  tasks:\n    - {task}\n", "utf-8")
    guest = Guest("ubuntu", "18.04", "bionic", "debian")
    return read_playbook(Project(root), Invocation("site.yml"), guest=guest)


@pytest.mark.parametrize("name", sorted(MODULES.keys() - FREE_FORM))
@pytest.mark.parametrize("state", ["present", "absent", "started", "import", "link"])
def test_a_known_module_gives_commands_of_the_shell(name: str, state: str, tmp_path: Path) -> None:
    trace = follow(tmp_path, f"{name}: {COMMON} state={state}")

    programs = [command.argv[0] for command in trace.commands]
    assert programs
    assert not any(str(program).startswith("ansible:") for program in programs)


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_known_module_without_arguments_is_followed_all_the_same(
    name: str, tmp_path: Path
) -> None:
    trace = follow(tmp_path, f"{name}:")

    assert len(trace.units) == 1
    assert trace.units[0].skipped is None
    assert trace.commands


def test_an_argument_that_is_not_known_is_a_word_with_a_hole(tmp_path: Path) -> None:
    trace = follow(tmp_path, "apt: name=nodejs={{ nobody_sets_it }}-1")

    assert [str(word) for word in trace.commands[0].argv[-1:]] == ["nodejs=‹?›-1"]


def test_a_password_is_not_in_any_command(tmp_path: Path) -> None:
    for name in ("mysql_user", "postgresql_user", "mongodb_user", "rabbitmq_user", "htpasswd"):
        trace = follow(tmp_path, f"{name}: name=clerk password=very-secret database=d vhost=/")

        assert "very-secret" not in repr(trace.commands)
