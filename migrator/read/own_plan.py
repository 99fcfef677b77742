"""What the plan that was written last says: the project's name, its day, and the answers."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from migrator.read.project import NotReadable, Project

PLAN_PATH = "migration/plan.json"


@dataclass(frozen=True)
class RecordedPlan:
    """The name that a project had, and the day that moving names such as `lts` were read for.

    `answers` were given for its questions, which may be anything that a file can hold;
    `defaults` are ids of the questions that got theirs.
    """

    name: str | None = None
    day: datetime.date | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    defaults: frozenset[str] = frozenset()


def recorded_plan(project: Project) -> RecordedPlan:
    """Read the plan in the repository; nothing where there is none, or where it is not a plan."""
    try:
        plan = json.loads(project.text(PLAN_PATH))
        name, day = plan["project"]["name"], plan["project"]["day"]
        answered = dict(_answered(plan.get("questions", ())))
        return RecordedPlan(
            name if isinstance(name, str) else None,
            datetime.date.fromisoformat(day) if isinstance(day, str) else None,
            {id: answer for id, (answer, by_default) in answered.items() if not by_default},
            frozenset(id for id, (_, by_default) in answered.items() if by_default),
        )
    except (NotReadable, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return RecordedPlan()


def _answered(questions: Any) -> Iterator[tuple[str, tuple[str, bool]]]:
    """Each answered question's id, with the answer and whether that was the default."""
    for question in questions:
        id, answer = question["id"], question["answer"]
        if isinstance(id, str) and isinstance(answer, str):
            yield id, (answer, question.get("by_default") is True)
