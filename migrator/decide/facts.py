"""The plan's evidence lines: where every fact came from."""

from __future__ import annotations

from typing import Any

from migrator.evidence import Evidence
from migrator.plan import Confidence, EvidenceLine, Method, Question
from migrator.questions import Place
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

    def asked(self, fact: str, value: Any, evidence: Evidence, question: Question) -> None:
        """Say that somebody, or a default, answered a question about a step."""
        origin = evidence.origin
        text = redact(" ".join(origin.excerpt.split()))[:MAX_EXCERPT]
        method: Method = "default" if question.by_default else "answer"
        sure: Confidence = "guess" if question.by_default else "certain"
        line = EvidenceLine(fact, value, origin.place, origin.line, text, method, sure)
        if line not in self.lines:
            self.lines.append(line)

    def place(self, fact: str, value: Any, source: str, line: int | None, text: str = "") -> None:
        """Say that a line of the repository states a fact."""
        shown = redact(" ".join(text.split()))[:MAX_EXCERPT]
        found = EvidenceLine(fact, value, source, line, shown, "static", "certain")
        if found not in self.lines:
            self.lines.append(found)

    def answered(self, fact: str, value: Any, at: Place | None = None) -> None:
        """Say that a person answered, and where that stands."""
        source, line = (at.source, at.line) if at is not None else ("", None)
        self.lines.append(EvidenceLine(fact, value, source, line, "", "answer", "certain"))
