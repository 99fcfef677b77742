"""Where sources disagree: every candidate with its sources, which one won, and why."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping

from migrator.decide.decisions import Decisions
from migrator.decide.drift.compared import Compared
from migrator.evidence import Evidence
from migrator.infer.node_agreement import agrees
from migrator.model import NodeCandidate, NodeConclusion
from migrator.plan import Conflict

NODE = "app.node.version"


def conflicts(compared: Iterable[Compared], decisions: Decisions) -> list[Conflict]:
    """Node's version first, then what files and running machine disagree about."""
    app, variables = decisions.app, decisions.environment.variables
    chosen: dict[str, str | None] = {
        f"environment.{name}": variable.value for name, variable in variables.items()
    }
    if app is not None:
        chosen["app.start"] = shlex.join(app.start) if app.start else None
        chosen["app.port"] = str(app.port) if app.port is not None else None
        chosen[NODE] = app.node.version
        chosen["app.machine"] = app.machine
    about_node = node_conflict(decisions.node)
    reasons = {question.id: question.who for question in decisions.questions}
    found = _about_guests(compared, chosen, reasons)
    if about_node is None:
        return found
    return [about_node, *(each for each in found if each.fact != NODE)]


def node_conflict(conclusion: NodeConclusion) -> Conflict | None:
    """The disagreement about Node's version: of the machine, its set-up and the project's files.

    A range that the chosen release satisfies agrees with it, and what the running machine
    has installed but does not use says nothing.
    """
    chosen = conclusion.chosen
    if chosen is None or chosen.version is None:
        return None
    used = any(candidate.in_use for candidate in conclusion.candidates)
    asked = [
        each for each in conclusion.candidates if each.source != "live" or each.in_use or not used
    ]
    if all(agrees(candidate, chosen) for candidate in asked):
        return None
    named: dict[str, list[str]] = {}
    for candidate in (chosen, *conclusion.candidates):
        value = candidate.version or candidate.spec
        if value:
            named.setdefault(value, []).append(_source(candidate))
    return Conflict(
        NODE,
        list(named),
        chosen.version,
        conclusion.why,
        [", ".join(dict.fromkeys(each for each in sources if each)) for sources in named.values()],
    )


def _source(candidate: NodeCandidate) -> str:
    return origin_of(candidate.evidence) or candidate.source


def origin_of(evidence: Evidence | None) -> str:
    """`provision.sh:12`, or the command in the guest."""
    if evidence is None:
        return ""
    return evidence.origin.place if evidence.method == "live" else evidence.origin.where


def _about_guests(
    compared: Iterable[Compared], chosen: Mapping[str, str | None], reasons: Mapping[str, str]
) -> list[Conflict]:
    """The conflicts between files and running machine.

    `chosen` has, by fact, what the plan has in the end, `reasons` who answered its question.
    """
    found = []
    for each in compared:
        if each.standing != "differ" or not (each.files and each.guest):
            continue
        winner = chosen.get(each.fact, each.guest)
        candidates = [
            (each.guest, origin_of(each.seen)),
            (each.files, each.place or origin_of(each.written)),
        ]
        candidates.sort(key=lambda pair: pair[0] != winner)
        found.append(
            Conflict(
                each.fact,
                [value for value, _ in candidates],
                winner,
                _why(winner, each, reasons.get(each.fact, "a person decided so")),
                [source for _, source in candidates],
            )
        )
    return found


def _why(winner: str | None, each: Compared, answered: str) -> str:
    if winner not in {each.guest, each.files}:
        return answered
    if each.why:
        return each.why
    return "the running machine has it" if winner == each.guest else "the files say so"
