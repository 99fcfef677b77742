"""Asks a person at the terminal; the only place that knows questionary."""

from __future__ import annotations

import sys

import questionary

from migrator.errors import ExitCode, MigrationError
from migrator.plan import Question
from migrator.visible import visible

LEAVE_OPEN = "(decide later)"
OTHER = "(something else)"


class TerminalAsker:
    """Asks with lists to choose from where there are choices, and a line to edit else."""

    def __init__(self) -> None:
        """MigrationError when there is no terminal to ask at."""
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise MigrationError(
                "The wizard needs a terminal, and there is none.",
                next="Use `migrator generate` with --answers FILE or --defaults.",
                exit_code=ExitCode.USAGE,
            )

    def answer(self, question: Question) -> str | None:
        """Ask; the default is what Enter gives."""
        if not question.choices:
            return self._line(question)
        choices = [visible(choice) for choice in question.choices]
        by_shown = dict(zip(choices, question.choices, strict=True))
        offered = [*choices, LEAVE_OPEN] if question.closed else [*choices, OTHER, LEAVE_OPEN]
        default = visible(question.default) if question.default in question.choices else None
        picked: str = questionary.select(
            visible(question.text), choices=offered, default=default
        ).unsafe_ask()
        if picked == OTHER:
            return self._line(question)
        return by_shown.get(picked)

    def _line(self, question: Question) -> str | None:
        typed: str = questionary.text(
            visible(question.text), default=visible(question.default or "")
        ).unsafe_ask()
        return typed.strip() or None

    def agree(self, text: str, *, default: bool) -> bool:
        """Ask for yes or no."""
        return bool(questionary.confirm(visible(text), default=default).unsafe_ask())

    def choose(self, text: str, choices: list[str]) -> str:
        """Let the person pick one."""
        return str(questionary.select(visible(text), choices=choices).unsafe_ask())
