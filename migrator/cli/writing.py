"""Commands that write container files."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import click

from migrator.cli.console import err, out, say, status_code
from migrator.cli.options import read_request, reading_options
from migrator.errors import ExitCode
from migrator.pipeline import analyse, decide
from migrator.plan import Plan, open_questions
from migrator.questions import Answers
from migrator.render import render
from migrator.report.terminal import terminal_overview
from migrator.visible import visible_lines
from migrator.write import Written, difference, write


@click.command(short_help="Go through a migration step by step.")
@reading_options
@click.option("--output", type=click.Path(path_type=Path), help="Write here instead of into PATH.")
@click.option("--force", is_flag=True, help="Overwrite files that a person wrote or changed.")
def wizard(output: Path | None, force: bool, **reading: Any) -> int:
    """Go through a migration step by step: findings, questions, preview, write."""
    request, answers = read_request(**reading)
    # Prompts cost more to import than a repository to read.
    from migrator.ask.terminal import TerminalAsker
    from migrator.wizard import converse

    asker = TerminalAsker()
    analysis = analyse(request)
    make_plan = functools.partial(decide, analysis)
    return converse(make_plan, asker, answers, output or request.root, force, out)


@click.command(short_help="Write the container files and the report.")
@reading_options
@click.option("--output", type=click.Path(path_type=Path), help="Write here instead of into PATH.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--force", is_flag=True, help="Overwrite files that a person wrote or changed.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def generate(output: Path | None, dry_run: bool, force: bool, form: str, **reading: Any) -> int:
    """Write the Dockerfile, the compose file and the migration report."""
    request, answers = read_request(**reading)
    plan = decide(analyse(request), answers)
    files = render(plan)
    destination = output or request.root
    if dry_run:
        click.echo(visible_lines(difference(files, destination)), nl=False)
        return status_code(plan)
    written = write(files, destination, force=force)
    if form == "json":
        click.echo(json.dumps(_outcome(plan, written), indent=2, ensure_ascii=False))
    else:
        terminal_overview(plan, out)
        _say_written(written)
    return ExitCode.NEEDS_PERSON if written.kept else status_code(plan)


def _outcome(plan: Plan, written: Written) -> dict[str, Any]:
    return {
        "status": plan.status,
        "readiness": plan.readiness,
        "written": list(written.written),
        "unchanged": list(written.unchanged),
        "kept": list(written.kept),
        "open_questions": [question.id for question in open_questions(plan)],
    }


def _say_written(written: Written) -> None:
    for path in written.written:
        say(f"wrote {path}")
    for path in written.kept:
        text = f"kept {path}, which a person wrote or changed; see {path}.migrator-new"
        say(text, style="yellow")


@click.command(short_help="Migrate every repository below a folder.")
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="For the results.")
@click.option("--jobs", type=click.IntRange(1, 64), default=None, help="Processes; one per core.")
@click.option("--defaults", is_flag=True, help="Answer every open question by its default.")
def batch(directory: Path, out: Path, jobs: int | None, defaults: bool) -> int:
    """Migrate every repository below DIRECTORY into OUT, with an index."""
    from migrator.batch.run import run_batch

    return run_batch(directory, out, jobs, Answers(take_defaults=defaults), err)
