"""The guided conversation: findings, questions, preview, write."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.syntax import Syntax

from migrator.ask.answers_file import ANSWERS_FILE, parse_answers, read_answers_text
from migrator.ask.asker import Asker
from migrator.ask.saving import with_saved
from migrator.container_names import COMPOSE
from migrator.errors import ExitCode
from migrator.plan import Plan, Question, open_questions
from migrator.questions import NODE, NODE_POLICY, Answers
from migrator.render import PLAN_PATH, RenderedFile, render
from migrator.report.outcome import cautions, news
from migrator.report.terminal import terminal_overview
from migrator.visible import visible, visible_lines
from migrator.write import Written, difference, replace_file, write

PlanMaker = Callable[[Answers], Plan]


def settle(
    make_plan: PlanMaker, asker: Asker, answers: Answers, console: Console
) -> tuple[Plan, Answers]:
    """Ask every open question once, and make the plan anew after each answer.

    An answer may close other questions or open new ones, so the next one is
    looked for in the new plan. The answers are those that the plan was made with.
    """
    asked: set[str] = set()
    plan = make_plan(answers)
    while True:
        question = next(_to_ask(plan, answers, asked), None)
        if question is None:
            return plan, answers
        asked.add(question.id)
        console.print()
        console.print(visible(question.why), markup=False, highlight=False, style="dim")
        answer = asker.answer(question)
        if answer is not None:
            answers = answers.with_answer(question.id, answer)
            plan = make_plan(answers)


def _to_ask(plan: Plan, answers: Answers, asked: Collection[str]) -> Iterator[Question]:
    """The open questions, and those that only a default has answered."""
    for question in plan.questions:
        by_default = question.optional and answers.get(question.id) is None
        if (question.answer is None or by_default) and question.id not in asked:
            yield question


def converse(
    make_plan: PlanMaker,
    asker: Asker,
    answers: Answers,
    destination: Path,
    force: bool,
    console: Console,
    answers_file: Path | None = None,
) -> int:
    """Hold the whole conversation; the exit code says how it ended.

    `answers_file` is where what a person answered may be kept for the next time.
    """
    terminal_overview(make_plan(answers), console)
    plan, answers = settle(make_plan, asker, answers, console)
    if plan.status == "failed":
        return ExitCode.BAD_INPUT
    if plan.status == "not-node":
        return ExitCode.NEEDS_PERSON
    kept = _offer_to_keep(answers, answers_file, asker, console)
    if kept is not None:
        plan = make_plan(kept.answers)
    files = render(plan)
    if not _preview(files, difference(_shown(files), destination, force=force), asker, console):
        console.print("Nothing was written.")
        return ExitCode.NEEDS_PERSON
    if kept is not None:
        replace_file(kept.path, kept.text)
        console.print(f"  wrote {kept.path.name}", markup=False, highlight=False)
    written = write(files, destination, force=force)
    _say_written(written, console)
    _say_next(plan, files, console, as_they_are=not written.kept)
    return ExitCode.NEEDS_PERSON if written.kept or open_questions(plan) else ExitCode.DONE


@dataclass(frozen=True)
class _Kept:
    """The answers file as it will be written, and the answers with their places in it."""

    path: Path
    text: str
    answers: Answers


def _offer_to_keep(
    answers: Answers, path: Path | None, asker: Asker, console: Console
) -> _Kept | None:
    """Offer to keep what the person answered; None when there is nothing new, or they do not."""
    text = read_answers_text(path) if path is not None and path.exists() else ""
    known = parse_answers(text, ANSWERS_FILE)
    new = {id: answer for id, answer in answers.by_a_person().items() if known.get(id) != answer}
    if known.get(NODE) is not None:
        # Beside a release a policy would say nothing.
        new.pop(NODE_POLICY, None)
    if path is None or not new:
        return None
    saved = with_saved(text, new)
    console.print()
    for id, answer in new.items():
        console.print(f"  {visible(id)}: {visible(answer)}", markup=False, highlight=False)
    if saved is None:
        console.print(f"{path.name} has a form that these lines do not fit into; add them by hand.")
        return None
    if not asker.agree(f"Keep these answers in {path.name}, for every later run?", default=True):
        return None
    places = parse_answers(saved, ANSWERS_FILE).places
    at_home = {**answers.places, **{id: places[id] for id in new}}
    return _Kept(path, saved, replace(answers, places=at_home))


def _shown(files: Sequence[RenderedFile]) -> list[RenderedFile]:
    """All but the plan document, which is long and made for programs; the report says it all."""
    return [file for file in files if file.path != PLAN_PATH]


def _preview(files: Sequence[RenderedFile], changes: str, asker: Asker, console: Console) -> bool:
    if not changes:
        console.print("Every file is already as it would be written.")
        return True
    names = ", ".join(file.path for file in files)
    console.print(f"\nThese files would be written: {names}", markup=False, highlight=False)
    while True:
        picked = asker.choose("Write them?", ["write", "show the changes", "leave without writing"])
        if picked != "show the changes":
            return picked == "write"
        # What less needs to show colours, and to leave at once what fits on a screen.
        os.environ.setdefault("LESS", "FRX")
        with console.pager(styles=True):
            text = visible_lines(changes)
            console.print(Syntax(text, "diff", background_color="default", word_wrap=True))


def _say_written(written: Written, console: Console) -> None:
    for line in news(written):
        console.print(f"  {line}", markup=False, highlight=False)
    for line in cautions(written):
        console.print(f"  {line}", style="yellow", markup=False, highlight=False)


def _say_next(
    plan: Plan, files: Sequence[RenderedFile], console: Console, *, as_they_are: bool
) -> None:
    """What to do now; without a compose file there is nothing to run yet."""
    then, command = "and decide about the files that were kept.", None
    if as_they_are and any(file.path == COMPOSE for file in files):
        then, command = "then", "docker compose up --build"
    elif as_they_are:
        then, command = "answer what is still open, and write the container files with", "migrator"
    console.print(f"\nNext: read migration/report.md, {then}")
    if command:
        console.print(f"  {command}", markup=False, highlight=False)
    for question in open_questions(plan):
        text = f"Still open: {visible(question.text)} ({question.id})"
        console.print(text, style="yellow", markup=False, highlight=False)
