"""Which Node is offered where nothing names one."""

from __future__ import annotations

import datetime

import pytest

from migrator.decide.questions import node_question
from migrator.evidence import Evidence, NodeDeclared, Origin
from migrator.knowledge.node_releases import latest_lts
from migrator.model import NodeCandidate, NodeConclusion
from migrator.questions import Answers

NOTHING = NodeConclusion(None, (), "")


@pytest.mark.parametrize(
    ("committed", "line"),
    [(datetime.date(2014, 3, 1), "0.10."), (datetime.date(2017, 7, 9), "6.")],
)
def test_the_default_is_what_was_usual_on_the_day_of_the_last_commit(
    committed: datetime.date, line: str
) -> None:
    question = node_question(NOTHING, Answers(), committed)

    assert question is not None
    assert (question.default or "").startswith(line)
    assert question.choices[-1] == latest_lts()


def test_without_a_history_it_is_the_newest() -> None:
    question = node_question(NOTHING, Answers())

    assert question is not None
    assert question.default == latest_lts()


def test_a_range_that_tells_no_release_is_the_reason_and_not_silence() -> None:
    origin = Origin("package.json", 3, '"node": ">=4.0.0"')
    declared = Evidence(None, NodeDeclared("engines", ">=4.0.0"), origin, "manifest")
    candidate = NodeCandidate("engines", ">=4.0.0", "24.0.0", declared, symbolic=True)

    question = node_question(NodeConclusion(None, (candidate,), ""), Answers())

    assert question is not None
    assert question.why.startswith("package.json:3 asks for Node >=4.0.0, and")
