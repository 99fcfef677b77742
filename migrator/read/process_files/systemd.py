"""systemd service units, as systemd.service(5) and systemd.exec(5) describe them."""

from __future__ import annotations

from posixpath import basename

from migrator.read.process_files.definition import (
    ProcessDefinition,
    logical_lines,
    shell_text,
    words_of,
)

# What may stand before the command's path; it changes who runs it, not what runs.
_PREFIXES = "@-:+!|"


def read_systemd(text: str, path: str) -> tuple[ProcessDefinition, ...]:
    """Read a unit's [Service] section; nothing where it starts no command."""
    settings: dict[str, list[tuple[int, str]]] = {}
    section = ""
    for number, line in logical_lines(_without_comments(text)):
        line = line.strip()
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        elif "=" in line:
            key, _, value = line.partition("=")
            entries = settings.setdefault(f"{section}.{key.strip()}", [])
            # An empty value takes back what was set before.
            entries[:] = [*entries, (number, value.strip())] if value.strip() else []
    return _definition(settings, path)


def _without_comments(text: str) -> str:
    """Blank the comments, which may also stand between the lines of one value."""
    lines = text.splitlines()
    for position, line in enumerate(lines):
        if line.lstrip().startswith(("#", ";")):
            continued = position > 0 and lines[position - 1].endswith("\\")
            lines[position] = "\\" if continued else ""
    return "\n".join(lines)


def _definition(
    settings: dict[str, list[tuple[int, str]]], path: str
) -> tuple[ProcessDefinition, ...]:
    def last(key: str) -> str | None:
        values = settings.get(f"Service.{key}")
        return values[-1][1] if values else None

    started = settings.get("Service.ExecStart")
    if not started:
        return ()
    line, command = started[-1]
    argv = words_of(command.lstrip(_PREFIXES))
    directory = last("WorkingDirectory")
    files = settings.get("Service.EnvironmentFile", [])
    restart = last("Restart")
    return (
        ProcessDefinition(
            name=basename(path).removesuffix(".service"),
            manager="systemd",
            path=path,
            line=line,
            argv=argv,
            shell=shell_text(argv),
            directory=directory.lstrip("-") if directory else None,
            user=last("User"),
            environment=_environment(settings.get("Service.Environment", [])),
            environment_files=tuple(value.lstrip("-") for _, value in files),
            before=tuple(
                value.lstrip(_PREFIXES) for _, value in settings.get("Service.ExecStartPre", [])
            ),
            restart=None if restart is None else restart != "no",
        ),
    )


def _environment(entries: list[tuple[int, str]]) -> dict[str, str]:
    """`Environment=A=1 "B=two words"`, any number of times."""
    environment = {}
    for _, value in entries:
        for word in words_of(value):
            name, equals, setting = word.partition("=")
            if equals:
                environment[name] = setting
    return environment
