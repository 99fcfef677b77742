"""The index of a batch: one row a repository, as JSON and as Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from migrator.plan import Plan, Status, open_questions
from migrator.render import REPORT_PATH, RenderedFile
from migrator.report.markdown import cell, plain
from migrator.write import Written

_MEND = "Mend the Vagrantfile so that `vagrant validate` accepts it."


@dataclass(frozen=True)
class Row:
    """What one repository came to. Lists are of question ids, services and kept files.

    `reason` says why there is no application, `error` why a repository failed and `next` what
    to do then. `report` is the report's path from the index, None where there is none.
    """

    name: str
    status: Status
    readiness: float = 0.0
    node: str | None = None
    port: int | None = None
    services: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    reason: str | None = None
    error: str | None = None
    next: str | None = None
    report: str | None = None


def row_of(name: str, plan: Plan, written: Written) -> Row:
    """The row of a repository that got a plan."""
    why = " ".join(plan.readiness_reasons) if plan.app is None else None
    return Row(
        name=name,
        status=plan.status,
        readiness=plan.readiness,
        node=_node(plan),
        port=plan.app.port if plan.app else None,
        services=[service.name for service in plan.services],
        questions=[question.id for question in open_questions(plan)],
        kept=list(written.kept),
        reason=why if plan.status != "failed" else None,
        error=why if plan.status == "failed" else None,
        next=_MEND if plan.status == "failed" else None,
        report=f"{name}/{REPORT_PATH}",
    )


def _node(plan: Plan) -> str | None:
    """The release in the image, or the machine's where no image was chosen."""
    if plan.app is None:
        return None
    return plan.app.image.node if plan.app.image is not None else plan.app.node.version


def failed(name: str, reason: str, next: str) -> Row:
    """The row of a repository that got none."""
    return Row(name=name, status="failed", error=reason, next=next)


def failure_report(name: str, reason: str, next: str) -> RenderedFile:
    """The report of a repository that got no plan: why, and what to do."""
    parts = (f"# Migration of {plain(name)}", f"Failed: {plain(reason)}", plain(next))
    return RenderedFile(REPORT_PATH, "\n\n".join(parts) + "\n")


def totals(rows: Sequence[Row]) -> str:
    """How many repositories there are, and of which status."""
    counts = Counter(row.status for row in rows)
    listed = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
    return f"{len(rows)} {'repository' if len(rows) == 1 else 'repositories'}: {listed}."


def index_document(rows: Sequence[Row]) -> dict[str, Any]:
    """The index as JSON values."""
    counts = Counter(row.status for row in rows)
    return {
        "repositories": len(rows),
        "by_status": dict(sorted(counts.items())),
        "rows": [asdict(row) for row in rows],
    }


def index_markdown(rows: Sequence[Row]) -> str:
    """The index for a person: totals first, then a table."""
    lines = [
        "# Migration index",
        "",
        totals(rows),
        "",
        "| repository | status | readiness | Node | port | services | what is open |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *[_line(row) for row in rows],
    ]
    return "\n".join(lines) + "\n"


def _line(row: Row) -> str:
    report = f"[{cell(row.name)}](<{row.report}>)" if row.report else cell(row.name)
    still = (
        row.error
        or row.reason
        or ", ".join([*row.questions, *(f"kept {path}" for path in row.kept)])
    )
    cells = [
        report,
        row.status,
        f"{round(row.readiness * 100)} %",
        cell(row.node or "–"),
        str(row.port or "–"),
        cell(", ".join(row.services) or "–"),
        cell(still or "–"),
    ]
    return f"| {' | '.join(cells)} |"
