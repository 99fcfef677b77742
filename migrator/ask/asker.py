"""Who is asked: the one interface that the wizard's conversation knows."""

from __future__ import annotations

from typing import Protocol

from migrator.plan import Question


class Asker(Protocol):
    """Somebody who can answer; KeyboardInterrupt from any method ends the conversation."""

    def answer(self, question: Question) -> str | None:
        """The answer, None to leave the question open."""

    def agree(self, text: str, *, default: bool) -> bool:
        """Yes or no."""

    def choose(self, text: str, choices: list[str]) -> str:
        """One of the choices."""
