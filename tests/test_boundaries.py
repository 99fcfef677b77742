"""The shape of the package: outside libraries at the edges, arrows in one direction."""

from __future__ import annotations

import ast
import functools
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "migrator"

# Each outside library and the one place that may import it.
PLACES = {
    "click": ("cli/",),
    "dulwich": ("read/history.py",),
    "jinja2": ("render/templates.py", "read/ansible/", "read/salt/"),
    "nodesemver": ("knowledge/node_ranges.py", "read/ranges.py"),
    "paramiko": ("live/",),
    "questionary": ("ask/terminal.py",),
    "rich": ("cli/", "wizard.py", "report/", "batch/run.py"),
    "tree_sitter": ("read/",),
    "tree_sitter_bash": ("read/shell/",),
    "tree_sitter_javascript": ("read/javascript/",),
    "tree_sitter_ruby": ("read/vagrantfile/",),
    "tree_sitter_typescript": ("read/javascript/",),
    "vagrant": ("live/vagrant.py",),
    "yaml": (
        "yaml_text.py",
        "read/ansible/documents.py",
        "read/vagrantfile/world/yaml_text.py",
    ),
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
    "read": ("detectors", "infer", "decide", "render", "report", "ask", "live", "pipeline"),
    "live": ("read", "detectors", "infer", "decide", "render", "report", "ask", "pipeline"),
    "ask": ("read", "detectors", "infer", "decide", "render", "live", "pipeline"),
    "verify": ("read", "detectors", "infer", "decide", "live", "ask", "pipeline"),
    "write": ("read", "detectors", "infer", "decide", "live", "ask", "pipeline"),
    "situation": ("detectors", "decide", "render", "report", "live", "ask", "pipeline"),
    "render": ("read", "detectors", "infer", "decide", "live", "ask", "pipeline"),
    "report": ("read", "detectors", "infer", "decide", "live", "ask", "pipeline"),
}

# Who may start a program or open a connection; everything else only reads.
OUTWARD = ("live/",)


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
            elif isinstance(node, ast.ImportFrom):
                # Kept with its dots: a relative import would pass every table below unseen.
                names |= {
                    "." * node.level + f"{node.module or ''}.{alias.name}" for alias in node.names
                }
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


def test_every_outside_library_has_a_place() -> None:
    ours = {*sys.stdlib_module_names, *PLACES, "migrator"}
    unplaced = [
        f"{path} imports {name}"
        for path, names in modules()
        for name in names
        if name.partition(".")[0] not in ours
    ]

    assert unplaced == []


def test_every_place_of_a_library_is_in_use() -> None:
    unused = [
        f"{library} in {place}"
        for library, places in PLACES.items()
        for place in places
        if not any(
            path.startswith(place) and name.partition(".")[0] == library
            for path, names in modules()
            for name in names
        )
    ]

    assert unused == []


@pytest.mark.parametrize("part", sorted(FORBIDDEN))
def test_arrows_point_one_way(part: str) -> None:
    wrong = [
        f"{path} imports {name}"
        for path, names in modules()
        if path.startswith((f"{part}/", f"{part}.py"))
        for name in names
        if any(f"{name}.".startswith(f"migrator.{other}.") for other in FORBIDDEN[part])
    ]

    assert wrong == []


def test_only_who_reaches_a_machine_starts_programs_or_connects() -> None:
    wrong = [
        f"{path} imports {name}"
        for path, names in modules()
        if not path.startswith(OUTWARD)
        for name in names
        if name.partition(".")[0] in {"socket", "subprocess", "urllib", "http"}
        and not name.startswith("urllib.parse.")
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
        "questions.py",
        "errors.py",
    }
    allowed = tuple(f"migrator.{name.removesuffix('.py')}." for name in nouns)
    wrong = [
        f"{path} imports {name}"
        for path, names in modules()
        if path in nouns
        for name in names
        if name.startswith("migrator.") and not f"{name}.".startswith(allowed)
    ]

    assert wrong == []
