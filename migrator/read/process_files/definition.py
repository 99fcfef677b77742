"""Long-running processes and scheduled commands as configuration files describe them."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

MAX_CHARACTERS = 20_000
_SHELLS = frozenset({"sh", "bash", "dash", "zsh"})
_SHELL_CHARACTERS = frozenset("|&;<>()$`\\\"'*?[#~%\n")


@dataclass(frozen=True)
class ProcessDefinition:
    """One process that something keeps running.

    `argv` is what is executed; where a shell runs a text, `shell` is that text and `argv`
    is empty or the words of a text that needs no shell. `environments` are settings
    for a named environment on top of `environment`, such as pm2's env_production.
    `restart` says whether it is started again when it ends, None where nothing says so;
    `instances` how many run at once, 0 for as many as there are processors.
    """

    name: str
    manager: str
    path: str
    line: int
    argv: tuple[str, ...] = ()
    shell: str | None = None
    directory: str | None = None
    user: str | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    environments: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    environment_files: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    restart: bool | None = None
    instances: int | None = None
    watch: bool = False


def process_count(text: str | None) -> int | None:
    """The number of a setting; "max" and -1 are one process a processor to pm2, which is 0."""
    if text in ("max", "-1"):
        return 0
    is_number = text is not None and len(text) < 4 and text.isascii() and text.isdecimal()
    return int(text) if is_number and text else None


def words_of(text: str) -> tuple[str, ...]:
    """The words of a command line; split at blanks where its quotes do not match."""
    text = text[:MAX_CHARACTERS]
    try:
        return tuple(shlex.split(text))
    except ValueError:
        return tuple(text.split())


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a shell text that means only its words; empty for any other."""
    first = text.split(maxsplit=1)[:1]
    if not first or "=" in first[0] or _SHELL_CHARACTERS.intersection(text):
        return ()
    return tuple(text.split())


def shell_text(argv: Sequence[str]) -> str | None:
    """The text that `sh -c TEXT` runs; None for any other command."""
    if len(argv) < 3 or argv[0].rpartition("/")[2] not in _SHELLS:
        return None
    for position, word in enumerate(argv[1:-1], 1):
        if word.startswith("-") and word.endswith("c"):
            return argv[position + 1]
    return None


def logical_lines(text: str) -> list[tuple[int, str]]:
    """Lines with their numbers, those that end in a backslash joined with the next."""
    lines: list[tuple[int, str]] = []
    pending: list[str] = []
    started = 1
    for number, line in enumerate(text.splitlines(), 1):
        if not pending:
            started = number
        if line.endswith("\\"):
            pending.append(line[:-1].strip() if pending else line[:-1].rstrip())
            continue
        lines.append((started, " ".join([*pending, line.strip()]) if pending else line))
        pending = []
    if pending:
        lines.append((started, " ".join(pending)))
    return lines
