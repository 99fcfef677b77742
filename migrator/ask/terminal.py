"""Asks a person at the terminal; the only place that knows questionary."""

from __future__ import annotations

import shutil
import sys
import textwrap

import questionary

from migrator.ask.answer_keys import wrong_answer
from migrator.errors import ExitCode, MigrationError
from migrator.plan import Question
from migrator.visible import visible

LEAVE_OPEN = "(decide later)"
OTHER = "(something else)"
# What questionary writes after the text of a list to choose from.
ARROWS = "(Use arrow keys)"
_NARROWEST = 20


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
            return self._line(question, question.default or "")
        choices = [visible(choice) for choice in question.choices]
        by_shown = dict(zip(choices, question.choices, strict=True))
        offered = [*choices, LEAVE_OPEN] if question.closed else [*choices, OTHER, LEAVE_OPEN]
        default = visible(question.default) if question.default in question.choices else None
        picked: str = questionary.select(
            _wrapped(question.text, ARROWS), choices=offered, default=default
        ).unsafe_ask()
        if picked == OTHER:
            return self._line(question, "")
        return by_shown.get(picked)

    def _line(self, question: Question, begun: str) -> str | None:
        """A line that goes on from what is begun; an empty one leaves the question open.

        What is wrong is said above the next try: the place that questionary has for it is a
        single line, and cuts the sentence off in a narrow terminal.
        """
        while True:
            typed: str = questionary.text(
                _wrapped(question.text), default=visible(begun)
            ).unsafe_ask()
            answer = typed.strip()
            wrong = wrong_answer(question.id, answer) if answer else None
            if wrong is None:
                return answer or None
            questionary.print(_wrapped(wrong), style="fg:ansired")
            begun = answer

    def agree(self, text: str, *, default: bool) -> bool:
        """Ask for yes or no."""
        message = _wrapped(text, "(Y/n)" if default else "(y/N)")
        return bool(questionary.confirm(message, default=default).unsafe_ask())

    def choose(self, text: str, choices: list[str]) -> str:
        """Let the person pick one."""
        return str(questionary.select(_wrapped(text, ARROWS), choices=choices).unsafe_ask())


def _wrapped(text: str, hint: str = "") -> str:
    """A text with line breaks between its words, and room for the hint that comes after it.

    The terminal itself would break it wherever a line ends.
    """
    width = max(shutil.get_terminal_size().columns - len("?  "), _NARROWEST)
    lines = textwrap.wrap(
        f"{visible(text)} {'_' * len(hint)}",
        width,
        break_on_hyphens=False,
    )
    return "\n".join(lines).removesuffix("_" * len(hint)).rstrip(" ")
