"""Which file a start command runs: `node server.js`, `npm start`, `pm2 start app.js`."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from migrator.read.javascript.command_lines import CommandLine, command_line, split_commands
from migrator.read.javascript.modules import Modules
from migrator.read.javascript.runners import (
    DEVELOPMENT,
    FRAMEWORK_ENTRIES,
    OPTIONS_WITH_VALUE,
    SUBCOMMANDS,
)
from migrator.read.manifest import Manifest
from migrator.read.project import Project

MAX_EXPANSIONS = 6
_MANAGERS = frozenset({"npm", "yarn", "pnpm"})
_SEVERAL = frozenset({"concurrently", "npm-run-all", "run-p", "run-s", "parallelshell"})


@dataclass(frozen=True)
class Entry:
    """A file that a command runs. `file` is None where there is no such file.

    `written` is the file's name as the command has it, `runner` the program that runs it,
    `arguments` what follows the file. `development` marks runners that only watch files.
    """

    file: str | None
    written: str
    runner: str
    arguments: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    development: bool = False


def entries_of(
    command: str, project: Project, directory: str, manifest: Manifest | None
) -> tuple[Entry, ...]:
    """The files that a shell command runs in `directory`, package scripts followed."""
    finder = _Finder(project, directory or ".", manifest)
    return tuple(finder.find(split_commands(command), MAX_EXPANSIONS))


class _Finder:
    def __init__(self, project: Project, directory: str, manifest: Manifest | None) -> None:
        self._project = project
        self._modules = Modules(project)
        self._directory = directory
        self._manifest = manifest

    def find(self, commands: list[CommandLine], depth: int) -> Iterator[Entry]:
        """Yield the entries of each command; a script that calls itself ends at `depth`."""
        if depth <= 0:
            return
        for command in commands:
            if not command.words:
                continue
            program = posixpath.basename(command.words[0])
            if program in _MANAGERS:
                yield from self._script(command, depth)
            elif program in _SEVERAL:
                for word in command.words[1:]:
                    yield from self.find(self._named(word), depth - 1)
            else:
                yield from self._run(program, command, depth)

    def _script(self, command: CommandLine, depth: int) -> Iterator[Entry]:
        """`npm start`, `npm run NAME`, `yarn NAME`."""
        words = [word for word in command.words[1:] if not word.startswith("-")]
        name = words[1] if words[:1] in (["run"], ["run-script"]) and len(words) > 1 else ""
        name = name or (words[0] if words else "")
        if name == "start" and self._manifest is not None and "start" not in self._scripts:
            # npm's own default.
            yield self._entry("node", "server.js", (), command.environment)
            return
        script = self._scripts.get(name)
        if script is not None:
            for entry in self.find(split_commands(script), depth - 1):
                merged = {**command.environment, **entry.environment}
                yield Entry(
                    *(entry.file, entry.written, entry.runner, entry.arguments, merged),
                    entry.development,
                )

    @property
    def _scripts(self) -> Mapping[str, str]:
        return self._manifest.scripts if self._manifest is not None else {}

    def _named(self, word: str) -> list[CommandLine]:
        """A script's name for npm-run-all, a whole command for concurrently."""
        if word in self._scripts:
            return [CommandLine(("npm", "run", word), {})]
        if word.startswith("npm:"):
            return [CommandLine(("npm", "run", word[4:]), {})]
        return split_commands(word) if " " in word else []

    def _run(self, program: str, command: CommandLine, depth: int) -> Iterator[Entry]:
        words = list(command.words[1:])
        framework = FRAMEWORK_ENTRIES.get((program, words[0] if words else ""))
        if framework is not None:
            yield self._entry(program, framework, tuple(words[1:]), command.environment)
        elif program in OPTIONS_WITH_VALUE:
            yield from self._runner(program, words, command, depth)
        elif command.words[0].startswith((".", "/")) or "/" in command.words[0]:
            entry = self._entry("node", command.words[0], tuple(words), command.environment)
            if entry.file is not None and self._is_script(entry.file):
                yield entry

    def _runner(
        self, program: str, words: list[str], command: CommandLine, depth: int
    ) -> Iterator[Entry]:
        subcommands = SUBCOMMANDS.get(program)
        runner = program
        position = 0
        started = subcommands is None or program.startswith("pm2-")
        while position < len(words):
            word = words[position]
            option, equals, value = word.partition("=")
            if word.startswith("-") and word != "--":
                takes = option in OPTIONS_WITH_VALUE[program] and not equals
                if option in ("-x", "--exec", "--interpreter", "-c") and (equals or takes):
                    value = value if equals else "".join(words[position + 1 : position + 2])
                    if " " in value:
                        yield from self.find(split_commands(value), depth - 1)
                        return
                    runner = value if value in OPTIONS_WITH_VALUE else runner
                position += 2 if takes else 1
            elif not started and subcommands is not None:
                if word not in subcommands:
                    return
                started = True
                position += 1
            elif word in OPTIONS_WITH_VALUE and program != "node":
                inner = command_line(words[position:])
                yield from self.find([inner], depth - 1)
                return
            else:
                rest = tuple(words[position + 1 :])
                yield self._entry(runner, word, rest, command.environment, program in DEVELOPMENT)
                return
        if program in ("nodemon", "supervisor", "pm2-dev"):
            yield self._entry(runner, ".", (), command.environment, True)

    def _entry(
        self,
        runner: str,
        written: str,
        arguments: tuple[str, ...],
        environment: Mapping[str, str],
        development: bool = False,
    ) -> Entry:
        request = written if written.startswith((".", "/")) else f"./{written}"
        file = self._modules.resolve(request, self._directory)
        return Entry(file, written, runner, arguments, environment, development)

    def _is_script(self, path: str) -> bool:
        """Whether a program of the repository is a script for Node."""
        try:
            first = self._project.text(path)[:200].partition("\n")[0]
        except Exception:
            return False
        return first.startswith("#!") and "node" in first
