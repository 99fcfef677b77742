"""What a move to another Node changes, and which of it concerns this repository."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from migrator.decide.node import NodeDecision
from migrator.decide.sources import native_modules_of
from migrator.evidence import Evidence, InterfaceUsed
from migrator.infer.node_agreement import agrees
from migrator.infer.seen import seen
from migrator.knowledge.node_changes import Change, changes_between, native_change
from migrator.knowledge.node_releases import key_of
from migrator.knowledge.nodegyp import gyp_python
from migrator.plan import DECLARED, NodeChange, NodeConcern, NodeMove, Warning
from migrator.read.lockfile import Lockfile
from migrator.read.manifest import Manifest
from migrator.read.ranges import satisfies
from migrator.redact import redact
from migrator.situation import Application, Situation

_VERSION = re.compile(r"(\d{1,6})(?:\.(\d{1,6}))?(?:\.(\d{1,6}))?")


def node_move(decision: NodeDecision, situation: Situation) -> NodeMove | None:
    """The move away from the machine's Node, None where the application stays on it."""
    machine, chosen = decision.instead_of, decision.conclusion.chosen
    if machine is None or machine.version is None or chosen is None or chosen.version is None:
        return None
    about = _About(situation.application, situation.evidence)
    changes = list(about.changes(machine.version, chosen.version))
    return NodeMove(
        machine.version,
        chosen.version,
        str(decision.decided_at or "a person"),
        sorted(changes, key=lambda change: not change.concerns),
    )


def move_warnings(move: NodeMove | None, decision: NodeDecision) -> Iterator[Warning]:
    """Warn of each change that concerns the repository, and of files that ask for another Node."""
    if move is None:
        return
    for change in move.changes:
        for concern in change.concerns[:1]:
            since = change.since if change.kind == "npm" else f"Node {change.since}"
            message = f"Since {since}: {change.what}. {change.advice}"
            yield Warning("node-change", message, concern.path, concern.line)
    chosen = decision.conclusion.chosen
    for candidate in decision.conclusion.candidates:
        asked = candidate.evidence
        if chosen is None or asked is None or candidate.source not in DECLARED:
            continue
        if not agrees(candidate, chosen):
            message = (
                f"{candidate.source} asks for {candidate.spec}, and {move.chosen} is not that."
            )
            yield Warning("node-not-declared", message, asked.origin.place, asked.origin.line)


@dataclass(frozen=True)
class _About:
    """The application that moves."""

    application: Application | None
    evidence: Sequence[Evidence]

    @property
    def manifest(self) -> Manifest | None:
        return self.application.manifest if self.application is not None else None

    @property
    def lock(self) -> Lockfile | None:
        return next(iter(self.application.locks), None) if self.application is not None else None

    def changes(self, old: str, new: str) -> Iterator[NodeChange]:
        """The changes that may matter; what is about something that is not here is left out."""
        named: set[str] = set()
        for change in changes_between(old, new):
            concerns = self._concerns(change)
            if change.kind == "npm" and self.lock is not None and self.lock.manager != "npm":
                continue
            if concerns or not (change.packages or change.lock_below):
                named.update(change.packages if concerns else ())
                yield _planned(change, concerns)
        yield from self._native(old, new, named)

    def _concerns(self, change: Change) -> list[NodeConcern]:
        if change.packages:
            return [each for name in change.packages for each in self._package(name, change)]
        if change.lock_below is not None:
            return list(self._old_lock(change.lock_below))
        return [
            NodeConcern(used.text, item.origin.place, item.origin.line)
            for used, item in seen(self.evidence, InterfaceUsed)
            if any(re.search(expression, used.text) for expression in change.uses)
        ]

    def _package(self, name: str, change: Change) -> Iterator[NodeConcern]:
        """A dependency that is older than the new Node wants it, with its line."""
        wanted = self.manifest.requires(name) if self.manifest is not None else None
        if self.manifest is None or wanted is None:
            return
        locked = self.lock.versions.get(name) if self.lock is not None else None
        if change.works_from is None or _is_older(locked or wanted, change.works_from):
            yield _place(self.manifest, name, locked or wanted)

    def _old_lock(self, below: int) -> Iterator[NodeConcern]:
        lock = self.lock
        if lock is None or lock.manager != "npm" or lock.format is None:
            return
        if lock.format.isdecimal() and int(lock.format) < below:
            yield NodeConcern(f"lockfileVersion {lock.format}", lock.path, None)

    def _native(self, old: str, new: str, named: set[str]) -> Iterator[NodeChange]:
        """Compiled modules that no row is about, and the Python that compiles them."""
        manifest = self.manifest
        modules = [name for name in native_modules_of(manifest) if name not in named]
        change = native_change(old, new)
        if manifest is None or change is None or not modules:
            return
        shown = [_place(manifest, name, manifest.requires(name) or "") for name in modules]
        yield _planned(change, shown)
        before, after = gyp_python(old), gyp_python(new)
        if before.package != after.package:
            what = f"node-gyp runs {after.package} instead of {before.package}: {after.why}"
            advice = "A module whose build scripts are Python 2 has to be updated."
            source = "nodejs/node-gyp: the Python that each release runs"
            yield NodeChange(new, "npm", what, advice, shown, source)


def _planned(change: Change, concerns: list[NodeConcern]) -> NodeChange:
    since = f"npm {change.since}" if change.kind == "npm" else change.since
    ordered = sorted(concerns, key=lambda each: (each.path, each.line or 0, each.what))
    return NodeChange(since, change.kind, change.what, change.advice, ordered, change.source)


def _place(manifest: Manifest, name: str, version: str) -> NodeConcern:
    return NodeConcern(redact(f"{name} {version}"), manifest.path, manifest.line_of_package(name))


def _is_older(wanted: str, least: str) -> bool:
    """Whether a version, or all that a range allows, is below `least`.

    What cannot be read, such as an address, is not said to be old.
    """
    if satisfies(least, wanted):
        return False
    numbers = [
        (int(found[1]), int(found[2] or 0), int(found[3] or 0))
        for found in [_VERSION.search(wanted.split("||")[-1])]
        if found is not None and "/" not in wanted and ":" not in wanted
    ]
    return bool(numbers) and numbers[0] < key_of(least)
