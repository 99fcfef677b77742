"""Real Vagrant is asked again about every case and sample; the stored answers have to hold.

`pytest -m lab tests/lab/test_vagrant_oracle.py --update-golden` stores them anew.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.lab.conftest import REQUIRED
from tests.read.vagrantfile.cases import Case, all_cases

pytestmark = pytest.mark.lab

ORACLE = Path(__file__).with_name("vagrant_oracle.rb")


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Vagrant says of every case now, by the case's name."""
    if shutil.which("vagrant") is None or shutil.which("ruby") is None:
        reason = "Vagrant is not installed here: run `make lab` first"
        pytest.fail(reason) if REQUIRED else pytest.skip(reason)
    return ask(all_cases(), tmp_path_factory.mktemp("vagrant"))


def ask(cases: list[Case], home: Path) -> dict[str, Any]:
    """Run the oracle over the cases' folders, with a home folder of its own."""
    environment = {**os.environ, "HOME": str(home), "VAGRANT_HOME": str(home)}
    result = subprocess.run(
        ["ruby", str(ORACLE), *(str(case.folder) for case in cases)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    return {case.name: line["answer"] for case, line in zip(cases, lines, strict=True)}


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.name)
def test_the_stored_answer_is_still_vagrants(
    case: Case, answers: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    answer = answers[case.name]

    assert "error" not in answer, answer
    if request.config.getoption("--update-golden"):
        case.stored.parent.mkdir(exist_ok=True)
        case.stored.write_text(json.dumps(answer, indent=1, ensure_ascii=False) + "\n", "utf-8")
    assert answer == case.answer
