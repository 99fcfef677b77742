"""What the samples become, byte for byte; refreshed by `make golden` and reviewed like code."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from migrator.pipeline import Request, analyse, decide
from migrator.plan import Plan, to_document
from migrator.questions import Answers
from migrator.render import render
from migrator.schema import schema_text

ROOT = Path(__file__).parent.parent
SAMPLES = sorted(path for path in (ROOT / "sample_vagrantfiles").iterdir() if path.is_dir())
GOLDEN = Path(__file__).parent / "golden"


def plan_of(sample: Path) -> Plan:
    """The plan that a sample gets when nobody answers anything."""
    return decide(analyse(Request(root=sample)), Answers())


def files_of(sample: Path) -> dict[str, str]:
    """Every generated file of a sample by its path."""
    return {file.path: file.text for file in render(plan_of(sample))}


def stored(folder: Path) -> dict[str, str]:
    """The golden files of a sample by their paths."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def store(folder: Path, files: dict[str, str]) -> None:
    """Replace the golden files of a sample."""
    for name in set(stored(folder)) - set(files):
        (folder / name).unlink()
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_sample_becomes_its_golden_files(sample: Path, update_golden: bool) -> None:
    files = files_of(sample)

    if update_golden:
        store(GOLDEN / sample.name, files)
    assert files == stored(GOLDEN / sample.name)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_samples_plan_fits_the_schema(sample: Path) -> None:
    document = json.loads(json.dumps(to_document(plan_of(sample))))

    jsonschema.validate(document, json.loads(schema_text("plan")))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_sample_needs_no_person(sample: Path) -> None:
    plan = plan_of(sample)

    assert plan.status == "ready"
    assert [entry.text for entry in plan.ledger if entry.outcome == "manual"] == []


def test_two_runs_give_the_same_bytes() -> None:
    sample = SAMPLES[0]

    assert files_of(sample) == files_of(sample)
