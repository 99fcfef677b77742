"""supervisord's programs, as its configuration reference describes them."""

from __future__ import annotations

import shlex

from migrator.read.process_files.definition import (
    ProcessDefinition,
    process_count,
    shell_text,
    words_of,
)

_TRUE = frozenset({"true", "yes", "on", "1", "unexpected"})


def read_supervisord(text: str, path: str) -> tuple[ProcessDefinition, ...]:
    """Read the [program:NAME] sections of a configuration file."""
    programs: list[tuple[str, int, dict[str, str]]] = []
    settings: dict[str, str] | None = None
    key = ""
    for number, line in enumerate(text.splitlines(), 1):
        content = line.partition(" ;")[0].rstrip()
        if not content or content.lstrip().startswith((";", "#")):
            continue
        if content.startswith("[") and content.endswith("]"):
            kind, _, name = content[1:-1].partition(":")
            settings = {} if kind == "program" else None
            if settings is not None:
                programs.append((name.strip(), number, settings))
        elif settings is not None and content[0] in " \t" and key in settings:
            settings[key] += f"\n{content.strip()}"
        elif settings is not None and "=" in content:
            key, _, value = content.partition("=")
            key = key.strip()
            settings[key] = value.strip()
    return tuple(
        _definition(name, number, settings, path)
        for name, number, settings in programs
        if settings.get("command")
    )


def _definition(name: str, line: int, settings: dict[str, str], path: str) -> ProcessDefinition:
    argv = words_of(settings["command"].replace("%%", "%"))
    restart = settings.get("autorestart")
    return ProcessDefinition(
        name=name,
        manager="supervisord",
        path=path,
        line=line,
        argv=argv,
        shell=shell_text(argv),
        directory=settings.get("directory"),
        user=settings.get("user"),
        environment=environment_of(settings.get("environment", "")),
        restart=None if restart is None else restart.lower() in _TRUE,
        instances=process_count(settings.get("numprocs")),
    )


def environment_of(text: str) -> dict[str, str]:
    """`A="1",B=2` as a mapping; a text whose quotes do not match gives nothing."""
    lexer = shlex.shlex(text, posix=True)
    lexer.whitespace = ", \t\n"
    lexer.whitespace_split = True
    lexer.commenters = ""
    try:
        pairs = [word.partition("=") for word in lexer]
    except ValueError:
        return {}
    return {name: value.replace("%%", "%") for name, equals, value in pairs if equals}
