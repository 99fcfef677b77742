"""Which Node the application gets: the machine's, a person's, or a policy's."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace

from migrator.decide import questions as ask
from migrator.knowledge.node_images import choose_image, latest_lts_image, nearest_lts_image
from migrator.knowledge.node_releases import key_of
from migrator.knowledge.node_specs import resolve
from migrator.model import NodeCandidate, NodeConclusion
from migrator.plan import DECLARED, Question
from migrator.questions import NODE, NODE_POLICY, Answers, Place


@dataclass(frozen=True)
class NodeDecision:
    """The release, what has to be asked, and the machine's where it is another one.

    `decided_at` is where the person's decision stands.
    """

    conclusion: NodeConclusion = field(default_factory=lambda: NodeConclusion(None, (), ""))
    questions: tuple[Question, ...] = ()
    instead_of: NodeCandidate | None = None
    decided_at: Place | None = None


def decide_node(found: NodeConclusion, answers: Answers, on: datetime.date | None) -> NodeDecision:
    """Take a person's answer, who may name any release, else a policy's, else what was found.

    `on` is the day that a moving name in an answer is read for.
    """
    question = ask.node_question(found, answers, on)
    given = answers.get(NODE)
    if given is None:
        policy = answers.get(NODE_POLICY)
        version = _by_policy(policy, found.chosen)
        if policy is not None and version is not None:
            chosen = NodeCandidate("policy", policy, version, None)
            why = f"the policy {policy} was asked for"
            return _moved(found, chosen, why, answers.place(NODE_POLICY), ())
        given = question.answer if question else None
    resolved = resolve(given, on=on) if given else None
    if given is None or resolved is None:
        still_open = replace(question, answer=None) if question else None
        return NodeDecision(found, (still_open,) if still_open else ())
    version = resolved.version
    image = choose_image(version) if resolved.kind != "exact" else None
    asked = (question,) if question else ()
    by = "default" if question is not None and question.by_default else "answer"
    chosen = NodeCandidate(by, given, image.version if image else version, None)
    why = question.who if question is not None else "a person decided so"
    return _moved(found, chosen, why, answers.place(NODE), asked)


def _moved(
    found: NodeConclusion,
    chosen: NodeCandidate,
    why: str,
    decided_at: Place | None,
    questions: tuple[Question, ...],
) -> NodeDecision:
    machine = found.chosen
    # What files ask for, and what means another release every day, is not known to run there.
    known = machine is not None and not machine.symbolic and machine.source not in DECLARED
    moves = known and machine is not None and machine.version not in {None, chosen.version}
    return NodeDecision(
        NodeConclusion(chosen, found.candidates, why),
        questions,
        machine if moves else None,
        decided_at,
    )


def _by_policy(policy: str | None, machine: NodeCandidate | None) -> str | None:
    """The release of a policy; None where it stays with the machine's, and never a lower one.

    Support is judged on the day of the release table: who moves now moves to today's lines.
    """
    version = machine.version if machine is not None else None
    if policy == "latest-lts":
        wanted = latest_lts_image()
    elif policy == "nearest-lts" and version is not None:
        wanted = nearest_lts_image(version)
    else:
        return None
    if wanted is None or (version is not None and key_of(wanted) <= key_of(version)):
        return None
    return wanted
