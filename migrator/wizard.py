"""The guided conversation: findings, questions, preview, write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.syntax import Syntax

from migrator.ask.asker import Asker
from migrator.errors import ExitCode
from migrator.plan import Plan, open_questions
from migrator.questions import Answers
from migrator.render import PLAN_PATH, RenderedFile, render
from migrator.report.terminal import terminal_overview
from migrator.visible import visible, visible_lines
from migrator.write import Written, difference, write

PlanMaker = Callable[[Answers], Plan]


def settle(make_plan: PlanMaker, asker: Asker, answers: Answers, console: Console) -> Plan:
    """Ask every open question once, and make the plan anew after each answer.

    An answer may close other questions or open new ones, so the next one is
    looked for in the new plan.
    """
    asked: set[str] = set()
    plan = make_plan(answers)
    while True:
        question = next((q for q in open_questions(plan) if q.id not in asked), None)
        if question is None:
            return plan
        asked.add(question.id)
        console.print()
        console.print(visible(question.why), markup=False, highlight=False, style="dim")
        answer = asker.answer(question)
        if answer is not None:
            answers = answers.with_answer(question.id, answer)
            plan = make_plan(answers)


def converse(
    make_plan: PlanMaker,
    asker: Asker,
    answers: Answers,
    destination: Path,
    force: bool,
    console: Console,
) -> int:
    """Hold the whole conversation; the exit code says how it ended."""
    terminal_overview(make_plan(answers), console)
    plan = settle(make_plan, asker, answers, console)
    if plan.status == "not-node":
        return ExitCode.NEEDS_PERSON
    files = render(plan)
    if not _preview(files, destination, asker, console):
        console.print("Nothing was written.")
        return ExitCode.NEEDS_PERSON
    written = write(files, destination, force=force)
    _say_written(written, console)
    _say_next(plan, console)
    return ExitCode.NEEDS_PERSON if written.kept or open_questions(plan) else ExitCode.DONE


def _preview(
    files: Sequence[RenderedFile], destination: Path, asker: Asker, console: Console
) -> bool:
    # The plan document is long and made for programs; the report says what it holds.
    shown = [file for file in files if file.path != PLAN_PATH]
    changes = difference(shown, destination)
    if not changes:
        console.print("Every file is already as it would be written.")
        return True
    names = ", ".join(file.path for file in files)
    console.print(f"\nThese files would be written: {names}", markup=False, highlight=False)
    while True:
        picked = asker.choose("Write them?", ["write", "show the changes", "leave without writing"])
        if picked != "show the changes":
            return picked == "write"
        console.print(Syntax(visible_lines(changes), "diff", background_color="default"))


def _say_written(written: Written, console: Console) -> None:
    for path in written.written:
        console.print(f"  wrote {path}", markup=False, highlight=False)
    for path in written.kept:
        text = f"  kept {path}, which a person wrote or changed; see {path}.migrator-new"
        console.print(text, style="yellow", markup=False, highlight=False)


def _say_next(plan: Plan, console: Console) -> None:
    console.print("\nNext: read migration/report.md, then")
    console.print("  docker compose up --build", markup=False, highlight=False)
    for question in open_questions(plan):
        text = f"Still open: {visible(question.text)} ({question.id})"
        console.print(text, style="yellow", markup=False, highlight=False)
