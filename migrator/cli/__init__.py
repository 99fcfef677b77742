"""Arguments in, exit code out: the `migrator` command."""

from __future__ import annotations

import sys

import click

from migrator import __version__
from migrator.cli.console import say
from migrator.cli.reading import check, inspect, report, schema, snapshot, verify
from migrator.cli.writing import batch, generate, wizard
from migrator.errors import ExitCode, MigrationError

EXAMPLES = """\b
Examples:
  migrator                              go through a migration step by step
  migrator generate                     write the files for this directory
  migrator generate --dry-run ../shop   show what would be written for another
  migrator generate --node-policy latest-lts
  migrator check                        in CI: are the files still true?

\b
A repository's own answers stand in its migrator.yaml.
Exit codes: 0 done, 1 done but something needs a person, 2 wrong usage,
3 bad input, 4 the environment failed, 130 interrupted.
"""


@click.group(
    invoke_without_command=True,
    epilog=EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="migrator")
@click.pass_context
def cli(context: click.Context) -> int | None:
    """Move a Node.js application from a Vagrant machine to Docker.

    Reads the Vagrantfile and all that provisions the machine, without running it, and
    writes a Dockerfile, a compose file and a report. Without a command: the guided
    wizard, in the current directory.
    """
    if context.invoked_subcommand is None:
        return int(context.invoke(wizard))
    return None


for command in (wizard, inspect, generate, report, verify, check, snapshot, batch, schema):
    cli.add_command(command)


def main() -> None:
    """Run the command line; a `MigrationError` becomes two lines and an exit code."""
    try:
        code = cli.main(prog_name="migrator", standalone_mode=False)
    except MigrationError as error:
        say(f"error: {error.message}", style="red")
        say(error.next)
        sys.exit(error.exit_code)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.UsageError as error:
        error.show()
        sys.exit(ExitCode.USAGE)
    except (click.Abort, KeyboardInterrupt):
        say("Interrupted; nothing was left half-written.")
        sys.exit(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(ExitCode.DONE)
    sys.exit(code or ExitCode.DONE)
