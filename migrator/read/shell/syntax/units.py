"""The ledger's units while a script is read: numbered in the order of the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from tree_sitter import Node as Syntax

from migrator.read.shell.nodes import Node, Span
from migrator.read.shell.syntax.attaching import PLAIN
from migrator.read.shell.syntax.commands import Source

MAX_UNIT_TEXT = 8 * 1024
RUNNING = re.compile(r"\$\(|`|[<>]\(")


class Units:
    """Gives out units; while one is claimed, all that is read belongs to it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.spans: list[Span] = []
        self.claimed: int | None = None

    def unit(self, first: Syntax, last: Syntax) -> int:
        """The unit for the text from one node to another, or the claimed one it is part of."""
        if self.claimed is not None:
            return self.claimed
        return self.cut(first.start_byte, last.end_byte, first.start_point[0] + 1)

    def cut(self, start: int, stop: int, line: int) -> int:
        text = self.source.text(start, min(stop, start + MAX_UNIT_TEXT))
        end = line + self.source.content.count(b"\n", start, stop)
        self.spans.append(Span(line, end, text, start, stop))
        return len(self.spans) - 1

    def header(self, text: str, first: Syntax, last: Syntax) -> int | None:
        """A unit for a loop's or case's head when it runs commands."""
        return self.unit(first, last) if RUNNING.search(text) else None

    def whole(self, node: Syntax, read: Callable[[], Sequence[Node]]) -> Sequence[Node]:
        """Read `node` as one unit, whatever stands in it."""
        if self.claimed is not None:
            return read()
        self.claimed = self.unit(node, node)
        try:
            return read()
        finally:
            self.claimed = None

    def range_from(self, first: int) -> tuple[int, int]:
        """The units since `first` was the count; inside a claimed unit, that unit."""
        if self.claimed is not None:
            return self.claimed, self.claimed + 1
        return first, len(self.spans)

    def covers(self, node: Syntax, first: int) -> bool:
        """Whether each command in `node` stands in a unit since the one numbered `first`.

        Where the text is not valid, the grammar puts commands in unexpected places.
        """
        spans = self.spans[first:]
        starts = [span.start for span in spans]
        pending = [node]
        while pending:
            current = pending.pop()
            index = bisect_right(starts, current.start_byte) - 1
            if index >= 0 and current.end_byte <= spans[index].stop:
                continue
            if current.type in PLAIN:
                return False
            pending.extend(current.named_children)
        return True
