"""Command lines as package scripts and start commands hold them.

A script is split into simple commands; nothing of it is expanded. A text that
needs a shell's full grammar is the shell reader's business.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MAX_CHARACTERS = 10_000
_SEPARATORS = frozenset({"&&", "||", ";", "&", "|", "(", ")", "\n"})
_ENVIRONMENT_SETTERS = frozenset({"env", "cross-env", "cross-env-shell", "better-npm-run"})
_PREFIXES = frozenset({"sudo", "exec", "nohup", "npx", "time", "dotenv", "--"})


@dataclass(frozen=True)
class CommandLine:
    """One simple command: its words, and the variables set before it."""

    words: tuple[str, ...]
    environment: Mapping[str, str]


def split_commands(command: str) -> list[CommandLine]:
    """Split a shell text into its simple commands; one with open quotes is split at blanks."""
    command = command[:MAX_CHARACTERS]
    try:
        lexer = shlex.shlex(command, posix=True, punctuation_chars="&|;()")
        lexer.whitespace_split = True
        lexer.commenters = ""
        words = list(lexer)
    except ValueError:
        words = command.split()
    commands = []
    current: list[str] = []
    for word in [*words, ";"]:
        if word in _SEPARATORS or not word.strip("&|;()"):
            if current:
                commands.append(command_line(current))
            current = []
        else:
            current.append(word)
    return commands


def command_line(words: Sequence[str]) -> CommandLine:
    """Take leading assignments and wrappers such as `env` and `sudo` off a command."""
    environment: dict[str, str] = {}
    rest = list(words)
    while rest:
        name, equals, value = rest[0].partition("=")
        if equals and name.isidentifier():
            environment[name] = value
        elif rest[0] in ("set", "export") and "=" in "".join(rest[1:2]):
            pass
        elif rest[0] not in _ENVIRONMENT_SETTERS and rest[0] not in _PREFIXES:
            break
        rest.pop(0)
    return CommandLine(tuple(rest), environment)
