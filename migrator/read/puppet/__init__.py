"""Puppet: manifests of the repository, compiled as for a fresh machine, and Forge modules.

Each resource becomes a unit, and the commands that it comes to are followed like a
script's, in the order that the resources' relations ask for. Nothing is executed.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence
from dataclasses import replace

import migrator.read.puppet.applying  # noqa: F401  (its modules declare what applies which type)
from migrator.read.puppet.applying.registry import APPLIES, Applying
from migrator.read.puppet.catalog import Declared
from migrator.read.puppet.compiler import Compiler, Exhausted
from migrator.read.puppet.facts import facts_of
from migrator.read.puppet.known import apply_known
from migrator.read.puppet.modules import Modules
from migrator.read.puppet.nodes import (
    Binary,
    Call,
    Choice,
    Condition,
    Definition,
    Literal,
    Node,
    Regex,
    Resource,
)
from migrator.read.puppet.places import facts_of_modules, given_facts, places, with_mounts
from migrator.read.puppet.scope import Scope
from migrator.read.recording import Recording, Setting
from migrator.read.vagrantfile.ruby.running import room_for_recursion
from migrator.trace import Trace

__all__ = ["follow_puppet"]


def follow_puppet(setting: Setting) -> Trace:
    """Follow a `puppet` provisioner: its manifests, the modules they use, and Hiera's data."""
    manifests, folders = places(setting)
    setting = replace(setting, guest=with_mounts(setting, manifests, folders))
    recording = Recording(setting.project, setting.guest, setting.state)
    at = setting.provisioner.at
    if not manifests:
        recording.cannot_follow(at.source, at.line, "the repository does not have its manifests")
        return _nothing_of(setting, recording)
    modules = Modules(setting.project, folders)
    given = given_facts(setting.provisioner.options.get("facter"))
    facts = facts_of(setting.guest, at.source, at.line)
    facts |= {**facts_of_modules(modules), **given}
    compiler = Compiler(setting, modules, facts, recording, posixpath.dirname(manifests[0]))
    with room_for_recursion():
        try:
            _compile(compiler, manifests)
            compiler.declaring.settle()
        except Exhausted as limit:
            recording.cannot_follow(manifests[0], 1, str(limit))
        except RecursionError:
            recording.cannot_follow(manifests[0], 1, "it is nested too deeply")
        _apply(compiler)
    _note_others(compiler)
    return recording.trace() if recording.units else _nothing_of(setting, recording)


def _nothing_of(setting: Setting, recording: Recording) -> Trace:
    """The trace of manifests that declare nothing, or that are not here: one entry to look at."""
    at = setting.provisioner.at
    unit = recording.unit(at.source, at.line, at.line, "puppet")
    recording.command(unit, ("puppet:manifests",))
    return recording.trace()


# --- compiling -----------------------------------------------------------------------------------


def _compile(compiler: Compiler, manifests: Iterable[str]) -> None:
    """Run the manifests' own statements, then the node that the machine is."""
    nodes: list[tuple[Definition, str]] = []
    for path in manifests:
        statements = compiler.definitions.read(path)
        compiler.top.source = path
        nodes += [(node, path) for node in statements if isinstance(node, Definition)]
        compiler.enter([node for node in statements if not isinstance(node, Definition)],
                       compiler.top)  # fmt: skip
    chosen = _node_of(nodes, compiler.setting)
    if chosen is not None:
        node, path = chosen
        scope = Scope("", compiler.top)
        scope.source = path
        compiler.node = scope
        compiler.enter(node.body, scope)


def _node_of(
    nodes: Sequence[tuple[Definition, str]], setting: Setting
) -> tuple[Definition, str] | None:
    """The node definition for this machine: by host name, a lone one, or the default."""
    names = {setting.machine.name, setting.guest.hostname or ""}
    names |= {name.partition(".")[0] for name in names}
    fallback = None
    for node, path in nodes:
        for match in node.matches:
            if isinstance(match, Literal) and str(match.value) in names:
                return node, path
            if not isinstance(match, (Literal, Regex)):
                fallback = node, path
    return fallback or (nodes[0] if nodes else None)


# --- applying ------------------------------------------------------------------------------------


def _apply(compiler: Compiler) -> None:
    """Apply the catalogue in order; an exec hears of what was applied before it."""
    ordered, notices = compiler.catalog.ordered()
    tellers: dict[int, list[Declared]] = {}
    for teller, listener in notices:
        tellers.setdefault(id(listener), []).append(teller)
    for resource in ordered:
        if resource.virtual:
            why = "it is virtual, and nothing realises it"
            compiler.recording.skip(resource.unit, why)
            continue
        notified = any(teller.applied for teller in tellers.get(id(resource), ()))
        resource.applied = True
        _apply_one(Applying(compiler.recording, resource, compiler, notified))
        resource.applied = compiler.recording.units[resource.unit].skipped is None


def _apply_one(applying: Applying) -> None:
    function = APPLIES.get(applying.resource.kind)
    if function is not None:
        function(applying)
    elif not apply_known(applying):
        applying.note(applying.resource.title)


def _note_others(compiler: Compiler) -> None:
    """Enter the resources of what was run that no branch came to."""
    for statements, source in compiler.entered:
        for node in _resources(statements):
            if id(node) not in compiler.seen and not compiler.recording.is_full:
                compiler.seen.add(id(node))
                unit = compiler.recording.unit(source, node.line, node.end_line, node.text)
                compiler.recording.skip(unit, "its branch is not taken on this machine")


def _resources(statements: Iterable[Node]) -> list[Resource]:
    """The resources among statements and in their branches."""
    found: list[Resource] = []
    pending = list(statements)
    while pending:
        node = pending.pop(0)
        match node:
            case Resource(kind=kind) if kind != "class":
                found.append(node)
            case Condition():
                pending = [*node.then, *node.otherwise, *pending]
            case Choice(selects=False):
                pending = [*(each for _, then in node.options for each in then), *pending]
            case Binary():
                pending = [node.left, node.right, *pending]
            case Call(block=block) if block is not None:
                pending = [*block.body, *pending]
    return found
