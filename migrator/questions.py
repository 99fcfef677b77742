"""Answers to the plan's questions, in layers: a person's, a file's, a default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from migrator.plan import Question


@dataclass(frozen=True)
class Answers:
    """Question id -> answer. `take_defaults` answers every other question by its default."""

    given: Mapping[str, str] = field(default_factory=dict)
    take_defaults: bool = False

    def get(self, id: str) -> str | None:
        """The answer that was given for a question's id, None when there is none."""
        return self.given.get(id)

    def with_answer(self, id: str, answer: str) -> Answers:
        """These answers and one more."""
        return replace(self, given={**self.given, id: answer})

    def settle(self, question: Question) -> Question:
        """The question with its answer filled in, as far as these answers go.

        An answer that is none of the choices is left out, so that the question stays open.
        """
        answer = self.given.get(question.id)
        if answer is None and self.take_defaults:
            answer = question.default
        if answer is not None and question.closed and answer not in question.choices:
            return question
        return replace(question, answer=answer)
