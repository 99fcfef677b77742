"""Reads tables of cron jobs: a user's own, and the system's, which name a user on each line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import basename

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_NICKNAMES = frozenset(
    "@reboot @yearly @annually @monthly @weekly @daily @midnight @hourly".split()
)
# Lowest and highest value of each column, and the names that stand for its values: crontab(5).
_COLUMNS: tuple[tuple[int, int, tuple[str, ...]], ...] = (
    (0, 59, ()),
    (0, 23, ()),
    (1, 31, ()),
    (1, 12, ("", *MONTHS)),
    (0, 7, WEEKDAYS),
)
_PIECE = re.compile(r"(?:\*|(?P<first>[a-z0-9]+)(?:-(?P<last>[a-z0-9]+))?)(?:/(?P<step>\d{1,4}))?")
# cron takes any quoted name, and hands it to a shell that knows only these.
_SETTING = re.compile(r"([\"']?)([A-Za-z_][A-Za-z0-9_]*)\1\s*=\s*(.*)")


@dataclass(frozen=True)
class ScheduledCommand:
    """A line of a crontab; `schedule` is its five fields or a word such as `@reboot`.

    `environment` has the settings above it, and `line` counts from 1.
    """

    schedule: str
    command: str
    path: str
    line: int
    user: str | None = None
    environment: Mapping[str, str] = field(default_factory=dict)


def read_schedule(text: str, path: str) -> tuple[ScheduledCommand, ...]:
    """Read a crontab by where it lies: the system's name a user on each line.

    In cron's own folder of the users' tables the file's name is the user.
    """
    has_user = path == "/etc/crontab" or path.startswith("/etc/cron.d/")
    owner = basename(path) if path.startswith("/var/spool/cron/") else None
    return read_crontab(text, path, has_user=has_user, owner=owner)


def read_crontab(
    text: str, path: str, *, has_user: bool, owner: str | None = None
) -> tuple[ScheduledCommand, ...]:
    """Read a crontab; the system's own (`has_user`) name the user after the schedule.

    A line that cron would not take for a job, such as prose, is none.
    """
    return tuple(_jobs(text, path, has_user, owner))


def _jobs(text: str, path: str, has_user: bool, owner: str | None) -> Iterator[ScheduledCommand]:
    environment: dict[str, str] = {}
    for number, line in enumerate(text.split("\n"), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        setting = _SETTING.fullmatch(line)
        if setting is not None:
            environment[setting[2]] = setting[3].strip().strip("\"'")
            continue
        fields = 1 if line.startswith("@") else 5
        parts = line.split(None, fields + has_user)
        schedule, rest = parts[:fields], parts[fields:]
        if len(rest) == 1 + has_user and is_schedule(schedule):
            user = rest[0] if has_user else owner
            command = _command(rest[-1])
            if command:
                yield ScheduledCommand(
                    " ".join(schedule), command, path, number, user, dict(environment)
                )


def is_schedule(fields: list[str]) -> bool:
    """Whether these are five columns that cron accepts, or one of its nicknames."""
    if len(fields) == 1:
        return fields[0] in _NICKNAMES
    return len(fields) == len(_COLUMNS) and all(
        _fits(field, *column) for field, column in zip(fields, _COLUMNS, strict=True)
    )


def _fits(text: str, low: int, high: int, names: tuple[str, ...]) -> bool:
    for piece in text.lower().split(","):
        match = _PIECE.fullmatch(piece)
        if match is None or match["step"] == "0":
            return False
        values = [_value(word, names) for word in (match["first"], match["last"]) if word]
        if any(value is None or not low <= value <= high for value in values):
            return False
        if values != sorted(values, key=lambda value: value or 0):
            return False
    return True


def _value(word: str, names: tuple[str, ...]) -> int | None:
    if word.isascii() and word.isdecimal() and len(word) < 4:
        return int(word)
    return names.index(word) if word in names else None


def _command(text: str) -> str:
    """What runs: a bare `%` ends the command, the rest is its input."""
    kept = []
    position = 0
    while position < len(text) and text[position] != "%":
        step = 2 if text.startswith("\\%", position) else 1
        kept.append(text[position + step - 1])
        position += step
    return "".join(kept).strip()
