"""What a person has seen and wants to hear no more of."""

from __future__ import annotations

import fnmatch
from collections.abc import Sequence
from dataclasses import replace

from migrator.plan import LedgerEntry, Warning
from migrator.questions import Answers

STEPS, WARNINGS = "ignore.steps", "ignore.warnings"


def without_ignored_steps(entries: Sequence[LedgerEntry], answers: Answers) -> list[LedgerEntry]:
    """The ledger, in which a step for a person that the answers ignore is left out with a reason.

    A step that became something stays what it became.
    """
    globs = answers.all(STEPS)
    reason = f"{answers.who(STEPS)} says that it is not needed"
    return [
        replace(entry, outcome="dropped", target=None, reason=reason)
        if entry.outcome == "manual" and _matches(" ".join(entry.text.split()), globs)
        else entry
        for entry in entries
    ]


def without_ignored_warnings(warnings: Sequence[Warning], answers: Answers) -> list[Warning]:
    """The warnings whose code the answers do not ignore."""
    globs = answers.all(WARNINGS)
    return [warning for warning in warnings if not _matches(warning.code, globs)]


def _matches(text: str, globs: Sequence[str]) -> bool:
    return any(fnmatch.fnmatchcase(text, glob) for glob in globs)
