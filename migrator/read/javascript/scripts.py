"""Ports that command lines and package scripts name: `PORT=4000`, `--port 4000`, `-p 3000`."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from migrator.ports import port_of
from migrator.read.javascript.command_lines import CommandLine, split_commands
from migrator.read.javascript.listening import Kind
from migrator.read.manifest import Manifest

# Programs for which -p is a port; elsewhere it is a project, a pattern, `mkdir -p`.
_SHORT_PORT = frozenset(
    {
        *("http-server", "live-server", "serve", "next", "nuxt", "json-server", "static"),
        *("static-server", "ws", "local-web-server", "harp", "gatsby", "hexo", "docpad"),
        *("node-static", "superstatic", "webpack-dev-server", "ecstatic", "st", "node", "http"),
        *("ember", "ng", "vue-cli-service", "fastify", "micro", "up", "strong-pm", "grunt"),
    }
)
_LONG_PORT = frozenset({"--port", "--PORT", "--server-port", "--http-port", "--listen"})
_DEBUG = frozenset({"--inspect", "--inspect-brk", "--debug", "--debug-brk", "--inspect-port"})


@dataclass(frozen=True)
class ScriptPort:
    """A port in a package script. `variable` is set for `PORT=4000 node …`.

    `host` is what `--host` names, `kind` "debug" for a debugger's port.
    """

    script: str
    program: str
    port: int
    line: int | None = None
    variable: str | None = None
    host: str | None = None
    kind: Kind = "http"


def script_ports(manifest: Manifest) -> tuple[ScriptPort, ...]:
    """The ports that the manifest's scripts name, in the scripts' order."""
    return tuple(
        found
        for name, script in manifest.scripts.items()
        for found in command_ports(script, name, manifest.line("scripts", name))
    )


def command_ports(command: str, script: str = "", line: int | None = None) -> list[ScriptPort]:
    """The ports that one shell command names; `script` and `line` only go into the result."""
    return [
        found for simple in split_commands(command) for found in _in_command(simple, script, line)
    ]


def _in_command(command: CommandLine, script: str, line: int | None) -> Iterator[ScriptPort]:
    program = posixpath.basename(command.words[0]) if command.words else ""
    for name, value in command.environment.items():
        port = port_of(value)
        if port and (name == "PORT" or name.endswith("_PORT")):
            yield ScriptPort(script, program, port, line, variable=name)
    host = _host(command)
    words = command.words
    for position, word in enumerate(words[1:], 1):
        option, equals, value = word.partition("=")
        if not equals:
            value = words[position + 1] if position + 1 < len(words) else ""
        if option in _DEBUG:
            port = port_of(value.rpartition(":")[2]) if equals else None
            if port:
                yield ScriptPort(script, program, port, line, kind="debug")
        elif option in _LONG_PORT or (option == "-p" and program in _SHORT_PORT):
            port = port_of(value.rpartition(":")[2])
            if port:
                yield ScriptPort(script, program, port, line, host=host)


def _host(command: CommandLine) -> str | None:
    words = command.words
    for position, word in enumerate(words):
        option, equals, value = word.partition("=")
        if option in ("--host", "--hostname", "-H", "--address"):
            following = words[position + 1] if position + 1 < len(words) else ""
            return value if equals else following or None
    return None
