"""Ports that the configuration of a front end's development server names."""

from __future__ import annotations

from collections.abc import Iterator

from migrator.read.javascript.evaluate import Evaluator
from migrator.read.javascript.listening import Listening
from migrator.read.javascript.loading import exports_of
from migrator.read.javascript.nodes import arguments_of, line_of
from migrator.read.javascript.program import Program
from migrator.read.javascript.rules import evaluator_of
from migrator.read.javascript.values import NOTHING, Fact, Made, Module, Structure, number
from migrator.read.project import Project

# Where each tool's own documentation says that the port stands.
_CONFIGURATIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("webpack.config.js", "webpack-dev-server", ("devServer",)),
    ("webpack.dev.js", "webpack-dev-server", ("devServer",)),
    ("webpack.config.dev.js", "webpack-dev-server", ("devServer",)),
    ("webpack.development.config.js", "webpack-dev-server", ("devServer",)),
    ("vue.config.js", "@vue/cli-service", ("devServer",)),
    ("vite.config.js", "vite", ("server",)),
    ("vite.config.ts", "vite", ("server",)),
    ("vite.config.mjs", "vite", ("server",)),
    ("nuxt.config.js", "nuxt", ("server",)),
)


def development_servers(project: Project, app_dir: str) -> tuple[Listening, ...]:
    """The ports of development servers that files in the application's folder name."""
    program = Program(project, app_dir, {})
    return tuple(_servers(evaluator_of(program)))


def _servers(evaluator: Evaluator) -> Iterator[Listening]:
    program = evaluator.program
    for name, package, keys in _CONFIGURATIONS:
        path = program.within_app(name)
        source = program.source(path) if program.modules.has_file(path) else None
        if source is None:
            continue
        exported = exports_of(evaluator, source)
        if isinstance(exported.content, Module):
            exported = evaluator.member(exported, "default")
        server = _within(evaluator, exported, keys)
        fact = evaluator.member(server, "port")
        host = evaluator.member(server, "host").content
        port = number(fact.content) if fact.known else None
        if port is not None and 0 < port <= 65535:
            yield Listening(
                int(port),
                path,
                _line(server),
                variable=fact.variable,
                host=host if isinstance(host, str) else None,
                kind="http",
                package=package,
                assumed=fact.assumed,
            )


def _line(server: Fact) -> int:
    """The line of the port in an object of the code."""
    content = server.content
    if isinstance(content, Structure) and content.node.type == "object":
        entry = content.source.entries(content.node).keys.get("port")
        return line_of(content.node if entry is None else entry[1])
    return 1


def _within(evaluator: Evaluator, exported: Fact, keys: tuple[str, ...]) -> Fact:
    """Follow keys, also through `defineConfig({…})` and `merge(common, {…})`."""
    content = exported.content
    if not isinstance(content, Made):
        return evaluator.member(exported, *keys)
    for argument in reversed(arguments_of(content.call)):
        found = evaluator.member(evaluator.evaluate(argument, content.source), *keys)
        if found.known and not isinstance(found.content, Made):
            return found
    return NOTHING
