"""Files of one command a line: Procfile, rc.local."""

from __future__ import annotations

from migrator.read.process_files.definition import (
    ProcessDefinition,
    logical_lines,
    plain_words,
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
                )
            )
    return tuple(definitions)
