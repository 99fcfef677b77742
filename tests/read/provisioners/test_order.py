"""The order in which manifests and recipes are applied, which is not that of their lines."""

from __future__ import annotations

from pathlib import Path

from migrator.read.project import Project
from migrator.read.repository import read_repository

from .test_cases import CASES, lay_out


def applied(case: str, root: Path) -> list[str]:
    """The commands of a case's machine, one after the other."""
    lay_out((CASES / case).read_text("utf-8").partition("#=>\n")[0], root)
    commands = read_repository(Project(root)).provisioned[0].commands
    return [" ".join(map(str, command.argv)) for command in commands]


def test_relations_and_stages_order_the_resources_of_a_manifest(tmp_path: Path) -> None:
    order = applied("puppet/order-by-relations.case", tmp_path)

    assert order == [
        "early",
        "first",
        "second",
        "third",
        "a",
        "b",
        "c",
        "fifth",
        "fourth",
        "puppet:stage before",
        "loop two",
        "loop one",
    ]


def test_what_is_notified_at_once_runs_before_the_next_resource(tmp_path: Path) -> None:
    order = applied("chef/guards-and-notifications.case", tmp_path)

    assert [line.partition(" ")[0] for line in order] == ["curl", "apt-get", "second", "told"]
