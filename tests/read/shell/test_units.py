"""The ledger's promise: every command of a script's syntax tree is in one unit."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import tree_sitter_bash
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tree_sitter import Language, Node, Parser

from migrator.read.project import Project
from migrator.read.shell import Guest, follow
from migrator.read.shell.syntax import normalised, parsable, parse

from .scripts import broken_scripts, scripts

EXAMPLES = int(os.environ.get("MIGRATOR_EXAMPLES", "100"))
COMMANDS = frozenset(
    {"command", "declaration_command", "unset_command", "test_command", "variable_assignment"}
)
BASH = Language(tree_sitter_bash.language())


def command_nodes(script: str) -> Iterator[Node]:
    pending = [Parser(BASH).parse(parsable(normalised(script))).root_node]
    while pending:
        node = pending.pop()
        if node.type in COMMANDS:
            yield node
        pending.extend(node.children)


def uncovered(script: str) -> list[str]:
    """Commands of the tree that are not in exactly one unit."""
    spans = [(span.start, span.stop) for span in parse(script).spans]
    found = []
    for node in command_nodes(script):
        inside = [span for span in spans if span[0] <= node.start_byte and node.end_byte <= span[1]]
        if len(inside) != 1:
            found.append(f"{len(inside)}: {node.text!r}")
    return found


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("repository")
    (root / "other.sh").write_text("cd /srv\nnpm install\n", "utf-8")
    return Project(root)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(script=st.one_of(scripts(), broken_scripts()))
def test_every_command_of_any_script_is_in_exactly_one_unit(script: str) -> None:
    assert uncovered(script) == []


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(script=st.one_of(scripts(), broken_scripts()))
def test_units_are_in_order_and_do_not_overlap(script: str) -> None:
    spans = parse(script).spans

    assert all(one.stop <= two.start for one, two in itertools.pairwise(spans))


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(script=st.one_of(scripts(), broken_scripts()))
def test_a_unit_runs_or_says_why_not(script: str, project: Project) -> None:
    trace = follow(script, source="s.sh", line=1, project=project, guest=Guest())
    used = {command.unit for command in trace.commands}

    assert all(unit.skipped is None or index not in used for index, unit in enumerate(trace.units))
    assert all(0 <= index < len(trace.units) for index in used)


def test_the_units_of_the_golden_cases_cover_their_scripts() -> None:
    cases = (Path(__file__).parents[2] / "cases").rglob("*.case")

    assert [found for case in cases for found in uncovered(case.read_text("utf-8"))] == []
