"""The shape of the package: outside libraries at the edges, arrows in one direction."""

from __future__ import annotations

import ast
import functools
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "migrator"

# Each outside library and the one place that may import it.
PLACES = {
    "click": ("cli/",),
    "dulwich": ("read/history.py",),
    "jinja2": ("render/templates.py", "read/ansible/"),
    "nodesemver": ("knowledge/", "read/ranges.py"),
    "paramiko": ("live/",),
    "questionary": ("ask/terminal.py",),
    "rich": ("cli/", "wizard.py", "report/", "batch/run.py"),
    "tree_sitter": ("read/",),
    "tree_sitter_bash": ("read/shell/",),
    "tree_sitter_javascript": ("read/javascript/",),
    "tree_sitter_ruby": ("read/vagrantfile/",),
    "tree_sitter_typescript": ("read/javascript/",),
    "vagrant": ("live/vagrant.py",),
    "yaml": ("read/", "ask/answers_file.py", "render/", "verify/"),
}

# Package -> what it must not know.
FORBIDDEN = {
    "read/vagrantfile": ("detectors", "infer", "decide", "render", "knowledge", "plan"),
    "read/shell": ("detectors", "infer", "decide", "render", "knowledge", "plan"),
    "read/javascript": ("detectors", "infer", "decide", "render"),
    "detectors": ("infer", "decide", "render", "report", "ask", "live"),
    "probes": ("infer", "decide", "render", "report", "ask"),
    "observe": ("decide", "render", "report", "ask", "live"),
    "infer": ("decide", "render", "report", "ask", "live", "detectors"),
    "decide": ("render", "report", "ask", "live", "detectors", "pipeline"),
    "knowledge": ("read", "detectors", "infer", "decide", "render"),
    "render": ("read", "detectors", "infer", "decide", "live", "ask", "pipeline"),
    "report": ("read", "detectors", "infer", "decide", "live", "ask", "pipeline"),
}


@functools.cache
def modules() -> list[tuple[str, set[str]]]:
    """Every module's path and the absolute names that it imports."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        names: set[str] = set()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names |= {f"{node.module}.{alias.name}" for alias in node.names}
        found.append((path.relative_to(PACKAGE).as_posix(), names))
    return found


@pytest.mark.parametrize("library", sorted(PLACES))
def test_an_outside_library_is_imported_in_its_place_only(library: str) -> None:
    strangers = [
        path
        for path, names in modules()
        if any(name.partition(".")[0] == library for name in names)
        and not path.startswith(PLACES[library])
    ]

    assert strangers == []


@pytest.mark.parametrize("part", sorted(FORBIDDEN))
def test_arrows_point_one_way(part: str) -> None:
    wrong = [
        f"{path} imports {name}"
        for path, names in modules()
        if path.startswith(f"{part}/")
        for name in names
        if name.startswith(tuple(f"migrator.{other}" for other in FORBIDDEN[part]))
    ]

    assert wrong == []


def test_nouns_import_no_verbs() -> None:
    nouns = {
        "evidence.py",
        "machine.py",
        "plan.py",
        "steps.py",
        "trace.py",
        "values.py",
        "model.py",
    }
    allowed = tuple(f"migrator.{name.removesuffix('.py')}" for name in nouns)
    wrong = [
        f"{path} imports {name}"
        for path, names in modules()
        if path in nouns
        for name in names
        if name.startswith("migrator.") and not name.startswith(allowed)
    ]

    assert wrong == []
