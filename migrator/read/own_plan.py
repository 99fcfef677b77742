"""What the plan that was written last says of itself: the project's name, and its day."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass

from migrator.read.project import NotReadable, Project

PLAN_PATH = "migration/plan.json"


@dataclass(frozen=True)
class RecordedPlan:
    """The name that a project had, and the day that moving names such as `lts` were read for."""

    name: str | None = None
    day: datetime.date | None = None


def recorded_plan(project: Project) -> RecordedPlan:
    """Read the plan in the repository; nothing where there is none, or where it is not a plan."""
    try:
        about = json.loads(project.text(PLAN_PATH))["project"]
        name, day = about["name"], about["day"]
        return RecordedPlan(
            name if isinstance(name, str) else None,
            datetime.date.fromisoformat(day) if isinstance(day, str) else None,
        )
    except (NotReadable, ValueError, KeyError, TypeError, RecursionError):
        return RecordedPlan()
