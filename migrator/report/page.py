"""The migration report as one HTML page: self-contained, without a script, everything escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from migrator.plan import Plan
from migrator.redact import redact
from migrator.report.document import Block, Code, Commands, Items, Line, Paragraph, Table
from migrator.report.sections import report
from migrator.visible import visible

_STYLE = """\
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: auto; padding: 1rem; }
.table { margin: 1rem 0; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #ccc; padding: .3rem .6rem; text-align: left; }
td { vertical-align: top; overflow-wrap: break-word; }
p, li { overflow-wrap: anywhere; }
code, pre { font: 14px/1.4 ui-monospace, monospace; background: #f4f4f4; }
pre { padding: .8rem; overflow-x: auto; }"""
_SEPARATOR = re.compile(r"(?<=\w)([./]+)(?=\w)")
# No source of anything is allowed, so that even a mistake in the escaping could load nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html_report(plan: Plan) -> str:
    """The page's text; the same sections as the Markdown report."""
    document = report(plan)
    title = _safe(document.title)
    body = [f"<h1>{title}</h1>"]
    for section in document.sections:
        body += [f"<h2>{_safe(section.title)}</h2>", *(_block(block) for block in section.blocks)]
    head = [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">',
        f"<title>{title}</title>",
        f"<style>\n{_STYLE}\n</style>",
    ]
    return "\n".join(
        ("<!doctype html>", '<html lang="en">', *head, "<body>", *body, "</body>", "</html>", "")
    )


def _safe(text: str) -> str:
    return escape(visible(redact(text)))


def _breakable(text: str) -> str:
    """Code that a browser may break after `.` and `/` within a word."""
    return _SEPARATOR.sub(r"\1<wbr>", _safe(text))


def _line(line: Line) -> str:
    return "".join(
        f"<code>{_breakable(span.text)}</code>" if isinstance(span, Code) else _safe(span)
        for span in line
    )


def _block(block: Block) -> str:
    match block:
        case Paragraph(line):
            return f"<p>{_line(line)}</p>"
        case Items(lines):
            return "\n".join(("<ul>", *(f"<li>{_line(line)}</li>" for line in lines), "</ul>"))
        case Commands(lines):
            return f"<pre>{chr(10).join(_safe(line) for line in lines)}</pre>"
        case Table(head, rows):
            return _table(head, rows)


def _table(head: Iterable[str], rows: Iterable[tuple[Line, ...]]) -> str:
    titles = "".join(f"<th>{_safe(title)}</th>" for title in head)
    lines = ("".join(f"<td>{_line(cell)}</td>" for cell in row) for row in rows)
    shown = "\n".join(
        ("<table>", f"<tr>{titles}</tr>", *(f"<tr>{line}</tr>" for line in lines), "</table>")
    )
    return f'<div class="table">\n{shown}\n</div>'
