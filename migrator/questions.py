"""Answers to the plan's questions, in layers: a person's, a file's, a default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from migrator.plan import Question

NODE, NODE_POLICY = "app.node", "app.node-policy"


@dataclass(frozen=True)
class Place:
    """Where an answer stands; `source` is a file's name or an option."""

    source: str
    line: int | None = None

    def __str__(self) -> str:
        return self.source if self.line is None else f"{self.source}:{self.line}"


@dataclass(frozen=True)
class Answers:
    """Question id -> answer. `take_defaults` answers every other question by its default.

    `defaults` are ids of questions that get theirs without that. `places` has where an
    answer stands, for those that stand somewhere.
    """

    given: Mapping[str, str] = field(default_factory=dict)
    take_defaults: bool = False
    places: Mapping[str, Place] = field(default_factory=dict)
    defaults: frozenset[str] = frozenset()

    def get(self, id: str) -> str | None:
        """The answer that was given for a question's id, None when there is none."""
        return self.given.get(id)

    def all(self, id: str) -> tuple[str, ...]:
        """The answers of a key that takes several."""
        return tuple(self.given.get(id, "").splitlines())

    def below(self, section: str) -> dict[str, str]:
        """Name -> answer of the keys in a section: `image.digest.` has one for each image."""
        return {
            id.removeprefix(section): answer
            for id, answer in sorted(self.given.items())
            if id.startswith(section)
        }

    def place(self, id: str) -> Place | None:
        """Where the answer of an id stands."""
        return self.places.get(id)

    def who(self, id: str) -> str:
        """Who answers an id: `migrator.yaml:3`, `--node`, or a person at the terminal."""
        return str(self.places.get(id, "a person"))

    def by_a_person(self) -> dict[str, str]:
        """What was answered at the terminal or by an option, and stands in no file."""
        return {
            id: answer
            for id, answer in self.given.items()
            if id not in self.places or self.places[id].line is None
        }

    def with_answer(self, id: str, answer: str) -> Answers:
        """These answers and one more, which a person gave just now."""
        places = {other: place for other, place in self.places.items() if other != id}
        return replace(self, given={**self.given, id: answer}, places=places)

    def over(self, lower: Answers) -> Answers:
        """These answers before those of a lower layer.

        A policy is weaker than a release in the same layer, and stronger than one below.
        """
        hidden = {NODE} if NODE_POLICY in self.given else set()
        below = {id: text for id, text in lower.given.items() if id not in hidden}
        places = {id: place for id, place in lower.places.items() if id in below}
        return Answers(
            {**below, **self.given},
            self.take_defaults or lower.take_defaults,
            {**{id: place for id, place in places.items() if id not in self.given}, **self.places},
            self.defaults | lower.defaults,
        )

    def settle(self, question: Question) -> Question:
        """The question with its answer filled in, as far as these answers go.

        An answer that is none of the choices is as good as none.
        """
        answer = self.given.get(question.id)
        taken = self.take_defaults or question.optional or question.id in self.defaults
        if answer is not None and question.closed and answer not in question.choices:
            answer = None
        if answer is None and taken and question.default is not None:
            return replace(question, answer=question.default, by_default=True)
        return replace(question, answer=answer)
