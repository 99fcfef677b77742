"""What is installed for other languages than JavaScript: gems, Python packages, a Ruby."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from migrator.detectors.arguments import arguments
from migrator.detectors.registry import recognises
from migrator.evidence import (
    UNRECOGNISED,
    Furniture,
    Observation,
    PackageInstalled,
    Unreadable,
)
from migrator.trace import Command

_NOT_MIGRATED = "belongs to a program of another language, which is not migrated"
_LOOKING = (("-V",), ("--version",))


@recognises("gem", "pip", "pip2", "pip3", "easy_install")
def gems_and_python_packages(command: Command) -> Iterator[Observation]:
    """Read `gem install sass`, `pip install supervisor`."""
    given = arguments(command, ("-r", "-v", "--version", "-i"))
    operands = given.operands if command.argv[0] == "easy_install" else given.operands[1:]
    if given.operands[:1] != ["install"] and command.argv[0] != "easy_install":
        yield Furniture("package housekeeping of the VM")
        return
    if not operands:
        yield Furniture(_NOT_MIGRATED)
    manager = "gem" if str(command.argv[0]).endswith("gem") else "pip"
    for operand in operands:
        name, _, version = operand.partition("==")
        yield PackageInstalled(name, manager, version or None)


@recognises("python", "python2", "python3", *(f"python3.{minor}" for minor in range(4, 14)))
def python(command: Command) -> Iterator[Observation]:
    """Read `python3 -m pip install x` and `-m venv`; any other program is nobody's yet."""
    words = command.argv[1:]
    if words[:2] == ("-m", "pip"):
        yield from gems_and_python_packages(replace(command, argv=("pip", *words[2:])))
    elif words[:2] in (("-m", "venv"), ("-m", "virtualenv")) or words[:1] in _LOOKING:
        yield Furniture(_NOT_MIGRATED)
    else:
        yield Unreadable(str(command.argv[0]), UNRECOGNISED)


@recognises("rvm", "rbenv", "bundle", "bundler")
def ruby(command: Command) -> Iterator[Observation]:
    """Read `rvm install 2.3`, `rbenv install 2.2.3`, `bundle install`."""
    program = str(command.argv[0]).rpartition("/")[2]
    program = "bundler" if program == "bundle" else program
    given = arguments(command)
    named = given.operands[1:2] if program in {"rvm", "rbenv"} else []
    if given.operands[:1] == ["install"]:
        yield PackageInstalled("ruby", program, named[0] if named else None)
    elif given.operands[:1] == ["exec"]:
        yield Furniture(_NOT_MIGRATED)
    else:
        yield Furniture("Ruby's own housekeeping")
