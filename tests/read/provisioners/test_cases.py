"""Golden cases: a repository with its Vagrantfile in, what its provisioners do out.

`#: file name` begins a file of the repository; the text before the first of these
lines is the Vagrantfile. The expected text is the trace of each machine.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from migrator.read.project import Project
from migrator.read.provisioning import Provisioned
from migrator.read.repository import read_repository
from migrator.steps import Step
from migrator.trace import Trace, Unit
from tests.read.shell.spoken import spoken

CASES = Path(__file__).parents[2] / "cases"
KINDS = ("file", "docker", "chef", "puppet", "salt")
SEPARATOR = "#=>\n"


def lay_out(text: str, root: Path) -> None:
    """Write the files of a case below `root`."""
    current = "Vagrantfile"
    texts: dict[str, str] = {}
    for line in text.splitlines(keepends=True):
        if line.startswith("#: file "):
            current = line[8:].strip()
            texts[current] = ""
        else:
            texts[current] = texts.get(current, "") + line
    for name, content in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, "utf-8")


def traces(root: Path) -> str:
    """What every machine's provisioning does, one after the other."""
    repository = read_repository(Project(root))
    shown, first = "", 0
    for machine in repository.provisioned:
        own = repository.steps[first : first + len(machine.steps)]
        shown += f"machine {machine.machine}\n" if len(repository.provisioned) > 1 else ""
        shown += spoken(_trace(machine, own, first))
        first += len(own)
    return shown


def _trace(machine: Provisioned, steps: tuple[Step, ...], first: int) -> Trace:
    return Trace(
        tuple(Unit(one.source, one.line, one.end_line, one.text, one.skipped) for one in steps),
        tuple(replace(command, unit=command.unit - first) for command in machine.commands),
        machine.files,
        machine.links,
        unreadable=machine.problems,
    )


@pytest.mark.parametrize(
    "case",
    sorted(path for kind in KINDS for path in (CASES / kind).glob("*.case")),
    ids=lambda path: f"{path.parent.name}-{path.stem}",
)
def test_a_provisioner_gives_the_expected_trace(
    case: Path, tmp_path: Path, update_golden: bool
) -> None:
    text, _, expected = case.read_text("utf-8").partition(SEPARATOR)
    lay_out(text, tmp_path)

    found = traces(tmp_path)

    if update_golden:
        case.write_text(f"{text}{SEPARATOR}{found}", "utf-8")
    else:
        assert found == expected
