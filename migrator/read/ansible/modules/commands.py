"""Modules that run commands: their text is followed by the shell reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from migrator.read.ansible.modules.registry import (
    Action,
    Arguments,
    Follow,
    FollowFile,
    module,
    quoted,
    run,
)
from migrator.read.ansible.values import as_text, listed
from migrator.read.shell.texts import separated
from migrator.values import Text

FREE_FORM = frozenset({"shell", "command", "raw", "script", "win_shell", "win_command"})
"""Modules whose text is a command line, and not arguments."""

OWN_ARGUMENTS = frozenset(
    "creates removes chdir executable warn stdin stdin_add_newline strip_empty_ends cmd argv "
    "expand_argument_vars".split()
)


@module("shell", "command", "raw")
def command(given: Arguments) -> Iterator[Action]:
    """A command line; `creates` is as on a fresh machine, so the command runs."""
    script = _script(given)
    if script is not None:
        yield Follow(script, given.text("chdir"), given.text("stdin"))


def _script(given: Arguments) -> Text | None:
    words: list[Any] = listed(given.value("argv"))
    if words:
        return separated(" ", (quoted(as_text(word)) for word in words))
    if given.free not in (None, ""):
        return as_text(given.free)
    return given.text("cmd", "_raw_params")


@module("script")
def script(given: Arguments) -> Iterator[Action]:
    """A script of the repository with its arguments, or one that is in the guest already."""
    line = _script(given)
    if isinstance(line, str):
        name, _, rest = line.strip().partition(" ")
        yield FollowFile(name, rest.strip(), given.text("chdir"))
    elif line is not None:
        yield Follow(line)


@module("expect")
def expect(given: Arguments) -> Iterator[Action]:
    """A command whose questions are answered."""
    yield Follow(given.text("command") or "", given.text("chdir"))


@module("make")
def make(given: Arguments) -> Iterator[Action]:
    yield run("make", *given.texts("target"), cwd=given.text("chdir"))


@module("django_manage")
def django_manage(given: Arguments) -> Iterator[Action]:
    yield run(
        "python", "manage.py", given.text("command"), cwd=given.text("app_path", "project_path")
    )
