"""Reads a Vagrantfile the way Vagrant does, without running it.

A partial evaluator over tree-sitter's Ruby tree (`ruby/`) in a made-up world that is
confined to the repository (`world/`), and Vagrant's configuration model (`config/`).
It knows nothing of Docker or Node.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from migrator.errors import MigrationError
from migrator.machine import VagrantConfig
from migrator.read.project import NotReadable, Project
from migrator.read.vagrantfile.config.machines import Loader
from migrator.read.vagrantfile.ruby import (
    assignment,
    calls,
    definitions,
    flow,
    literals,
    methods,
    operators,
)
from migrator.read.vagrantfile.ruby.control import Leave, LimitReached
from migrator.read.vagrantfile.ruby.interpreter import Interpreter
from migrator.read.vagrantfile.ruby.limits import PYTHON_FRAMES
from migrator.read.vagrantfile.ruby.scope import Frame, Scope
from migrator.read.vagrantfile.syntax import Node, Tree, parse
from migrator.read.vagrantfile.world.constants import constants
from migrator.read.vagrantfile.world.environment import Environment

__all__ = ["read_vagrantfile"]

# The modules that declare how nodes and methods are evaluated.
_DECLARING = (assignment, calls, definitions, flow, literals, methods, operators)


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
    with _room_for_recursion():
        _run_file(run, tree, path)
        if not blocks and tree.error_line is not None:
            raise _not_ruby(path, tree.error_line)
        wanted = provider or (environment or {}).get("VAGRANT_DEFAULT_PROVIDER")
        machines = Loader(run, wanted).machines(blocks, path)
    if tree.error_line is not None:
        run.note(f"{path}:{tree.error_line}", "this is not Ruby", path, tree.error_line)
    return VagrantConfig(
        vagrantfile=path,
        machines=machines,
        environment=tuple(world.reads),
        host_branches=tuple(run.host_branches),
        doubts=tuple(run.doubts),
        read_files=tuple(name for name in run.read_files if name != path),
    )


def _parsed(project: Project, path: str) -> Tree:
    try:
        text = project.text(path)
    except NotReadable as error:
        raise MigrationError(
            f"{path} cannot be read: {error}.",
            next="Give the directory that holds the Vagrantfile, or name the file.",
        ) from error
    return parse(path, text)


def _not_ruby(path: str, line: int) -> MigrationError:
    return MigrationError(
        f"{path}:{line} is not Ruby, and nothing in the file configures Vagrant.",
        next="Mend the file so that `vagrant validate` accepts it, or name another one.",
    )


def _run_file(run: Interpreter, tree: Tree, path: str) -> None:
    """Evaluate the file's statements; each costs only itself when it cannot be followed."""
    run.scope = Scope(Frame(None, path))
    scope = run.scope
    for statement in _statements(tree.root):
        if run.exhausted is not None:
            return
        try:
            run.evaluate(statement)
        except LimitReached as limit:
            run.give_up(limit.unknown)
        except RecursionError:
            run.give_up(run.unknown("it is nested too deeply", statement))
        except Leave:
            return
        finally:
            run.depth, run.scope, run.rescuers = 0, scope, 0


def _statements(root: Node) -> list[Node]:
    found: list[Node] = []
    for child in root.children:
        found += child.children if child.kind == "ERROR" else [child]
    return found


@contextmanager
def _room_for_recursion() -> Iterator[None]:
    """Let the evaluator nest as deep as its own limits allow, whoever calls it."""
    used = 0
    frame: Any = sys._getframe()
    while frame is not None:
        used += 1
        frame = frame.f_back
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, used + PYTHON_FRAMES))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
