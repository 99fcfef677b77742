"""Which Node the application gets."""

from __future__ import annotations

import datetime

import pytest

from migrator.decide.node import NodeDecision, decide_node
from migrator.knowledge.node_images import latest_lts_image
from migrator.model import NodeCandidate, NodeConclusion
from migrator.questions import Answers, Place

NOTHING = NodeConclusion(None, (), "")
DAY = datetime.date(2018, 6, 1)


def machine(version: str | None) -> NodeConclusion:
    candidate = NodeCandidate("nodesource", "8.x", version, None)
    return NodeConclusion(candidate, (candidate,), "provisioning installs it")


def decided(found: NodeConclusion, **answers: str) -> NodeDecision:
    given = {f"app.{name.replace('_', '-')}": answer for name, answer in answers.items()}
    places = {id: Place("migrator.yaml", 3) for id in given}
    return decide_node(found, Answers(given, places=places), DAY)


def version_of(found: NodeDecision) -> str | None:
    return found.conclusion.chosen.version if found.conclusion.chosen is not None else None


def test_without_an_answer_the_machines_stays() -> None:
    found = decided(machine("8.17.0"))

    assert found == NodeDecision(machine("8.17.0"))


@pytest.mark.parametrize(
    ("answer", "version"),
    [("10", "10.24.1"), ("10.1.0", "10.1.0"), ("0.10", "0.10.48")],
)
def test_an_answer_may_name_any_release(answer: str, version: str) -> None:
    found = decided(machine("8.17.0"), node=answer)

    assert version_of(found) == version
    assert found.instead_of is not None
    assert found.instead_of.version == "8.17.0"
    assert (found.questions, str(found.decided_at)) == ((), "migrator.yaml:3")
    assert found.conclusion.why == "a person decided so"


def test_an_answer_that_is_the_machines_moves_nothing() -> None:
    assert decided(machine("8.17.0"), node="8.17.0").instead_of is None


def test_an_answer_where_the_machines_is_not_known_moves_nothing() -> None:
    assert decided(machine(None), node="8.17.0").instead_of is None
    assert decided(NOTHING, node="8.17.0").instead_of is None


def test_where_nobody_names_one_it_is_asked() -> None:
    (question,) = decided(NOTHING).questions

    assert (question.id, question.answer) == ("app.node", None)
    assert decided(NOTHING).conclusion == NOTHING


def test_a_default_that_was_asked_for_answers_the_question() -> None:
    found = decide_node(NOTHING, Answers(take_defaults=True), DAY)

    assert version_of(found) is not None
    assert [question.answer for question in found.questions] == [
        question.default for question in found.questions
    ]


def test_an_answer_that_names_no_release_leaves_the_question_open() -> None:
    (question,) = decided(NOTHING, node="banana").questions

    assert question.answer is None
    assert decided(machine("8.17.0"), node="banana") == NodeDecision(machine("8.17.0"))


@pytest.mark.parametrize(
    ("policy", "of", "version"),
    [
        ("latest-lts", "8.17.0", latest_lts_image()),
        ("latest-lts", None, latest_lts_image()),
        ("latest-lts", latest_lts_image(), latest_lts_image()),
        ("latest-lts", "99.0.0", "99.0.0"),
        ("nearest-lts", "9.11.2", "10.24.1"),
        ("nearest-lts", None, None),
        ("same", "9.11.2", "9.11.2"),
    ],
)
def test_a_policy_never_moves_down_nor_from_the_unknown(
    policy: str, of: str | None, version: str | None
) -> None:
    found = decided(machine(of) if of is not None else NOTHING, node_policy=policy)

    assert version_of(found) == version
    moved = version != of
    assert (found.decided_at is not None) is moved
    assert ("policy" in found.conclusion.why) is moved


def test_an_answer_stands_above_a_policy() -> None:
    assert version_of(decided(machine("8.17.0"), node="10", node_policy="latest-lts")) == "10.24.1"
