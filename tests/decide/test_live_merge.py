"""What files say and what a recorded machine shows become one plan.

Each folder of `tests/golden/live` has a project, the name of a transcript (`guest`, of
`tests/probes/machines`) and the reviewed parts of the plan (`plan.json`).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from migrator.evidence import Unreadable
from migrator.live.sources import UNNAMED, GuestSources
from migrator.pipeline import Request, analyse, decide
from migrator.plan import to_document
from migrator.questions import Answers

TESTS = Path(__file__).parent.parent
CASES = sorted(path for path in (TESTS / "golden" / "live").iterdir() if path.is_dir())
PARTS = ("os_packages", "services", "environment", "conflicts", "drift", "questions", "warnings")

cases = pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)


def request_of(case: Path) -> Request:
    """The case's project with its recorded guest."""
    guest = (case / "guest").read_text("utf-8").strip()
    transcript = TESTS / "probes" / "machines" / f"{guest}.json"
    return Request(case / "project", guests=GuestSources(transcripts={UNNAMED: transcript}))


def document_of(request: Request) -> dict[str, Any]:
    return to_document(decide(analyse(request), Answers()))


def reviewed(document: dict[str, Any]) -> dict[str, Any]:
    """The parts of a plan that a guest has a say in."""
    app = document["app"]
    told = ("node", "start", "port", "globals", "process_manager")
    return {
        "os": document["machines"][0]["os"],
        "app": {key: app[key] for key in told},
        **{part: document[part] for part in PARTS},
    }


@cases
def test_files_and_guest_give_the_reviewed_plan(case: Path, update_golden: bool) -> None:
    golden = case / "plan.json"

    seen = json.dumps(reviewed(document_of(request_of(case))), indent=2) + "\n"

    if update_golden:
        golden.write_text(seen, "utf-8")
    assert seen == golden.read_text("utf-8")


@cases
def test_everything_that_a_guest_showed_is_in_the_evidence_with_its_place(case: Path) -> None:
    situation = analyse(request_of(case))
    shown = {
        (item.origin.place, item.origin.line)
        for item in situation.evidence
        if item.method == "live" and not isinstance(item.observation, Unreadable)
    }

    lines = decide(situation, Answers()).evidence

    assert shown
    assert shown <= {(line.source, line.line) for line in lines if line.method == "live"}


@cases
def test_a_conflict_names_a_source_for_every_candidate(case: Path) -> None:
    for conflict in document_of(request_of(case))["conflicts"]:
        assert len(conflict["sources"]) == len(conflict["candidates"]) >= 2
        assert all(conflict["sources"])
        assert conflict["chosen"] in conflict["candidates"]
        assert conflict["why"]


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.name.startswith("agrees")], ids=lambda path: path.name
)
def test_a_guest_that_agrees_adds_no_conflict_no_question_and_no_warning(case: Path) -> None:
    alone = document_of(Request(case / "project"))

    both = document_of(request_of(case))

    assert both["conflicts"] == alone["conflicts"] == []
    assert both["questions"] == alone["questions"]
    assert {each["code"] for each in both["warnings"]} <= {
        each["code"] for each in alone["warnings"]
    }
    assert {each["standing"] for each in both["drift"]} == {"agree"}


@cases
def test_without_its_guest_a_project_has_no_live_evidence_and_no_drift(case: Path) -> None:
    document = document_of(Request(case / "project"))

    assert document["drift"] == []
    assert all(line["method"] != "live" for line in document["evidence"])


@cases
def test_the_same_guest_gives_the_same_plan_twice(case: Path) -> None:
    assert document_of(request_of(case)) == document_of(request_of(case))


@cases
def test_what_differs_is_a_conflict(case: Path) -> None:
    document = document_of(request_of(case))

    differs = {line["fact"] for line in document["drift"] if line["standing"] == "differ"}

    assert differs <= {conflict["fact"] for conflict in document["conflicts"]}


@cases
def test_an_answer_of_a_person_beats_the_guest(case: Path) -> None:
    answers = Answers({"app.node": "20.11.1", "app.port": "9999", "app.start": "node other.js"})

    document = to_document(decide(analyse(request_of(case)), answers))

    app = document["app"]
    assert (app["node"]["version"], app["port"]) == ("20.11.1", 9999)
    assert app["start"] == ["node", "other.js"]
    for conflict in document["conflicts"]:
        if conflict["fact"] in {"app.port", "app.start"}:
            assert conflict["why"] == "a person decided so"
