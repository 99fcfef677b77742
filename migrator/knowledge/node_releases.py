"""Every release of Node.js and of io.js (1 to 3), with its date and its npm."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date
from typing import Any

from migrator.knowledge.tables import table

VersionKey = tuple[int, int, int]


@dataclass(frozen=True)
class Release:
    """One release; `npm` is the bundled version, None where there was none or it is not known."""

    version: str
    date: date
    npm: str | None


@dataclass(frozen=True)
class Line:
    """A release line: `name` is "0.10" or "8".

    `lts` is the day from which its releases are long-term support, None for a line
    that never is; `end` is the day its support ends or ended.
    """

    name: str
    start: date | None
    lts: date | None
    maintenance: date | None
    end: date
    codename: str | None


def as_of() -> date:
    """The day the table was made: what is supported is judged by it, not by the clock."""
    return date.fromisoformat(table("node_releases")["as_of"])


def key_of(version: str) -> VersionKey:
    """A version as numbers that compare; ValueError when it is not three numbers."""
    major, minor, patch = version.split(".")
    return int(major), int(minor), int(patch)


def line_name(version: str) -> str:
    """The line that a version belongs to: "0.10" of 0.10.48, "8" of 8.17.0."""
    major, minor, _ = version.split(".", 2)
    return f"{major}.{minor}" if major == "0" else major


@functools.cache
def lines() -> tuple[Line, ...]:
    """Every line, oldest first."""
    rows = table("node_releases")["lines"]
    return tuple(_line(name, row) for name, row in rows.items())


@functools.cache
def line_of(version: str) -> Line | None:
    """The line of a version, None when the table has no such line."""
    row = table("node_releases")["lines"].get(line_name(version))
    return None if row is None else _line(line_name(version), row)


@functools.cache
def versions() -> tuple[str, ...]:
    """Every released version, oldest line first and ascending within it."""
    rows = table("node_releases")["releases"]
    return tuple(row[0] for line in rows.values() for row in line)


@functools.cache
def release(version: str) -> Release | None:
    """The release of that exact version, None when there never was one."""
    if version.count(".") != 2:
        return None
    rows = table("node_releases")["releases"].get(line_name(version), [])
    for row in rows:
        if row[0] == version:
            return Release(row[0], date.fromisoformat(row[1]), row[2])
    return None


def releases_of(line: str) -> tuple[Release, ...]:
    """The releases of a line ("0.10", "8"), oldest first; empty when there is no such line."""
    rows = table("node_releases")["releases"].get(line, [])
    return tuple(Release(row[0], date.fromisoformat(row[1]), row[2]) for row in rows)


def newest_of(line: str) -> str | None:
    """The last release of a line."""
    rows = table("node_releases")["releases"].get(line)
    return rows[-1][0] if rows else None


def npm_of(version: str) -> str | None:
    """The npm that came with a version."""
    found = release(version)
    return None if found is None else found.npm


def eol(version: str) -> date | None:
    """The day support ended, None while the line is supported or when it is not known.

    Supported means: on the day the table was made, so that the same input gives the
    same plan on every day.
    """
    line = line_of(version)
    return None if line is None or line.end > as_of() else line.end


def is_iojs(version: str) -> bool:
    """Whether a version is one of io.js, which had the majors 1 to 3 for itself."""
    return version.partition(".")[0] in {"1", "2", "3"}


def latest_lts(on: date | None = None) -> str | None:
    """The newest long-term support release on a day, None before there was one.

    Without a day: the day the table was made.
    """
    day = on or as_of()
    for line in reversed(lines()):
        if line.lts is not None and line.lts <= day:
            return _newest_on(line.name, day)
    return None


def _newest_on(line: str, day: date) -> str | None:
    released = [each.version for each in releases_of(line) if each.date <= day]
    return released[-1] if released else None


def _line(name: str, row: dict[str, Any]) -> Line:
    def day(key: str) -> date | None:
        return date.fromisoformat(row[key]) if key in row else None

    return Line(
        name=name,
        start=day("start"),
        lts=day("lts"),
        maintenance=day("maintenance"),
        end=date.fromisoformat(row["end"]),
        codename=row.get("codename"),
    )
