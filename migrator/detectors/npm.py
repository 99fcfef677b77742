"""npm and its kin: dependencies, global packages, scripts and front-end builds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from migrator.detectors.arguments import Arguments, arguments, known
from migrator.detectors.registry import for_program, recognises
from migrator.detectors.run import unreadable
from migrator.evidence import (
    BuildRun,
    DependenciesInstalled,
    Furniture,
    GlobalInstalled,
    Observation,
    ProcessStarted,
)
from migrator.trace import Command
from migrator.values import Text

INSTALLING = frozenset({"install", "i", "ci", "add", "in", "isntall", "clean-install", "update"})
RUNNING = frozenset({"run", "run-script", "rum", "start", "restart"})
_OPTIONS_WITH_VALUE = ("--prefix", "-C", "--registry", "--cache", "--loglevel", "--cwd", "--dir")


@recognises("npm", "pnpm", "cnpm")
def npm(command: Command) -> Iterator[Observation]:
    """Read `npm install`, `npm i -g a b@1`, `npm start`, `npm run build`."""
    given = arguments(command, _OPTIONS_WITH_VALUE)
    verb = given.operands[0] if given.operands else ""
    manager = _program(command)
    if verb in INSTALLING and given.has("-g", "--global", "--location"):
        yield from _globals(given.operands[1:], given, manager)
    elif verb in INSTALLING:
        directory = given.options.get("--prefix") or given.options.get("-C") or command.cwd
        yield DependenciesInstalled(directory, manager, known(command.argv))
    elif verb in RUNNING:
        yield from _script(command, given)
    elif verb == "prune":
        yield Furniture("the release installs only what runs to begin with")
    else:
        yield Furniture(f"{manager}'s own settings and housekeeping")


def _globals(names: list[str], given: Arguments, manager: str) -> Iterator[Observation]:
    yield from (unreadable("global package", word) for word in given.unknown)
    for operand in names:
        name, _, version = operand[1:].partition("@")
        yield GlobalInstalled(operand[0] + name, version or None, manager)
    if not names and not given.unknown:
        yield DependenciesInstalled("", manager)


def _script(command: Command, given: Arguments) -> Iterator[Observation]:
    """A package script that provisioning runs: the application itself, or a build."""
    script = given.operands[0] if given.operands[0] not in {"run", "run-script"} else ""
    script = script or (given.operands[1] if len(given.operands) > 1 else "")
    directory = given.options.get("--prefix") or command.cwd
    if script.partition(":")[0] in {"start", "serve", "server", "dev", "develop", "watch"}:
        yield ProcessStarted(
            known(command.argv),
            manager="nohup" if "nohup" in command.wrappers else None,
            directory=directory,
            user=command.user,
            environment={**command.assignments},
            development=script.partition(":")[0] in {"dev", "develop", "watch"},
        )
    elif script:
        yield BuildRun(known(command.argv), directory)


@recognises("yarn", "yarnpkg")
def yarn(command: Command) -> Iterator[Observation]:
    """Read `yarn`, `yarn install`, `yarn global add x`, `yarn start`, `yarn build`."""
    given = arguments(command, _OPTIONS_WITH_VALUE)
    verb = given.operands[0] if given.operands else "install"
    if given.operands[:2] == ["global", "add"]:
        yield from _globals(given.operands[2:], given, "yarn")
    elif verb in INSTALLING:
        yield DependenciesInstalled(
            given.options.get("--cwd") or command.cwd, "yarn", known(command.argv)
        )
    elif verb in {"config", "cache", "set", "global", "link", "policies"} or given.has(
        "--version", "-v"
    ):
        yield Furniture("yarn's own settings and housekeeping")
    else:
        yield from _script(command, given)


@recognises("corepack")
def corepack(command: Command) -> Iterator[Observation]:
    """`corepack enable`: the manifest's packageManager says which one it brings."""
    yield Furniture("the package manager is set up where the image installs the dependencies")


@recognises("bower", "jspm", "typings", "tsd")
def front_end_packages(command: Command) -> Iterator[Observation]:
    """Read `bower install`: packages for the browser, installed beside npm's."""
    given = arguments(command)
    if given.operands[:1] and given.operands[0] in {"install", "i", "update"}:
        yield BuildRun(known(command.argv), command.cwd)
    else:
        yield Furniture("settings of a front-end package manager")


@recognises("gulp", "grunt", "webpack", "brunch", "tsc", "ember", "ng", "make", "rollup", "lerna")
def build_tool(command: Command) -> Iterator[Observation]:
    """Read a build that provisioning runs in the application's directory."""
    words = known(command.argv)
    if any(word in {"watch", "serve", "server", "--watch", "-w", "dev"} for word in words[1:]):
        yield ProcessStarted(words, None, command.cwd, command.user, development=True)
    else:
        yield BuildRun(words, command.cwd)


def _program(command: Command) -> str:
    name = PurePosixPath(str(command.argv[0])).name
    return "npm" if name == "cnpm" else name


@recognises("npx")
def npx(command: Command) -> Iterator[Observation]:
    """Read `npx pm2 start x` as the command that it runs: a process, or else part of the build."""
    inner = replace(command, argv=_behind_options(command.argv[1:]))
    program = PurePosixPath(str(inner.argv[0])).name if inner.argv else ""
    seen = [each for one in for_program(program) for each in one.run(inner)]
    started = [each for each in seen if isinstance(each, ProcessStarted)]
    yield from started
    if not started:
        words = [word for word in known(inner.argv) if not word.startswith("-")]
        yield BuildRun(tuple(words) or known(command.argv), command.cwd)


def _behind_options(words: tuple[Text, ...]) -> tuple[Text, ...]:
    """What npx runs: the words behind its own options, of which two take a value."""
    place = 0
    while place < len(words) and str(words[place]).startswith("-"):
        place += 2 if words[place] in {"-p", "--package"} else 1
    return words[place:]


@recognises("node-gyp", "node-pre-gyp")
def native_build(command: Command) -> Iterator[Observation]:
    """Native modules are built where the image installs the dependencies."""
    yield Furniture("native modules are built where the image installs the dependencies")
