"""System V init scripts, as far as their usual variables and start-stop-daemon tell."""

from __future__ import annotations

from posixpath import basename
from string import Template

from migrator.read.process_files.definition import (
    ProcessDefinition,
    logical_lines,
    words_of,
)

MAX_VALUE = 2000
_ARGUMENTS = ("DAEMON_ARGS", "DAEMON_OPTS", "ARGS", "OPTS", "SCRIPT", "APP")
_USERS = ("DAEMON_USER", "RUN_AS", "USER", "RUNAS", "AS_USER")
_DIRECTORIES = ("DAEMON_DIR", "CHDIR", "APP_DIR", "APPDIR", "WORKDIR", "DIR")
_OPTIONS = {
    **dict.fromkeys(("--chuid", "-c", "--user", "-u"), "user"),
    **dict.fromkeys(("--chdir", "-d"), "directory"),
    **dict.fromkeys(("--exec", "-x", "--startas", "-a"), "exec"),
}


def read_sysvinit(text: str, path: str) -> tuple[ProcessDefinition, ...]:
    """Read an init script's DAEMON or its start-stop-daemon; nothing where it has neither."""
    variables: dict[str, str] = {}
    daemon: tuple[int, dict[str, str], tuple[str, ...]] | None = None
    for number, line in logical_lines(text):
        line = line.strip()
        name, equals, value = line.removeprefix("export ").partition("=")
        if equals and name.isidentifier() and name not in variables:
            variables[name] = _expand(" ".join(words_of(value)), variables)
        elif "start-stop-daemon" in line and "--start" in line and daemon is None:
            daemon = (number, *_start_stop_daemon(_expand(line, variables)))
    line_number, options, arguments = daemon or (1, {}, ())
    command = options.get("exec") or variables.get("DAEMON")
    if not command:
        return ()
    if not arguments:
        arguments = words_of(next((variables[n] for n in _ARGUMENTS if n in variables), ""))
    user = options.get("user") or next((variables[n] for n in _USERS if n in variables), None)
    folder = next((variables[n] for n in _DIRECTORIES if n in variables), None)
    return (
        ProcessDefinition(
            name=basename(path),
            manager="sysvinit",
            path=path,
            line=line_number,
            argv=(*words_of(command), *arguments),
            directory=options.get("directory") or folder,
            user=user.partition(":")[0] if user else None,
        ),
    )


def _start_stop_daemon(line: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """The options of start-stop-daemon, and what follows `--`."""
    words = words_of(line)
    end = words.index("--") if "--" in words else len(words)
    options: dict[str, str] = {}
    for position, word in enumerate(words[:end]):
        option, equals, value = word.partition("=")
        if option in _OPTIONS:
            following = words[position + 1] if position + 1 < end else ""
            options.setdefault(_OPTIONS[option], value if equals else following)
    ends = {"||", "&&", ";", "|", "&"}
    arguments = words[end + 1 :]
    stop = next((i for i, word in enumerate(arguments) if word in ends), len(arguments))
    return options, arguments[:stop]


def _expand(text: str, variables: dict[str, str]) -> str:
    """Replace `$NAME` and `${NAME}` of variables that the script sets; others stay."""
    return Template(text[:MAX_VALUE]).safe_substitute(variables)[:MAX_VALUE]
