"""The options that answer questions, and the order in which their answers count."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from migrator.ask.answer_keys import NODE_POLICIES, key_of_answer
from migrator.ask.answers_file import read_answers
from migrator.questions import NODE, NODE_POLICY, Answers, Place

Command = TypeVar("Command", bound=Callable[..., Any])


def answer_options() -> list[Callable[[Command], Command]]:
    """The options that answer, in the order in which the help lists them."""
    return [
        click.option(
            "--node",
            metavar="VERSION",
            help="Run on this Node instead of the machine's: 20, 18.20.8, lts/iron.",
        ),
        click.option(
            "--node-policy",
            type=click.Choice(NODE_POLICIES),
            help="Stay on the machine's Node, or move to the last release of the long-term "
            "support line at or just above it, or of the newest one.",
        ),
        click.option(
            "--registry-mirror",
            metavar="PREFIX",
            help="Pull every image through this registry, such as registry.example/hub.",
        ),
        click.option(
            "--answers",
            "answers_file",
            metavar="FILE",
            type=click.Path(path_type=Path),
            help="A file of answers, which come before those of the repository's migrator.yaml.",
        ),
        click.option("--defaults", is_flag=True, help="Answer every open question by its default."),
    ]


def with_answers(command: Command) -> Command:
    """Give a command the options that answer."""
    for option in reversed(answer_options()):
        command = option(command)
    return command


def given_answers(
    node: str | None,
    node_policy: str | None,
    registry_mirror: str | None,
    answers_file: Path | None,
    defaults: bool,
) -> Answers:
    """What the options answer, then what the file does; UsageError for what cannot be."""
    if node is not None and node_policy is not None:
        raise click.UsageError("--node and --node-policy exclude each other.")
    wanted = (
        (NODE, "--node", node),
        (NODE_POLICY, "--node-policy", node_policy),
        ("image.mirror", "--registry-mirror", registry_mirror),
    )
    given = {
        id: value
        for id, option, value in wanted
        if value is not None and _usable(id, option, value)
    }
    places = {id: Place(option) for id, option, _ in wanted if id in given}
    answers = Answers(given, defaults, places)
    return answers if answers_file is None else answers.over(read_answers(answers_file))


def _usable(id: str, option: str, value: str) -> bool:
    """Whether a key of the answers file would take the value; UsageError says why not."""
    key = key_of_answer(id)
    why = key.refusal(value) if key is not None else None
    if key is not None and why is not None:
        raise click.UsageError(f"{option} {value!r} {why}; write for example {key.example}.")
    return True
