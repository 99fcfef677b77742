"""The plan's evidence lines and conflicts: where every fact came from, and who disagrees."""

from __future__ import annotations

from typing import Any

from migrator.evidence import Evidence
from migrator.model import NodeConclusion
from migrator.plan import Confidence, Conflict, EvidenceLine
from migrator.redact import redact

MAX_EXCERPT = 300


class Facts:
    """Gathers the evidence lines while the plan is put together."""

    def __init__(self) -> None:
        self.lines: list[EvidenceLine] = []

    def add(
        self,
        fact: str,
        value: Any,
        evidence: Evidence | None,
        confidence: Confidence | None = None,
    ) -> None:
        """Say that `fact` is `value` because of `evidence`, or by default without any."""
        if evidence is None:
            line = EvidenceLine(fact, value, "", None, "", "default", confidence or "guess")
        else:
            origin = evidence.origin
            text = redact(" ".join(origin.excerpt.split()))[:MAX_EXCERPT]
            line = EvidenceLine(
                fact,
                value,
                origin.place,
                origin.line,
                text,
                evidence.method,
                confidence or evidence.certainty,
            )
        if line not in self.lines:
            self.lines.append(line)

    def place(self, fact: str, value: Any, source: str, line: int | None, text: str = "") -> None:
        """Say that a line of the repository states a fact."""
        shown = redact(" ".join(text.split()))[:MAX_EXCERPT]
        found = EvidenceLine(fact, value, source, line, shown, "static", "certain")
        if found not in self.lines:
            self.lines.append(found)

    def answered(self, fact: str, value: Any) -> None:
        """Say that a person answered."""
        self.lines.append(EvidenceLine(fact, value, "", None, "", "answer", "certain"))


def node_conflict(conclusion: NodeConclusion) -> Conflict | None:
    """The disagreement about Node's version: of the machine, its set-up and the project's files."""
    chosen = conclusion.chosen
    if chosen is None:
        return None
    versions = {
        _named(candidate.version or candidate.spec, candidate.source)
        for candidate in conclusion.candidates
    }
    majors = {_major(candidate.version) for candidate in conclusion.candidates if candidate.version}
    if len(majors) < 2:
        return None
    return Conflict(
        "app.node.version", sorted(versions), chosen.version or chosen.spec, conclusion.why
    )


def _named(value: str, source: str) -> str:
    return f"{value} ({source})"


def _major(version: str) -> str:
    parts = version.split(".")
    return ".".join(parts[:2]) if parts[0] == "0" else parts[0]
