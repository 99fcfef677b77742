"""The questions that only a person can answer, each with its evidence and default."""

from __future__ import annotations

import datetime
import shlex

from migrator.knowledge import node_releases
from migrator.knowledge.node_specs import resolve
from migrator.model import NodeConclusion
from migrator.plan import Question
from migrator.ports import port_of
from migrator.questions import NODE, Answers

START, PORT, SERVICE = "app.start", "app.port", "app.service"
PROXY = "proxy"


def node_question(
    conclusion: NodeConclusion, answers: Answers, committed: datetime.date | None = None
) -> Question | None:
    """Ask for the Node release when no source names one that can be told.

    The default is what was meant to be installed on the day of the newest commit, `committed`.
    """
    if conclusion.chosen is not None and conclusion.chosen.version is not None:
        return None
    then = node_releases.latest_lts(committed) or _stable(committed)
    wanted = [c.version for c in conclusion.candidates if c.version is not None]
    usual = [version for version in (then, node_releases.latest_lts()) if version is not None]
    choices = list(dict.fromkeys([*wanted, *usual]))
    return answers.settle(
        Question(
            id=NODE,
            text="Which version of Node does the application run on?",
            choices=choices,
            default=choices[0] if choices else None,
            answer=None,
            why=_node_reason(conclusion),
        )
    )


def _stable(on: datetime.date | None) -> str | None:
    """What `stable` meant before there was long-term support."""
    resolved = resolve("stable", on=on)
    return resolved.version if resolved is not None else None


def _node_reason(conclusion: NodeConclusion) -> str:
    chosen = conclusion.chosen
    if chosen is None or chosen.evidence is None:
        asked = next((each for each in conclusion.candidates if each.evidence is not None), None)
        if asked is None or asked.evidence is None:
            return "Neither the provisioning nor the project's files name a version of Node."
        where = asked.evidence.origin.where
        return f"{where} asks for Node {asked.spec}, and nothing tells which release was meant."
    where = chosen.evidence.origin.where
    return f"{where} installs Node from {chosen.source}, but which release cannot be told."


def start_question(choices: list[str], answers: Answers, why: str) -> Question:
    """Ask how the application is started."""
    return answers.settle(
        Question(
            id=START,
            text="Which command starts the application?",
            choices=choices,
            default=choices[0] if choices else None,
            answer=None,
            why=why,
        )
    )


def start_answer(question: Question | None) -> list[str] | None:
    """The answered command as words; None when it is open or no shell line."""
    if question is None or not question.answer:
        return None
    try:
        return shlex.split(question.answer)
    except ValueError:
        return question.answer.split()


def port_question(candidates: list[int], answers: Answers) -> Question:
    """Ask which port the application listens on; "none" for one that listens on none."""
    choices = [str(port) for port in candidates]
    return answers.settle(
        Question(
            id=PORT,
            text="Which port does the application listen on inside the machine?",
            choices=[*choices, "none"],
            default=choices[0] if choices else "none",
            answer=None,
            why="Neither the code nor the provisioning tells a port.",
        )
    )


def port_answer(question: Question | None) -> int | None:
    """The answered port, None when it is open or "none"."""
    answer = (question.answer or "") if question else ""
    return port_of(answer)
