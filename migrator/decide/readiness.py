"""How ready a migration is: a status, a score and the reasons for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from migrator.machine import Doubt
from migrator.plan import App, LedgerEntry, Question, Status, Warning

# What an open question or a line nobody understood costs; a score of 1 needs nobody.
_QUESTION = 0.15
_LEDGER = 0.5
_WARNING = 0.02
_NO_APPLICATION = "No Node.js application was found in the repository"


class Readiness(NamedTuple):
    """The plan's status, score (0 to 1) and reasons."""

    status: Status
    score: float
    reasons: list[str]


def readiness(
    app: App | None,
    questions: Sequence[Question],
    ledger: Sequence[LedgerEntry],
    warnings: Sequence[Warning],
    not_node: str | None = None,
    broken: Doubt | None = None,
) -> Readiness:
    """Judge what is left to do; the reasons say what each deduction is for.

    `not_node` says what the repository is instead of a Node application, when it is known.
    `broken` is where the Vagrantfile is not Ruby: what it does not show may well be there.
    """
    if app is None and not_node is None and broken is not None:
        reason = f"{broken.what}: {broken.why}, and in what could be read nothing is of Node.js."
        return Readiness("failed", 0.0, [reason])
    if app is None:
        why = f": {not_node}" if not_node else ""
        return Readiness("not-node", 0.0, [f"{_NO_APPLICATION}{why}."])
    reasons: list[str] = []
    score = 1.0
    still_open = [question for question in questions if question.answer is None]
    if still_open:
        score -= _QUESTION * len(still_open)
        names = ", ".join(question.id for question in still_open)
        reasons.append(f"{_count(len(still_open), 'question')} open: {names}")
    manual = sum(entry.outcome == "manual" for entry in ledger)
    if manual:
        score -= _LEDGER * manual / len(ledger)
        reasons.append(f"{manual} of {len(ledger)} provisioning steps need a person")
    if warnings:
        score -= min(0.2, _WARNING * len(warnings))
        reasons.append(_count(len(warnings), "warning"))
    status: Status = "needs-decisions" if still_open else "ready"
    if app.image is None:
        status = "needs-decisions" if still_open else "manual"
    return Readiness(status, round(max(0.0, score), 2), reasons or ["Nothing is left to decide."])


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
