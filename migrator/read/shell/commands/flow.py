"""Jumps, conditions and the shell's own switches."""

from __future__ import annotations

from migrator.read.shell.conditions import Condition
from migrator.read.shell.dispatch import builtin
from migrator.read.shell.state import Shell
from migrator.read.shell.status import FALSE, TRUE, Break, Call, Continue, Exit, Return, Status
from migrator.values import Text


def _code(shell: Shell, words: tuple[Text, ...]) -> Status:
    if len(words) < 2:
        return shell.last
    return Status(words[1] == "0") if isinstance(words[1], str) else TRUE


@builtin("exit", "logout")
def leave(shell: Shell, call: Call) -> Status:
    raise Exit(
        f"`{' '.join(call.words())}` on line {shell.line} comes before", _code(shell, call.argv)
    )


@builtin("return")
def give_back(shell: Shell, call: Call) -> Status:
    raise Return(
        f"`{' '.join(call.words())}` on line {shell.line} comes before", _code(shell, call.argv)
    )


def _levels(call: Call) -> int:
    word = call.words()[1:2]
    return int(word[0]) if word and word[0].isdecimal() and len(word[0]) < 3 else 1


@builtin("break")
def leave_loop(shell: Shell, call: Call) -> Status:
    raise Break(f"`break` on line {shell.line} comes before", TRUE, _levels(call))


@builtin("continue")
def next_turn(shell: Shell, call: Call) -> Status:
    raise Continue(f"`continue` on line {shell.line} comes before", TRUE, _levels(call))


@builtin("true", ":")
def succeed(shell: Shell, call: Call) -> Status:
    return TRUE


@builtin("false")
def fail(shell: Shell, call: Call) -> Status:
    return FALSE


@builtin("test", "[")
def test(shell: Shell, call: Call) -> Status:
    words = call.argv[1:]
    if call.argv[0] == "[" and words[-1:] == ("]",):
        words = words[:-1]
    return Condition(shell, words).decide()


@builtin("set")
def set_options(shell: Shell, call: Call) -> Status:
    """`set -e`, `set -- words`; the other switches change nothing that is followed."""
    words = call.argv[1:]
    for index, word in enumerate(words):
        if word == "--":
            shell.arguments = words[index + 1 :]
            break
        if not isinstance(word, str) or not word.startswith(("-", "+")):
            switch = str(words[index - 1]) if index else ""
            if not (switch[:1] in ("-", "+") and switch.endswith("o")):
                shell.arguments = words[index:]
                break
            if word == "errexit":
                shell.errexit = switch.startswith("-")
        elif "e" in word[1:] and not word.startswith("--"):
            shell.errexit = word.startswith("-")
    return TRUE


@builtin("shift")
def shift(shell: Shell, call: Call) -> Status:
    word = call.words()[1:2]
    count = int(word[0]) if word and word[0].isdecimal() and len(word[0]) < 5 else 1
    if count > len(shell.arguments):
        return FALSE
    shell.arguments = shell.arguments[count:]
    return TRUE


@builtin("trap", "umask", "ulimit", "shopt", "alias", "unalias", "wait", "sleep", "enable", "bind")
def switch(shell: Shell, call: Call) -> Status:
    return TRUE
