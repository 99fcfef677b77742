"""What a newer Node does otherwise: removed interfaces, npm's ways, packages it is too new for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from migrator.knowledge.node_releases import key_of, line_name, npm_of
from migrator.knowledge.tables import table

ChangeKind = Literal["api", "behaviour", "npm", "package"]


@dataclass(frozen=True)
class Change:
    """One change; `since` is the release of Node, or of npm, that brought it.

    `uses` are expressions for a line of code that is concerned. Of a package, `packages`
    are its names and `works_from` the first release made for that Node, None where there
    is none. `lock_below` is the lock file's format from which on it is of no concern.
    """

    kind: ChangeKind
    since: str
    what: str
    advice: str
    source: str
    uses: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    works_from: str | None = None
    lock_below: int | None = None


def changes_between(old: str, new: str) -> list[Change]:
    """What changed after the Node `old` and up to `new`, oldest first; nothing downwards.

    Of several rows about a package only the last counts: it says what the newest needs.
    """
    found = [*_rows("api"), *_rows("behaviour")]
    between = [change for change in found if key_of(old) < key_of(change.since) <= key_of(new)]
    packages = {
        change.packages: change
        for change in _rows("package")
        if key_of(old) < key_of(change.since) <= key_of(new)
    }
    between += [*packages.values(), *_of_npm(old, new)]
    return sorted(between, key=lambda change: (change.kind == "npm", key_of(change.since)))


def native_change(old: str, new: str) -> Change | None:
    """What a compiled module meets between two lines of Node; None within one line."""
    if line_name(old) == line_name(new):
        return None
    row = table("node_changes")["native"]
    return Change("package", new, row["what"], row["advice"], row["source"])


def removed_interfaces() -> tuple[tuple[Change, re.Pattern[str]], ...]:
    """Every removed interface that code can be searched for, with its expression."""
    return tuple(
        (change, re.compile(expression)) for change in _rows("api") for expression in change.uses
    )


def _of_npm(old: str, new: str) -> Iterator[Change]:
    """The changes between the npm of two Nodes; a Node younger than the table has npm 11."""
    before, after = npm_of(old), npm_of(new) or "11.0.0"
    if before is None:
        return
    for change in _rows("npm"):
        if _key(before) < key_of(change.since) <= _key(after):
            yield change


def _key(version: str) -> tuple[int, int, int]:
    return key_of(version.partition("-")[0])


def _rows(kind: ChangeKind) -> Iterator[Change]:
    name = "packages" if kind == "package" else kind
    for row in table("node_changes")[name]:
        yield _change(kind, row)


def _change(kind: ChangeKind, row: dict[str, Any]) -> Change:
    return Change(
        kind,
        row["since"],
        row["what"],
        row["advice"],
        row["source"],
        uses=tuple(row.get("uses", ())),
        packages=tuple(row.get("names", ())),
        works_from=row.get("works_from"),
        lock_below=row.get("lock_below"),
    )
