"""Interfaces of Node in the application's code that later releases took away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migrator.evidence import Evidence, InterfaceUsed, Origin
from migrator.knowledge.node_changes import removed_interfaces

_COMMENT = re.compile(r"\s*(?://|/?\*)")
MAX_LINE = 2000


def observe_interfaces(path: str, text: str) -> Iterator[Evidence]:
    """Every line of a file that uses one, but comments and the long lines of bundles."""
    expressions = [expression for _, expression in removed_interfaces()]
    if not any(expression.search(text) for expression in expressions):
        return
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > MAX_LINE or _COMMENT.match(line):
            continue
        for expression in expressions:
            used = expression.search(line)
            if used is not None:
                origin = Origin(path, number, line.strip())
                yield Evidence(None, InterfaceUsed(used.group()), origin, "interfaces")
