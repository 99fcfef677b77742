"""The sections of the report, each made from one part of the plan; empty parts have none."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable

from migrator.plan import Conflict, EvidenceLine, LedgerEntry, Plan, Question, open_questions
from migrator.report.comparison import comparison
from migrator.report.document import Block, Code, Document, Items, Line, Paragraph, Section, Table
from migrator.report.kept import ready_but_kept
from migrator.report.moving import moving
from migrator.report.running import running

_STATUS = {
    "ready": "Ready: the files can be built as they are.",
    "needs-decisions": "Needs decisions: answer the open questions below, in the wizard, in "
    "migrator.yaml, or with --defaults. Without a Node version no container file is written.",
    "manual": "Manual work: parts of the machine could not be translated.",
    "not-node": "Not a Node.js application, so no container files were written.",
    "failed": "Failed: the repository could not be read.",
}
_STEP_LENGTH = 240
_OUTCOMES = {
    "image": "in the image",
    "app": "how the application runs",
    "service": "a service of its own",
    "compose": "in compose.yaml",
    "environment": "environment",
    "dropped": "left out",
    "manual": "for a person",
}


def report(plan: Plan) -> Document:
    """The whole report, for a reviewer who approves the migration."""
    decided = (summary, comparison, moving, questions, decisions, ledger, conflicts, drift)
    parts = (*decided, warnings, running)
    return Document(f"Migration of {plan.project.name}", _sections(plan, parts))


def findings(plan: Plan) -> Document:
    """What was found and decided, without the advice: for the terminal."""
    decided = (summary, comparison, moving, decisions, ledger, conflicts, drift)
    parts = (*decided, warnings, questions)
    return Document(plan.project.name, _sections(plan, parts))


def overview(plan: Plan, kept: Collection[str] = ()) -> Document:
    """The outcome and what needs a person, without the long tables: for the wizard.

    `kept` are the files of a person that a run met where it had to write.
    """
    first = functools.partial(summary, kept=kept)
    parts = (first, comparison, for_a_person, conflicts, drift, warnings)
    return Document(plan.project.name, _sections(plan, parts))


def _sections(plan: Plan, parts: Iterable[Callable[[Plan], Section | None]]) -> tuple[Section, ...]:
    made = (part(plan) for part in parts)
    return tuple(section for section in made if section is not None)


def summary(plan: Plan, kept: Collection[str] = ()) -> Section:
    """Status and readiness with their reasons."""
    lacking = ", not 100 because of:" if plan.readiness_reasons else "."
    blocks: list[Block] = [
        Paragraph(ready_but_kept(plan, kept) or (_STATUS[plan.status],)),
        Paragraph((f"Readiness: {round(plan.readiness * 100)} %{lacking}",)),
    ]
    if plan.readiness_reasons:
        blocks.append(Items(tuple((reason,) for reason in plan.readiness_reasons)))
    return Section("Summary", tuple(blocks))


def decisions(plan: Plan) -> Section | None:
    """Every fact with where it comes from."""
    if not plan.evidence:
        return None
    rows = tuple(
        (
            (Code(line.fact),),
            (Code(shown(line.value)),),
            (Code(place(line)),),
            (Code(line.text),),
            (f"{line.method}, {line.confidence}",),
        )
        for line in plan.evidence
    )
    head = ("Fact", "Value", "Where", "What stands there", "How sure")
    return Section("Decisions and their evidence", (Table(head, rows),))


def ledger(plan: Plan) -> Section | None:
    """Every provisioning step in order, and what became of it."""
    if not plan.ledger:
        return None
    rows = tuple(
        (
            (Code(_lines(entry)),),
            (Code(_shortened(entry.text)),),
            (_OUTCOMES[entry.outcome],),
            (Code(entry.target),) if entry.target else (),
            (entry.reason,),
        )
        for entry in plan.ledger
    )
    head = ("Where", "Provisioning step", "Becomes", "There", "Why")
    return Section(
        "Provisioning, step by step", (Paragraph((_shares(plan.ledger),)), Table(head, rows))
    )


def for_a_person(plan: Plan) -> Section | None:
    """How much of provisioning was taken over, and the steps that a person has to look at."""
    if not plan.ledger:
        return None
    blocks: list[Block] = [Paragraph((_shares(plan.ledger),))]
    left = tuple(
        (Code(_lines(entry)), " ", Code(_shortened(entry.text)), f": {entry.reason}")
        for entry in plan.ledger
        if entry.outcome == "manual"
    )
    if left:
        blocks.append(Items(left))
    return Section("Provisioning", tuple(blocks))


def _lines(entry: LedgerEntry) -> str:
    """`provision.sh:12`, or `provision.sh:12-14` for a step of several lines."""
    first = f"{entry.source}:{entry.line}"
    return first if entry.end_line <= entry.line else f"{first}-{entry.end_line}"


def _shortened(text: str) -> str:
    """A step on one line; the plan document has the whole of a long one."""
    line = " ".join(text.split())
    return line if len(line) <= _STEP_LENGTH else f"{line[: _STEP_LENGTH - 1]}…"


def _shares(entries: list[LedgerEntry]) -> str:
    """How many steps were taken over, left out and left to a person, in per cent."""
    total = len(entries)
    dropped = sum(entry.outcome == "dropped" for entry in entries)
    manual = sum(entry.outcome == "manual" for entry in entries)
    taken = total - dropped - manual
    parts = [("taken over", taken), ("left out with a reason", dropped), ("for a person", manual)]
    shares = ", ".join(f"{count} {what} ({count * 100 / total:.0f} %)" for what, count in parts)
    return f"{total} step{'' if total == 1 else 's'}: {shares}."


def conflicts(plan: Plan) -> Section | None:
    """Where two sources disagree, and which one won."""
    if not plan.conflicts:
        return None
    rows = tuple(
        (
            (Code(one.fact),),
            _candidates(one),
            (Code(one.chosen),) if one.chosen is not None else ("nothing yet",),
            (one.why,),
        )
        for one in plan.conflicts
    )
    return Section(
        "Where sources disagree", (Table(("Fact", "Candidates", "Chosen", "Why"), rows),)
    )


def _candidates(conflict: Conflict) -> Line:
    """Each value with where it comes from."""
    if not conflict.sources:
        return _codes(conflict.candidates)
    line: list[str | Code] = []
    for value, source in zip(conflict.candidates, conflict.sources, strict=True):
        line += [", "] if line else []
        line += [Code(value), " (", Code(source), ")"] if source else [Code(value)]
    return tuple(line)


_STANDINGS = {
    "agree": "agree",
    "differ": "differ",
    "files-only": "only the files",
    "guest-only": "only the machine",
}


def drift(plan: Plan) -> Section | None:
    """What the files say beside what the running machine has, when one was looked into."""
    if not plan.drift:
        return None
    rows = tuple(
        (
            (Code(one.fact),),
            (Code(one.files),) if one.files is not None else (),
            (Code(one.guest),) if one.guest is not None else (),
            (_STANDINGS[one.standing],),
        )
        for one in plan.drift
    )
    return Section(
        "Files and running machine", (Table(("Fact", "Files", "Machine", "They"), rows),)
    )


def questions(plan: Plan) -> Section | None:
    """Open questions first to last, then those that were answered."""
    still_open = open_questions(plan)
    answered = [one for one in plan.questions if one.answer is not None]
    blocks: list[Block] = []
    if still_open:
        blocks.append(Items(tuple(_open_question(one) for one in still_open)))
    if answered:
        rows = tuple(((one.text,), (Code(one.answer or ""),), (one.why,)) for one in answered)
        blocks.append(Table(("Answered question", "Answer", "Why it was asked"), rows))
    return Section("Questions", tuple(blocks)) if blocks else None


def _open_question(question: Question) -> Line:
    choices: Line = (" One of ", *_codes(question.choices), ".") if question.choices else ()
    default: Line = (" Suggested: ", Code(question.default), ".") if question.default else ()
    return (f"{question.text} {question.why} (", Code(question.id), ")", *choices, *default)


def warnings(plan: Plan) -> Section | None:
    """What a reviewer should know."""
    if not plan.warnings:
        return None
    lines = []
    for one in plan.warnings:
        where = one.source if one.line is None else f"{one.source}:{one.line}"
        at: Line = (" (", Code(where or ""), ")") if one.source else ()
        lines.append((one.message, *at))
    return Section("Warnings", (Items(tuple(lines)),))


def place(line: EvidenceLine) -> str:
    """`provision.sh:12`, or the source alone where there is no line."""
    return line.source if line.line is None else f"{line.source}:{line.line}"


def shown(value: object) -> str:
    """A fact's value in words; a command as it would be typed."""
    if isinstance(value, (list, tuple)):
        return " ".join(str(part) for part in value)
    return "" if value is None else str(value)


def _codes(texts: Iterable[str]) -> Line:
    line: list[str | Code] = []
    for text in texts:
        line += [", ", Code(text)] if line else [Code(text)]
    return tuple(line)
