"""The options that several commands share, and what they ask for."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from migrator.cli.answering import answer_options, given_answers
from migrator.live.sources import UNNAMED, GuestSources
from migrator.pipeline import Request, with_own_answers
from migrator.questions import Answers

Command = TypeVar("Command", bound=Callable[..., Any])


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


def with_guests(command: Command) -> Command:
    return functools.reduce(lambda decorated, option: option(decorated), _guest_options(), command)


def reading_options(command: Command) -> Command:
    """The options that say what is read, shared by every command that reads a repository."""
    options = [
        click.argument("path", type=click.Path(path_type=Path), default=Path()),
        click.option(
            "--vagrantfile",
            metavar="FILE",
            envvar="VAGRANT_VAGRANTFILE",
            show_envvar=True,
            help="The Vagrantfile, relative to PATH.",
        ),
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
        *answer_options(),
        click.option(
            "--no-test-gate",
            "test_gate",
            flag_value=False,
            default=True,
            help="Build the release image even if the tests fail.",
        ),
    ]
    return functools.reduce(lambda decorated, option: option(decorated), reversed(options), command)


def read_request(
    path: Path,
    vagrantfile: str | None,
    provider: str | None,
    environment: tuple[str, ...],
    live: bool,
    ssh: tuple[str, ...],
    ssh_config: Path | None,
    transcripts: tuple[str, ...],
    test_gate: bool,
    **answering: Any,
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
        guests=guests(ssh, ssh_config, transcripts),
    )
    return with_own_answers(request, given_answers(**answering))


def guests(
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
