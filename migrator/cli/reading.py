"""Commands that look and write nothing into the repository."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import click

from migrator.cli.console import out, say, status_code
from migrator.cli.options import guests, read_request, reading_options, with_guests
from migrator.container_names import COMPOSE, OVERRIDE
from migrator.errors import ExitCode, MigrationError
from migrator.pipeline import analyse, as_recorded, decide, decide_as_recorded
from migrator.read.project import NotReadable, Project
from migrator.render import RenderedFile, plan_json, render
from migrator.report.machines import machine_table
from migrator.report.markdown import markdown_report
from migrator.report.page import html_report
from migrator.report.terminal import terminal_summary
from migrator.schema import SCHEMAS, schema_text
from migrator.verify import verify as verify_files
from migrator.visible import visible_lines
from migrator.write import difference, recorded_files, replace_file


@click.command(short_help="Show what was found, and where.")
@reading_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="For a person, or the whole plan as JSON.",
)
@click.option("--machines", is_flag=True, help="Only the machines, as Vagrant would see them.")
def inspect(form: str, machines: bool, **reading: Any) -> int:
    """Show what was found, with the source line of every fact. Writes nothing."""
    request, answers = read_request(**reading)
    plan = decide(analyse(request), answers)
    if form == "json":
        click.echo(plan_json(plan), nl=False)
    elif machines:
        machine_table(plan, out)
    else:
        terminal_summary(plan, out)
    return status_code(plan)


@click.command(short_help="Print the report for a reviewer.")
@reading_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "html"]),
    default="markdown",
    help="As Markdown, or as a page of its own.",
)
def report(form: str, **reading: Any) -> int:
    """Print the migration report for a reviewer."""
    request, answers = read_request(**reading)
    plan = decide(analyse(request), answers)
    click.echo(html_report(plan) if form == "html" else markdown_report(plan), nl=False)
    return status_code(plan)


@click.command(short_help="Exit with 1 when the files are out of date.")
@reading_options
def check(**reading: Any) -> int:
    """Exit with 1 when the files in PATH no longer follow from the repository.

    Shows what is different as a unified diff; for use in CI and as a pre-commit hook.
    """
    request, answers = read_request(**reading)
    plan = decide_as_recorded(analyse(as_recorded(request)), answers, request.root)
    files = render(plan)
    changes = difference(files, request.root)
    click.echo(visible_lines(changes), nl=False)
    if changes:
        stale = ", ".join(file.path for file in files if difference([file], request.root))
        defaults = any(each.by_default and not each.optional for each in plan.questions)
        command = "migrator generate --defaults" if defaults else "migrator generate"
        say(f"Not what the repository gives now: {stale}. Run `{command}`.")
    return ExitCode.NEEDS_PERSON if changes else ExitCode.DONE


@click.command(short_help="Check the written files without Docker.")
@reading_options
def verify(**reading: Any) -> int:
    """Check the container files in PATH: images that exist, a sound release, no secrets."""
    request, answers = read_request(**reading)
    expected = {file.path for file in render(decide(analyse(request), answers))}
    found = list(_written_files(request.root, expected))
    if not any(file.path == "Dockerfile" for file in found):
        raise MigrationError(
            "There is no Dockerfile to verify.", next="Run `migrator generate` first."
        )
    failed = False
    for result in verify_files(found):
        click.echo(visible_lines(f"{result.outcome}: {result.name}"))
        for problem in result.problems:
            click.echo(visible_lines(f"  {problem}"))
        failed = failed or result.outcome == "failed"
    return ExitCode.NEEDS_PERSON if failed else ExitCode.DONE


def _written_files(root: Path, expected: Collection[str]) -> Iterator[RenderedFile]:
    """What is there of the files that would be written, that were, and that Docker looks for.

    A question that is open again does not make files vanish that are there.
    """
    project = Project(root)
    for path in sorted({*expected, *recorded_files(root), "Dockerfile", COMPOSE, OVERRIDE}):
        if project.is_file(path):
            with contextlib.suppress(NotReadable):
                yield RenderedFile(path, project.text(path))


@click.command(short_help="Record what running machines answer.")
@click.argument("path", type=click.Path(path_type=Path), default=Path())
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The file to write.")
@click.option("--machine", "machines", metavar="NAME", multiple=True, help="Only this machine.")
@with_guests
@click.option("--force", is_flag=True, help="Overwrite a file that is there already.")
def snapshot(
    path: Path,
    out: Path,
    machines: tuple[str, ...],
    ssh: tuple[str, ...],
    ssh_config: Path | None,
    force: bool,
) -> int:
    """Record what the running machines of PATH answer, for `--transcript` later.

    Secrets are masked. Each of several machines gets a file of its own, NAME.MACHINE.json.
    """
    from migrator.live.snapshot import places, take_snapshots

    written = places(out, take_snapshots(path, machines, guests(ssh, ssh_config)))
    for file, _ in written:
        if file.exists() and not force:
            raise MigrationError(
                f"{file} is there already.", next="Name another file, or overwrite it with --force."
            )
    for file, taken in written:
        replace_file(file, taken.transcript)
        say(f"wrote {file}")
        for missing in taken.unreadable:
            say(f"  not read: {missing}", style="yellow")
    return ExitCode.NEEDS_PERSON if any(each.unreadable for _, each in written) else ExitCode.DONE


@click.command(short_help="Print the JSON Schema of a document.")
@click.argument("name", type=click.Choice(sorted(SCHEMAS)))
def schema(name: str) -> int:
    """Print a JSON Schema: of migrator.yaml (answers) or of the plan document (plan)."""
    click.echo(schema_text(name), nl=False)
    return ExitCode.DONE
