"""Files of one command a line: Procfile, crontabs, rc.local."""

from __future__ import annotations

from posixpath import basename

from migrator.read.process_files.definition import (
    ProcessDefinition,
    ScheduledCommand,
    logical_lines,
    plain_words,
)

_NAMES = frozenset(
    {
        *("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
        *("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    }
)
_WORDS = frozenset(
    {
        *("@reboot", "@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight"),
        "@hourly",
    }
)


def read_procfile(text: str, path: str) -> tuple[ProcessDefinition, ...]:
    """Read a Procfile's `name: command` lines; a shell runs each command."""
    definitions = []
    for number, line in enumerate(text.splitlines(), 1):
        name, colon, command = (part.strip() for part in line.partition(":"))
        if colon and command and name.replace("-", "").replace("_", "").isalnum():
            definitions.append(
                ProcessDefinition(
                    *(name, "procfile", path, number, plain_words(command)), shell=command
                )
            )
    return tuple(definitions)


def read_crontab(text: str, path: str, *, has_user: bool) -> tuple[ScheduledCommand, ...]:
    """Read a crontab; the system's own (`has_user`) name the user after the schedule.

    In a user's crontab the file's name is the user, where it is one.
    """
    commands = []
    environment: dict[str, str] = {}
    owner = basename(path) if "/cron" in path and not has_user else None
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if equals and name.strip().isidentifier():
            environment[name.strip()] = value.strip().strip("\"'")
            continue
        fields = 1 if line.startswith("@") else 5
        parts = line.split(None, fields + has_user)
        schedule, rest = parts[:fields], parts[fields:]
        if len(rest) == 1 + has_user and _is_schedule(schedule):
            user = rest[0] if has_user else owner
            commands.append(
                ScheduledCommand(
                    *(" ".join(schedule), _command(rest[-1]), path, number, user),
                    dict(environment),
                )
            )
    return tuple(commands)


def _is_schedule(fields: list[str]) -> bool:
    if len(fields) == 1:
        return fields[0] in _WORDS
    pieces = (
        piece for field in fields for piece in field.replace("-", ",").replace("/", ",").split(",")
    )
    return len(fields) == 5 and all(map(_is_moment, pieces))


def _is_moment(piece: str) -> bool:
    return piece == "*" or piece.lower() in _NAMES or (piece.isascii() and piece.isdigit())


def _command(text: str) -> str:
    """What runs: a bare `%` ends the command, the rest is its input."""
    kept = []
    position = 0
    while position < len(text) and text[position] != "%":
        step = 2 if text.startswith("\\%", position) else 1
        kept.append(text[position + step - 1])
        position += step
    return "".join(kept).strip()


def read_rc_local(text: str, path: str) -> tuple[ProcessDefinition, ...]:
    """Read rc.local's lines up to its `exit`; each is a shell text."""
    definitions = []
    for number, line in logical_lines(text):
        line = line.strip()
        if line.split()[:1] == ["exit"]:
            break
        if line and not line.startswith("#") and line not in ("set -e", ":"):
            definitions.append(
                ProcessDefinition(
                    *("rc.local", "rc.local", path, number, plain_words(line)),
                    shell=line,
                    on_boot=True,
                )
            )
    return tuple(definitions)
