"""Which file a start command runs: `node server.js`, `npm start`, `pm2 start app.js`."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from migrator.knowledge.frameworks import framework_of_command
from migrator.knowledge.node_runners import CommandForm, command_form, runner
from migrator.read.javascript.command_lines import CommandLine, command_line, split_commands
from migrator.read.javascript.modules import Modules
from migrator.read.manifest import Manifest
from migrator.read.project import NotReadable, Project

# Scripts that call scripts: how deep, and how many commands in all.
MAX_EXPANSIONS = 24
MAX_COMMANDS = 500
_MANAGERS = frozenset({"npm", "yarn", "pnpm"})
# Options that name what runs the file, or a whole command to run instead of one.
_EXECUTES = frozenset({"-x", "--exec", "--interpreter", "-c"})
_MAIN_BY_DEFAULT = frozenset({"nodemon", "supervisor"})
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
        self._left = MAX_COMMANDS

    def find(self, commands: list[CommandLine], depth: int) -> Iterator[Entry]:
        """Yield the entries of each command; a script that calls itself ends at `depth`."""
        for command in commands:
            self._left -= 1
            if depth <= 0 or self._left < 0:
                return
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
        framework = framework_of_command(program)
        started = framework.entries.get(words[0]) if framework and words else None
        form = command_form(program)
        if started is not None:
            yield self._entry(program, started, tuple(words[1:]), command.environment)
        elif form is not None:
            yield from self._runner(program, form, command, depth)
        elif command.words[0].startswith((".", "/")) or "/" in command.words[0]:
            entry = self._entry("node", command.words[0], tuple(words), command.environment)
            if entry.file is not None and self._is_script(entry.file):
                yield entry

    def _runner(
        self, program: str, form: CommandForm, command: CommandLine, depth: int
    ) -> Iterator[Entry]:
        options, rest = _leading_options(form, list(command.words[1:]))
        if form.subcommands:
            if rest and rest[0] in form.subcommands:
                more, rest = _leading_options(form, rest[1:])
                options += more
            elif not rest or form.actions is None or rest[0] in form.actions:
                return
        executed = [value for option, value in options if option in _EXECUTES]
        for value in executed:
            found = list(self.find(split_commands(value), depth - 1))
            if found:
                yield from found
                return
        running = next((value for value in executed if command_form(value)), program)
        if rest and command_form(rest[0]) and program not in ("node", "nodejs"):
            yield from self.find([command_line(rest)], depth - 1)
        elif rest or program in _MAIN_BY_DEFAULT:
            written = rest[0] if rest else "."
            known = runner(program)
            development = known is not None and known.development
            yield self._entry(running, written, tuple(rest[1:]), command.environment, development)

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
        except NotReadable:
            return False
        return first.startswith("#!") and "node" in first


def _leading_options(
    form: CommandForm, words: list[str]
) -> tuple[list[tuple[str, str]], list[str]]:
    """The options before the first other word, each with its value, and what is left."""
    options = []
    position = 0
    while position < len(words) and words[position].startswith("-"):
        option, equals, value = words[position].partition("=")
        position += 1
        if not equals and option in form.taking_value:
            value = "".join(words[position : position + 1])
            position += 1
        options.append((option, value))
    return options, words[position:]
