"""Arguments in, exit code out: the `migrator` command."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console

from migrator import __version__
from migrator.ask.answers_file import read_answers
from migrator.ask.terminal import TerminalAsker
from migrator.batch.run import run_batch
from migrator.errors import ExitCode, MigrationError
from migrator.live.sources import UNNAMED, GuestSources
from migrator.pipeline import Request, analyse, decide
from migrator.plan import Plan, open_questions
from migrator.questions import Answers
from migrator.render import plan_json, render
from migrator.report.machines import machine_table
from migrator.report.markdown import markdown_report
from migrator.report.terminal import terminal_overview, terminal_summary
from migrator.schema import SCHEMAS, schema_text
from migrator.visible import visible_lines
from migrator.wizard import converse
from migrator.write import Written, difference, replace_file, write

Command = TypeVar("Command", bound=Callable[..., Any])

_out = Console(soft_wrap=False)
_err = Console(stderr=True)


def main() -> None:
    """Run the command line; a `MigrationError` becomes two lines and an exit code."""
    try:
        code = cli.main(standalone_mode=False)
    except MigrationError as error:
        _say_error(error.message, error.next)
        sys.exit(error.exit_code)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.UsageError as error:
        error.show()
        sys.exit(ExitCode.USAGE)
    except (click.Abort, KeyboardInterrupt):
        _err.print("Interrupted; nothing was left half-written.", markup=False)
        sys.exit(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(ExitCode.DONE)
    sys.exit(code or ExitCode.DONE)


def _say_error(message: str, next: str) -> None:
    _err.print(f"error: {message}", style="red", markup=False, highlight=False, soft_wrap=True)
    _err.print(next, markup=False, highlight=False, soft_wrap=True)


def _guest_options() -> list[Callable[[Command], Command]]:
    """The options that name a running machine without Vagrant."""
    return [
        click.option(
            "--ssh",
            "ssh",
            metavar="[MACHINE=]USER@HOST[:PORT]",
            multiple=True,
            help="Look into this machine over SSH; Vagrant is not asked.",
        ),
        click.option(
            "--ssh-config",
            metavar="FILE",
            type=click.Path(path_type=Path),
            help="Look into the hosts of this ssh_config file; Vagrant is not asked.",
        ),
    ]


def _with_guests(command: Command) -> Command:
    return functools.reduce(lambda decorated, option: option(decorated), _guest_options(), command)


def _reading_options(command: Command) -> Command:
    """The options that say what is read, shared by every command that reads a repository."""
    options = [
        click.argument("path", type=click.Path(path_type=Path), default=Path()),
        click.option("--vagrantfile", metavar="FILE", help="The Vagrantfile, relative to PATH."),
        click.option("--provider", metavar="NAME", help="Read this provider's overrides."),
        click.option(
            "--env",
            "environment",
            metavar="NAME=VALUE",
            multiple=True,
            help="A variable that the Vagrantfile reads from ENV.",
        ),
        click.option(
            "--live", is_flag=True, help="Also look into the running machines (runs Vagrant)."
        ),
        *_guest_options(),
        click.option(
            "--transcript",
            "transcripts",
            metavar="[MACHINE=]FILE",
            multiple=True,
            help="Look into a machine that `migrator snapshot` recorded.",
        ),
        click.option(
            "--answers",
            "answers_file",
            type=click.Path(path_type=Path),
            help="A YAML file that answers questions by their id.",
        ),
        click.option("--defaults", is_flag=True, help="Answer every open question by its default."),
        click.option(
            "--no-test-gate",
            "test_gate",
            flag_value=False,
            default=True,
            help="Build the release image even if the tests fail.",
        ),
    ]
    return functools.reduce(lambda decorated, option: option(decorated), reversed(options), command)


def _request(
    path: Path,
    vagrantfile: str | None,
    provider: str | None,
    environment: tuple[str, ...],
    live: bool,
    ssh: tuple[str, ...],
    ssh_config: Path | None,
    transcripts: tuple[str, ...],
    answers_file: Path | None,
    defaults: bool,
    test_gate: bool,
) -> tuple[Request, Answers]:
    pairs = [variable.partition("=") for variable in environment]
    wrong = next((name for name, has_value, _ in pairs if not name or not has_value), None)
    if wrong is not None:
        raise click.UsageError(f"--env wants NAME=VALUE, and got {wrong!r}.")
    request = Request(
        root=path,
        vagrantfile=vagrantfile,
        provider=provider,
        environment={name: value for name, _, value in pairs},
        live=live,
        test_gate=test_gate,
        guests=_guests(ssh, ssh_config, transcripts),
    )
    given = read_answers(answers_file) if answers_file is not None else {}
    return request, Answers(given, take_defaults=defaults)


def _guests(
    ssh: tuple[str, ...], ssh_config: Path | None, transcripts: tuple[str, ...] = ()
) -> GuestSources:
    addresses = dict(_of_machine(text) for text in ssh)
    files = {name: Path(file) for name, file in map(_of_machine, transcripts)}
    if len(addresses) < len(ssh) or len(files) < len(transcripts):
        raise click.UsageError("Two guests need the names of their machines, as MACHINE=….")
    return GuestSources(files, addresses, ssh_config)


def _of_machine(text: str) -> tuple[str, str]:
    """Split `MACHINE=VALUE`; a value alone is of the machine that has no name here."""
    name, named, value = text.partition("=")
    return (name, value) if named else (UNNAMED, text)


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="migrator")
@click.pass_context
def cli(context: click.Context) -> int | None:
    """Move a Node.js application from a Vagrant machine to Docker.

    Without a command: the guided wizard, in the current directory.
    """
    if context.invoked_subcommand is None:
        return int(context.invoke(wizard, path=Path(), environment=(), test_gate=True))
    return None


@cli.command()
@_reading_options
@click.option("--output", type=click.Path(path_type=Path), help="Write here instead of into PATH.")
@click.option("--force", is_flag=True, help="Overwrite files that a person wrote or changed.")
def wizard(output: Path | None = None, force: bool = False, **reading: Any) -> int:
    """Go through a migration step by step: findings, questions, preview, write."""
    request, answers = _request(**{**_NOTHING, **reading})
    asker = TerminalAsker()
    analysis = analyse(request)
    make_plan = functools.partial(decide, analysis)
    return converse(make_plan, asker, answers, output or request.root, force, _out)


_NOTHING: dict[str, Any] = {
    "vagrantfile": None,
    "provider": None,
    "live": False,
    "ssh": (),
    "ssh_config": None,
    "transcripts": (),
    "answers_file": None,
    "defaults": False,
}


@cli.command()
@_reading_options
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--machines", is_flag=True, help="Only the machines, as Vagrant would see them.")
def inspect(form: str, machines: bool, **reading: Any) -> int:
    """Show what was found, with the source line of every fact. Writes nothing."""
    request, answers = _request(**reading)
    plan = decide(analyse(request), answers)
    if form == "json":
        click.echo(plan_json(plan), nl=False)
    elif machines:
        machine_table(plan, _out)
    else:
        terminal_summary(plan, _out)
    return _status_code(plan)


@cli.command()
@_reading_options
@click.option("--output", type=click.Path(path_type=Path), help="Write here instead of into PATH.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--force", is_flag=True, help="Overwrite files that a person wrote or changed.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def generate(output: Path | None, dry_run: bool, force: bool, form: str, **reading: Any) -> int:
    """Write the Dockerfile, the compose file and the migration report."""
    request, answers = _request(**reading)
    plan = decide(analyse(request), answers)
    files = render(plan)
    destination = output or request.root
    if dry_run:
        click.echo(visible_lines(difference(files, destination)), nl=False)
        return _status_code(plan)
    written = write(files, destination, force=force)
    if form == "json":
        click.echo(json.dumps(_outcome(plan, written), indent=2, ensure_ascii=False))
    else:
        terminal_overview(plan, _out)
        _say_written(written)
    return ExitCode.NEEDS_PERSON if written.kept else _status_code(plan)


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
        _err.print(f"wrote {path}", markup=False, highlight=False)
    for path in written.kept:
        text = f"kept {path}, which a person wrote or changed; see {path}.migrator-new"
        _err.print(text, style="yellow", markup=False, highlight=False)


@cli.command()
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="For the results.")
@click.option("--jobs", type=click.IntRange(1, 64), default=None, help="Processes; one per core.")
@click.option("--defaults", is_flag=True, help="Answer every open question by its default.")
def batch(directory: Path, out: Path, jobs: int | None, defaults: bool) -> int:
    """Migrate every repository below DIRECTORY into OUT, with an index."""
    return run_batch(directory, out, jobs, Answers(take_defaults=defaults), _err)


@cli.command()
@_reading_options
def report(**reading: Any) -> int:
    """Print the migration report as Markdown."""
    request, answers = _request(**reading)
    plan = decide(analyse(request), answers)
    click.echo(markdown_report(plan), nl=False)
    return _status_code(plan)


@cli.command()
@click.argument("path", type=click.Path(path_type=Path), default=Path())
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The file to write.")
@click.option("--machine", "machines", metavar="NAME", multiple=True, help="Only this machine.")
@_with_guests
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

    written = places(out, take_snapshots(path, machines, _guests(ssh, ssh_config)))
    for file, _ in written:
        if file.exists() and not force:
            raise MigrationError(
                f"{file} is there already.", next="Name another file, or overwrite it with --force."
            )
    for file, taken in written:
        replace_file(file, taken.transcript)
        _err.print(f"wrote {file}", markup=False, highlight=False)
        for missing in taken.unreadable:
            _err.print(f"  not read: {missing}", style="yellow", markup=False, highlight=False)
    return ExitCode.NEEDS_PERSON if any(each.unreadable for _, each in written) else ExitCode.DONE


@cli.command()
@click.argument("name", type=click.Choice(sorted(SCHEMAS)))
def schema(name: str) -> int:
    """Print the JSON Schema of a document that migrator reads or writes."""
    click.echo(schema_text(name), nl=False)
    return ExitCode.DONE


def _status_code(plan: Plan) -> int:
    if plan.status == "failed":
        return ExitCode.BAD_INPUT
    return ExitCode.DONE if plan.status == "ready" else ExitCode.NEEDS_PERSON
