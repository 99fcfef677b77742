"""npm and its kin, and what keeps Node processes running."""

from __future__ import annotations

from collections.abc import Iterator

from migrator.read import equivalents
from migrator.read.ansible.modules.registry import Action, Arguments, module, option, run
from migrator.values import Text


def _packages(given: Arguments) -> list[Text]:
    """The packages by name, each with the version that the task asks for."""
    version = given.text("version")
    return [equivalents.versioned(name, "@", version) for name in given.texts("name")]


@module("npm", "pnpm")
def npm(given: Arguments) -> Iterator[Action]:
    """`npm: name=pm2 global=yes version=1`, `npm: path=/vagrant`."""
    verb = "uninstall" if given.absent else "ci" if given.flag("ci") else "install"
    everywhere = ("-g",) if given.flag("global") else ()
    production = ("--production",) if given.flag("production") else ()
    program = given.text("executable") or "npm"
    yield run(program, verb, *everywhere, *production, *_packages(given), cwd=given.text("path"))


@module("yarn")
def yarn(given: Arguments) -> Iterator[Action]:
    verb: tuple[str, ...] = ("install",)
    if given.texts("name"):
        verb = ("remove",) if given.absent else ("add",)
    everywhere = ("global",) if given.flag("global") else ()
    yield run("yarn", *everywhere, *verb, *_packages(given), cwd=given.text("path"))


@module("bower")
def bower(given: Arguments) -> Iterator[Action]:
    verb = "uninstall" if given.absent else "install"
    yield run("bower", verb, *_packages(given), cwd=given.text("path"))


@module("pm2")
def pm2(given: Arguments) -> Iterator[Action]:
    """The community's pm2 module: a script, or an ecosystem file."""
    stopping = given.word("state") in {"absent", "stopped"}
    verb = "stop" if stopping else "start"
    name = given.text("name")
    script = name if stopping else given.text("script", "config")
    naming = () if stopping else option("--name", name)
    yield run("pm2", verb, script, *naming, cwd=given.text("chdir"))
