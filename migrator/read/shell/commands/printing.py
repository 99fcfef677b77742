"""Commands that write text: echo, printf, cat, tee."""

from __future__ import annotations

import re

from migrator.read.shell.commands.options import split
from migrator.read.shell.dispatch import builtin
from migrator.read.shell.state import Shell, joined
from migrator.read.shell.status import ABSENT, DONE, TRUE, Call, Status
from migrator.read.shell.texts import Presumed, join, mapped, separated
from migrator.read.shell.words import unescape
from migrator.trace import Remote
from migrator.values import Text


@builtin("echo")
def echo(shell: Shell, call: Call) -> Status:
    words = list(call.argv[1:])
    ending, escapes = "\n", False
    while words and isinstance(words[0], str) and re.fullmatch(r"-[neE]+", words[0]):
        flags = str(words.pop(0))
        ending = "" if "n" in flags else ending
        escapes = "e" in flags or (escapes and "E" not in flags)
    if shell.out is None:
        return TRUE
    line = separated(" ", words)
    shell.write(join([mapped(line, unescape) if escapes else line, ending]))
    return TRUE


@builtin("printf")
def printf(shell: Shell, call: Call) -> Status:
    """`printf format words`; the format is used again until no word is left."""
    words = list(call.argv[1:])
    if words[:1] == ["-v"] and len(words) > 2:
        shell.set(str(words[1]), _formatted(str(words[2]), words[3:]))
        return TRUE
    if words[:1] == ["--"]:
        words = words[1:]
    if words and shell.out is not None:
        first = words[0]
        shell.write(_formatted(first, words[1:]) if isinstance(first, str) else first)
    return TRUE


def _formatted(template: str, words: list[Text]) -> Text:
    pieces = re.split(r"(%%|%[-+ 0#]*\d*(?:\.\d+)?[a-zA-Z])", template)
    texts: list[Text] = []
    pending = list(words)
    while True:
        before = len(pending)
        for piece in pieces:
            if piece == "%%":
                texts.append("%")
            elif piece.startswith("%") and len(piece) > 1:
                texts.append(pending.pop(0) if pending else "")
            else:
                texts.append(unescape(piece))
        if not pending or len(pending) == before:
            return join(texts) if texts else ""


@builtin("cat")
def cat(shell: Shell, call: Call) -> Status:
    if shell.out is None:
        return DONE
    found: list[Text | Remote] = []
    for word in split(call.argv[1:]).operands or ["-"]:
        if word == "-":
            found.append(shell.stdin if shell.stdin is not None else "")
            continue
        path = shell.path(word)
        file = shell.session.files.read(path) if path else None
        found.append(file.content if file else shell.unknown(f"the content of `{word}`"))
    shell.write(joined(found, shell))
    return DONE


@builtin("tee")
def tee(shell: Shell, call: Call) -> Status:
    options = split(call.argv[1:])
    content: Text | Remote = shell.stdin if shell.stdin is not None else ""
    for word in options.operands:
        path = shell.path(word)
        if path is not None and not path.startswith("/dev/"):
            shell.put(path, content, append=options.has("-a", "--append"))
    shell.write(content)
    return DONE


@builtin("ls")
def list_names(shell: Shell, call: Call) -> Status:
    """The names in a directory that is known; what is not there yet fails on a fresh machine."""
    files = shell.session.files
    status = DONE
    for word in split(call.argv[1:]).operands or ["."]:
        path = shell.path(word)
        if path is None:
            shell.write(shell.unknown("the directory is not known"))
        elif files.is_directory(path):
            shell.write("".join(f"{name}\n" for name in files.names(path)))
        elif files.is_file(path):
            shell.write(join([word, "\n"]))
        elif path not in shell.session.mentioned:
            shell.write(Presumed(""))
            status = ABSENT
    return status


@builtin("pwd")
def print_directory(shell: Shell, call: Call) -> Status:
    shell.write(join([shell.cwd, "\n"]))
    return TRUE


@builtin("yes")
def agree(shell: Shell, call: Call) -> Status:
    shell.write(join([*call.argv[1:2], "\n"]) if len(call.argv) > 1 else "y\n")
    return TRUE
