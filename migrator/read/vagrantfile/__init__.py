"""Reads a Vagrantfile the way Vagrant does, without running it.

A partial evaluator over tree-sitter's Ruby tree (`ruby/`) in a made-up world that is
confined to the repository (`world/`), and Vagrant's configuration model (`config/`).
It knows nothing of Docker or Node.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from migrator.errors import MigrationError
from migrator.machine import Doubt, Location, VagrantConfig
from migrator.read.project import NotReadable, Project
from migrator.read.vagrantfile.config.machines import Loader
from migrator.read.vagrantfile.mending import parse_mended
from migrator.read.vagrantfile.ruby import (
    assignment,
    calls,
    definitions,
    flow,
    heredocs,
    literals,
    loops,
    methods,
    names,
    operators,
    patterns,
    quotes,
    rescue,
)
from migrator.read.vagrantfile.ruby.interpreter import Interpreter
from migrator.read.vagrantfile.ruby.limits import MAX_SOURCE
from migrator.read.vagrantfile.ruby.running import room_for_recursion, run_file
from migrator.read.vagrantfile.syntax import Tree, parse
from migrator.read.vagrantfile.world.constants import constants
from migrator.read.vagrantfile.world.environment import Environment

__all__ = ["read_vagrantfile"]

# The modules that declare how nodes and methods are evaluated.
_DECLARING = (
    assignment, calls, definitions, flow, heredocs, literals, loops, methods, names, operators,
    patterns, quotes, rescue,
)  # fmt: skip


def read_vagrantfile(
    project: Project,
    path: str = "Vagrantfile",
    *,
    environment: Mapping[str, str] | None = None,
    provider: str | None = None,
) -> VagrantConfig:
    """The machines that a Vagrantfile configures, with everything that stayed unclear.

    `environment` is the host's (empty unless given), `provider` the one whose overrides
    count; None is what Vagrant would pick on a plain host. MigrationError only where
    there is no Vagrantfile, or nothing of Vagrant's in it and it is not Ruby.
    """
    tree = _parsed(project, path)
    world = Environment(environment or {})
    blocks: list[tuple[str, Any]] = []
    run = Interpreter(project, constants(world, blocks))
    run.folder = path.rpartition("/")[0]
    with room_for_recursion():
        _run_plugins(run)
        run_file(run, tree)
        if not blocks and tree.error_line is not None:
            raise _not_ruby(path, tree.error_line, tree.why)
        wanted = provider or (environment or {}).get("VAGRANT_DEFAULT_PROVIDER")
        machines = Loader(run, wanted).machines(blocks, path)
    broken = None
    if tree.error_line is not None:
        where = f"{path}:{tree.error_line}"
        run.note(where, tree.why, path, tree.error_line)
        broken = Doubt(where, tree.why, Location(path, tree.error_line))
    return VagrantConfig(
        vagrantfile=path,
        broken=broken,
        machines=machines,
        environment=tuple(world.reads),
        host_branches=tuple(run.host_branches),
        doubts=tuple(run.doubts),
        read_files=tuple(name for name in run.read_files if name != path),
    )


def _run_plugins(run: Interpreter) -> None:
    """Run `.vagrantplugins` beside the Vagrantfile, which Vagrant loads before it."""
    name = f"{run.folder}/.vagrantplugins".lstrip("/")
    try:
        text = run.project.text(name)
    except NotReadable:
        return
    if len(text) <= MAX_SOURCE:
        run.read_files[name] = None
        run_file(run, parse(name, text))


def _parsed(project: Project, path: str) -> Tree:
    try:
        text = project.text(path)
    except NotReadable as error:
        raise MigrationError(
            f"{path} cannot be read: {error}.",
            next="Give the directory that holds the Vagrantfile, or name the file.",
        ) from error
    if len(text) > MAX_SOURCE:
        raise MigrationError(
            f"{path} is larger than {MAX_SOURCE // 1024} KiB, which no Vagrantfile is.",
            next="Name the Vagrantfile that is meant.",
        )
    return parse_mended(path, text)


def _not_ruby(path: str, line: int, why: str) -> MigrationError:
    return MigrationError(
        f"{path}:{line}: {why}, and nothing in the file configures Vagrant.",
        next="Mend the file so that `vagrant validate` accepts it, or name another one.",
    )
