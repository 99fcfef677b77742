"""Upstart jobs, as init(5) of Upstart describes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from posixpath import basename

from migrator.read.process_files.definition import (
    ProcessDefinition,
    logical_lines,
    plain_words,
    words_of,
)

_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")


@dataclass
class _Job:
    command: str | None = None
    line: int = 1
    before: list[str] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    respawn: bool = False


def read_upstart(text: str, path: str) -> tuple[ProcessDefinition, ...]:
    """Read a job; nothing where it has neither `exec` nor `script`.

    Its variables stand in the command already, and those that only make it up are left out.
    """
    job = _Job()
    lines = iter(logical_lines(text))
    for number, line in lines:
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if words[-1] == "script" and words[0] in ("script", "pre-start", "post-start"):
            body = []
            for _, inner in lines:
                if inner.split() == ["end", "script"]:
                    break
                body.append(inner.strip())
            _script(job, words[0], "\n".join(body).strip(), number)
        else:
            _stanza(job, words[0], line.strip()[len(words[0]) :].strip(), number)
    if job.command is None:
        return ()
    command = _expanded(job.command, job.environment)
    used = {one or other for one, other in _VARIABLE.findall(job.command)}
    return (
        ProcessDefinition(
            name=basename(path).removesuffix(".conf"),
            manager="upstart",
            path=path,
            line=job.line,
            argv=plain_words(command),
            shell=command,
            directory=job.settings.get("chdir"),
            user=job.settings.get("setuid"),
            environment={
                name: value
                for name, value in job.environment.items()
                if name not in used or name.endswith("PORT") or name == "NODE_ENV"
            },
            before=tuple(_expanded(one, job.environment) for one in job.before),
            restart=job.respawn,
        ),
    )


def _expanded(command: str, environment: Mapping[str, str]) -> str:
    """A command with the job's own variables put in, as Upstart and its shell do.

    What only makes up the command (`exec $NODE $DIR/$FILE`) is then nothing for the application.
    """

    def value(found: re.Match[str]) -> str:
        return environment.get(found[1] or found[2], found[0])

    return _VARIABLE.sub(value, command)


def _script(job: _Job, stanza: str, body: str, line: int) -> None:
    if stanza == "script":
        job.command, job.line = body, line
    elif stanza == "pre-start" and body:
        job.before.append(body)


def _stanza(job: _Job, stanza: str, rest: str, line: int) -> None:
    if stanza == "exec":
        job.command, job.line = rest, line
    elif stanza == "pre-start" and rest.startswith("exec "):
        job.before.append(rest[5:].strip())
    elif stanza == "env":
        name, equals, value = rest.partition("=")
        if equals:
            job.environment[name.strip()] = " ".join(words_of(value))
    elif stanza == "respawn":
        job.respawn = True
    elif stanza in ("chdir", "setuid", "start"):
        job.settings[stanza] = rest.strip("\"'")
