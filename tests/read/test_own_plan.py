"""What the plan that was written last says of itself."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from migrator.read.own_plan import RecordedPlan, recorded_plan
from migrator.read.project import Project


def recorded(text: str, root: Path) -> RecordedPlan:
    (root / "migration").mkdir()
    (root / "migration/plan.json").write_text(text, "utf-8")
    return recorded_plan(Project(root))


@pytest.mark.parametrize(
    ("about", "found"),
    [
        (
            {"name": "shop", "day": "2026-11-24"},
            RecordedPlan("shop", datetime.date(2026, 11, 24)),
        ),
        ({"name": "shop", "day": None}, RecordedPlan("shop", None)),
        ({"name": None, "day": "2026-11-24"}, RecordedPlan(None, datetime.date(2026, 11, 24))),
        ({"name": ["shop"], "day": 20261124}, RecordedPlan(None, None)),
    ],
)
def test_the_name_and_the_day_are_kept(
    about: dict[str, object], found: RecordedPlan, tmp_path: Path
) -> None:
    assert recorded(json.dumps({"project": about}), tmp_path) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"project": 7}',
        '{"project": {"name": "shop"}}',
        '{"project": {"name": "shop", "day": "soon"}}',
        "[" * 100_000,
    ],
    ids=["empty", "a list", "broken", "no mapping", "no day", "no date", "too deep"],
)
def test_what_is_no_plan_says_nothing(text: str, tmp_path: Path) -> None:
    assert recorded(text, tmp_path) == RecordedPlan()


def test_without_a_plan_nothing_is_recorded(tmp_path: Path) -> None:
    assert recorded_plan(Project(tmp_path)) == RecordedPlan()


def test_answers_are_told_apart_from_defaults(tmp_path: Path) -> None:
    questions = [
        {"id": "app.node", "answer": "20", "by_default": False},
        {"id": "app.port", "answer": "3000", "by_default": True},
        {"id": "app.start", "answer": None},
        {"id": 7, "answer": "x"},
    ]
    plan = {"project": {"name": "shop", "day": None}, "questions": questions}

    found = recorded(json.dumps(plan), tmp_path)

    assert found == RecordedPlan("shop", None, {"app.node": "20"}, frozenset({"app.port"}))
