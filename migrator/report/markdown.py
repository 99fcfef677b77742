"""The migration report in Markdown, for the reviewer who has to say yes.

Whatever comes from the repository is escaped: it shows as the characters that
it is, and is never a heading, a link, a tag or a mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from migrator.plan import Plan
from migrator.redact import redact
from migrator.report.document import Block, Code, Commands, Items, Line, Paragraph, Table
from migrator.report.sections import report
from migrator.visible import visible

_SPECIAL = re.compile(r"[\\`*_\[\]<>&~$@|]|(?<=:)//|(?<=www)\.", re.IGNORECASE)
_AT_START = re.compile(r"^(?:[#+=-]|\d+[.)](?=\s|$))")


def markdown_report(plan: Plan) -> str:
    """The report's text."""
    document = report(plan)
    parts = [f"# {plain(document.title)}"]
    for section in document.sections:
        parts += [f"## {section.title}", *(_block(block) for block in section.blocks)]
    return "\n\n".join(parts) + "\n"


def plain(text: str) -> str:
    """A text in which nothing is markup, on one line."""
    line = visible(" ".join(redact(text).split()))
    escaped = _SPECIAL.sub(lambda match: "".join(f"\\{one}" for one in match.group()), line)
    return _AT_START.sub(lambda match: f"{match.group()[:-1]}\\{match.group()[-1]}", escaped)


def cell(text: str) -> str:
    """A text for a cell of a table, in which nothing is markup."""
    return plain(text)


def code(text: str) -> str:
    """A code span; its fence is longer than any run of backticks inside."""
    line = visible(" ".join(redact(text).split()))
    if not line:
        return ""
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{space}{line}{space}{fence}"


def _line(line: Line) -> str:
    return "".join(_span(span) for span in line)


def _span(span: str | Code) -> str:
    if isinstance(span, Code):
        return code(span.text)
    inner = span.strip()
    before, after = (" " if span[:1] == " " else ""), (" " if span[-1:] == " " else "")
    return f"{before}{plain(inner)}{after}" if inner else span[:1]


def _block(block: Block) -> str:
    match block:
        case Paragraph(line):
            return _line(line)
        case Items(lines):
            return "\n".join(f"- {_line(line)}" for line in lines)
        case Commands(lines):
            return "\n".join(("```sh", *lines, "```"))
        case Table(head, rows):
            return _table(head, rows)


def _table(head: Iterable[str], rows: Iterable[tuple[Line, ...]]) -> str:
    """A table; inside a code span only the cell's own escape of `|` counts."""
    titles = list(head)
    lines = [titles, ["---"] * len(titles)]
    lines += [[_cell(cell) for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cell(line: Line) -> str:
    """A cell's text; a `|` that is escaped already is not escaped twice."""
    return "".join(
        _span(span).replace("|", "\\|") if isinstance(span, Code) else _span(span) for span in line
    )
