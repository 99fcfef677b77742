"""What is compared: one fact of the files beside the same fact of the guest."""

from __future__ import annotations

from dataclasses import dataclass

from migrator.decide.decisions import Decisions
from migrator.evidence import Evidence
from migrator.infer.running import inspected, unreadable
from migrator.plan import Drift, Standing
from migrator.situation import Situation

# The words of `probes.inspect` for what only root may see.
_HIDDEN = "what only root may see"


@dataclass(frozen=True)
class Compared:
    """One fact as the files and as the guest have it, null where one says nothing.

    `written` and `seen` are where, `place` where the files say it without evidence of a
    step; `why` explains what wins where that is not plain.
    """

    fact: str
    standing: Standing
    files: str | None
    guest: str | None
    written: Evidence | None = None
    seen: Evidence | None = None
    why: str = ""
    place: str = ""

    def planned(self) -> Drift:
        """The line of the plan."""
        return Drift(self.fact, self.standing, self.files, self.guest)


@dataclass(frozen=True)
class Sides:
    """What was decided from the files alone, and from everything."""

    files: Decisions
    both: Decisions
    situation: Situation
    machine: str | None

    @property
    def evidence(self) -> list[Evidence]:
        """The evidence about the application's machine."""
        return [item for item in self.situation.evidence if item.machine in {self.machine, None}]

    def readable(self, what: str) -> bool:
        """Whether the machine told of something, so that its silence means something."""
        if self.machine not in inspected(self.situation.evidence):
            return False
        missing = unreadable(self.situation.evidence, self.machine or "")
        return not any(what in each or each == _HIDDEN for each in missing)
