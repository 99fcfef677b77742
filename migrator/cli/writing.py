"""Commands that write container files."""

from __future__ import annotations

import functools
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from migrator.ask.answers_file import ANSWERS_FILE
from migrator.cli.answering import given_answers, with_answers
from migrator.cli.console import err, out, say, status_code
from migrator.cli.options import read_request, reading_options
from migrator.errors import ExitCode
from migrator.pipeline import Request, analyse, decide
from migrator.plan import Plan, open_questions
from migrator.questions import Answers
from migrator.render import render
from migrator.report.outcome import cautions, news
from migrator.report.terminal import terminal_overview
from migrator.visible import visible_lines
from migrator.write import Written, difference, write

_output = click.option(
    "--output",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Write here instead of into PATH.",
)
_force = click.option(
    "--force",
    is_flag=True,
    help="Replace files that a person wrote or changed; a person's own is kept as "
    "NAME.before-migrator.",
)


@click.command(short_help="Go through a migration step by step.")
@reading_options
@_output
@_force
def wizard(output: Path | None, force: bool, **reading: Any) -> int:
    """Go through a migration step by step: findings, questions, preview, write.

    What you answer can be kept in PATH's migrator.yaml, which every later run reads.
    """
    request, answers = read_request(**reading)
    # Prompts cost more to import than a repository to read.
    from migrator.ask.terminal import TerminalAsker
    from migrator.wizard import converse

    asker = TerminalAsker()
    if force:
        request = _as_replaced(request, replace(answers, take_defaults=True), output)
    analysis = analyse(request)
    make_plan = functools.partial(decide, analysis)
    answers_file = request.root / ANSWERS_FILE
    return converse(make_plan, asker, answers, output or request.root, force, out, answers_file)


@click.command(short_help="Write the container files and the report.")
@reading_options
@_output
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@_force
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How to say what was done: the overview, or JSON with the written files.",
)
def generate(output: Path | None, dry_run: bool, force: bool, form: str, **reading: Any) -> int:
    """Write the Dockerfile, the compose file and the migration report.

    PATH is the repository, the current directory if none is given. Questions that no
    answer settles stay open in migration/report.md, and the exit code is 1. A file that
    a person wrote or changed is kept; the new one, and a compose file that would take the
    place of a person's, stands beside it as NAME.migrator-new.
    """
    request, answers = read_request(**reading)
    if force:
        request = _as_replaced(request, answers, output)
    plan = decide(analyse(request), answers)
    files = render(plan)
    destination = output or request.root
    if dry_run:
        click.echo(visible_lines(difference(files, destination, force=force)), nl=False)
        return status_code(plan)
    written = write(files, destination, force=force)
    if form == "json":
        click.echo(json.dumps(_outcome(plan, written), indent=2, ensure_ascii=False))
    else:
        terminal_overview(plan, out, written.kept)
        _say_written(written)
    return ExitCode.NEEDS_PERSON if written.kept else status_code(plan)


def _outcome(plan: Plan, written: Written) -> dict[str, Any]:
    return {
        "status": plan.status,
        "readiness": plan.readiness,
        "written": list(written.written),
        "unchanged": list(written.unchanged),
        "kept": list(written.kept),
        "beside": list(written.beside),
        "moved": list(written.moved),
        "overtaken": list(written.overtaken),
        "open_questions": [question.id for question in open_questions(plan)],
    }


def _say_written(written: Written) -> None:
    for line in news(written):
        say(line)
    for line in cautions(written):
        say(line, style="yellow")


def _as_replaced(request: Request, answers: Answers, output: Path | None) -> Request:
    """The request of a run that replaces the container files which a person wrote here.

    They are evidence: the plan names them as they will be kept.
    """
    if output is not None and output.resolve() != request.root.resolve():
        return request
    paths = frozenset(file.path for file in render(decide(analyse(request), answers)))
    return replace(request, replacing=paths)


@click.command(short_help="Migrate every repository below a folder.")
@click.argument("directory", type=click.Path(path_type=Path))
@click.option(
    "--out",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path),
    help="The folder for the results: one for each repository, index.md and index.json.",
)
@click.option(
    "--jobs",
    metavar="NUMBER",
    type=click.IntRange(1, 64),
    default=None,
    help="How many at a time, 1 to 64; one a core if not given.",
)
@with_answers
def batch(directory: Path, out: Path, jobs: int | None, **answering: Any) -> int:
    """Migrate every repository below DIRECTORY into OUT, with an index.

    Each repository's own migrator.yaml counts where the options say nothing.
    """
    from migrator.batch.run import run_batch

    return run_batch(directory, out, jobs, given_answers(**answering), err)
