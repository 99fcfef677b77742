"""Golden cases: a provisioning script in, the evidence of each command out."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.detectors.registry import declared
from migrator.detectors.run import observe_commands, observe_files
from migrator.evidence import Evidence
from migrator.read.project import Project
from migrator.read.shell import Guest, follow
from migrator.steps import Step

CASES = Path(__file__).parent.parent / "cases" / "detectors"
SEPARATOR = "#=>\n"


def observe(script: str, root: Path) -> list[Evidence]:
    """The evidence that a script gives on a fresh Ubuntu 14.04."""
    guest = Guest(id="ubuntu", version="14.04", codename="trusty", family="debian")
    trace = follow(script, source="script.sh", line=1, project=Project(root), guest=guest)
    steps = tuple(
        Step("default", "shell", unit.source, unit.line, unit.end_line, unit.text, unit.skipped)
        for unit in trace.units
    )
    found = [
        *observe_commands(trace.commands, steps, "default"),
        *observe_files(trace.files, steps, "default"),
    ]
    return sorted(found, key=lambda item: item.origin.unit or 0)


def described(evidence: list[Evidence]) -> str:
    """One line an observation: line, detector, what was seen."""
    return "".join(f"{item.origin.line} {item.by}: {item.observation!r}\n" for item in evidence)


@pytest.mark.parametrize("case", sorted(CASES.glob("*.case")), ids=lambda path: path.stem)
def test_a_script_gives_the_expected_evidence(
    case: Path, tmp_path: Path, update_golden: bool
) -> None:
    script, _, expected = case.read_text("utf-8").partition(SEPARATOR)

    found = described(observe(script, tmp_path))

    if update_golden:
        case.write_text(f"{script}{SEPARATOR}{found}", "utf-8")
    else:
        assert found == expected


def test_every_detector_has_a_case() -> None:
    shown = "".join(path.read_text("utf-8") for path in CASES.glob("*.case"))

    assert [name for name in declared() if f" {name}: " not in shown] == []
