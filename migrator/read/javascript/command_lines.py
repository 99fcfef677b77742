"""Command lines as package scripts and start commands hold them.

A script is split into simple commands; nothing of it is expanded. A text that
needs a shell's full grammar is the shell reader's business.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MAX_CHARACTERS = 10_000
# `2>&1` is no separator; it says nothing about what runs.
_DUPLICATED = re.compile(r"\s\d?>&\d")
_SUDO_WITH_VALUE = frozenset({"-u", "-g", "-h", "-p", "-C", "--user", "--group"})
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
    command = _DUPLICATED.sub(" ", command[:MAX_CHARACTERS])
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
        elif rest[0] == "sudo":
            rest = ["sudo", *_without_options(rest[1:])]
        elif rest[0].rpartition("/")[2] == "scl" and "--" in rest:
            # What a software collection is enabled for: `scl enable rh-nodejs8 -- node a.js`.
            rest = rest[rest.index("--") :]
        elif rest[0].rpartition("/")[2] not in _ENVIRONMENT_SETTERS and rest[0] not in _PREFIXES:
            break
        rest.pop(0)
    return CommandLine(tuple(rest), environment)


def _without_options(words: list[str]) -> list[str]:
    """What sudo runs: its options, and the values of those that take one, come before."""
    while words and words[0].startswith("-"):
        words = words[2:] if words[0] in _SUDO_WITH_VALUE else words[1:]
    return words
