"""The migration report in Markdown, for the reviewer who has to say yes."""

from __future__ import annotations

from migrator.plan import Plan


def markdown_report(plan: Plan) -> str:
    """The report's text."""
    return f"# {plan.project.name}\n"
