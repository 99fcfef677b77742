"""What was found and decided, printed in a terminal with the source line of every fact.

The only module here that imports rich. Texts are added as plain `Text`, never as
markup, and unprintable characters are made visible.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from migrator.plan import Plan
from migrator.redact import redact
from migrator.report.document import (
    Block,
    Code,
    Commands,
    Document,
    Items,
    Line,
    Paragraph,
    Section,
    Table,
)
from migrator.report.sections import findings, overview
from migrator.visible import visible

# Below this many columns a table of more than three is printed row by row.
_WIDE = 100


def terminal_summary(plan: Plan, console: Console) -> None:
    """Print what was found; a narrow terminal wraps, nothing is cut off."""
    print_document(findings(plan), console)


def terminal_overview(plan: Plan, console: Console, kept: Collection[str] = ()) -> None:
    """Print the outcome and what needs a person; `kept` are a person's files that stayed."""
    print_document(overview(plan, kept), console)


def print_document(document: Document, console: Console) -> None:
    """Print a document of sections; where no terminal is, without blanks at the ends of lines."""
    if console.is_terminal:
        _print(document, console)
        return
    with console.capture() as printed:
        _print(document, console)
    for line in printed.get().splitlines():
        console.print(Text(line.rstrip()), soft_wrap=True)


def _print(document: Document, console: Console) -> None:
    title = _line((document.title,))
    title.stylize("bold")
    console.print(title)
    for section in document.sections:
        _print_section(section, console)


def _print_section(section: Section, console: Console) -> None:
    console.print()
    console.print(Text(visible(redact(section.title)), style="bold underline"))
    for block in section.blocks:
        for printed in _block(block, console.width):
            console.print(Padding(printed, (0, 0, 0, 2)))


def _block(block: Block, width: int) -> Iterable[Text | RichTable]:
    match block:
        case Paragraph(line):
            yield _line(line)
        case Items(lines):
            yield from (Text("• ") + _line(line) for line in lines)
        case Commands(lines):
            yield from (Text(line, style="cyan") for line in lines)
        case Table(head, rows) if width < _WIDE and len(head) > 3:
            yield from (_stacked(head, row) for row in rows)
        case Table(head, rows):
            yield _table(head, rows)


def _stacked(head: Iterable[str], row: tuple[Line, ...]) -> Text:
    """One row as lines, each with its column's title."""
    cells = [(title, cell) for title, cell in zip(head, row, strict=True) if cell]
    lines = [Text(f"{title}: ", style="dim") + _line(cell) for title, cell in cells]
    return Text("\n").join([*lines, Text()])


def _table(head: Iterable[str], rows: Iterable[tuple[Line, ...]]) -> RichTable:
    table = RichTable(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for title in head:
        table.add_column(Text(title), overflow="fold")
    for row in rows:
        table.add_row(*(_line(cell) for cell in row))
    return table


def _line(line: Line) -> Text:
    text = Text()
    for span in line:
        raw = span.text if isinstance(span, Code) else span
        text.append(visible(redact(raw)), style="cyan" if isinstance(span, Code) else None)
    return text
