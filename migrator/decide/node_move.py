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
from migrator.plan import NodeChange, NodeMove, Warning
from migrator.read.lockfile import Lockfile
from migrator.read.manifest import Manifest
from migrator.read.ranges import satisfies
from migrator.situation import Application, Situation

_VERSION = re.compile(r"(\d{1,6})(?:\.(\d{1,6}))?(?:\.(\d{1,6}))?")
_GROUPS = ("dependencies", "optionalDependencies", "devDependencies")


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
        if change.concerns:
            place, _, line = change.concerns[0].rpartition("(")[2].rstrip(")").partition(":")
            message = f"From {change.since} on {change.what}. {change.advice}"
            number = int(line) if line.isdigit() else None
            yield Warning("node-change", message, place, number)
    chosen = decision.conclusion.chosen
    for candidate in decision.conclusion.candidates:
        asked = candidate.evidence
        if chosen is None or asked is None or candidate.source not in _DECLARED:
            continue
        if not agrees(candidate, chosen):
            message = (
                f"{candidate.source} asks for {candidate.spec}, and {move.chosen} is not that."
            )
            yield Warning("node-not-declared", message, asked.origin.place, asked.origin.line)


_DECLARED = frozenset({"nvmrc", "node-version", "tool-versions", "volta", "engines"})


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

    def _concerns(self, change: Change) -> list[str]:
        if change.packages:
            return [each for name in change.packages for each in self._package(name, change)]
        if change.lock_below is not None:
            return list(self._old_lock(change.lock_below))
        return [
            f"{used.text} ({item.origin.place}:{item.origin.line})"
            for used, item in seen(self.evidence, InterfaceUsed)
            if any(re.search(expression, used.text) for expression in change.uses)
        ]

    def _package(self, name: str, change: Change) -> Iterator[str]:
        """A dependency that is older than the new Node wants it, with its line."""
        wanted = self.manifest.requires(name) if self.manifest is not None else None
        if self.manifest is None or wanted is None:
            return
        locked = self.lock.versions.get(name) if self.lock is not None else None
        if change.works_from is None or _is_older(locked or wanted, change.works_from):
            yield _place(self.manifest, name, locked or wanted)

    def _old_lock(self, below: int) -> Iterator[str]:
        lock = self.lock
        if lock is None or lock.manager != "npm" or lock.format is None:
            return
        if lock.format.isdigit() and int(lock.format) < below:
            yield f"lockfileVersion {lock.format} ({lock.path})"

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


def _planned(change: Change, concerns: list[str]) -> NodeChange:
    since = f"npm {change.since}" if change.kind == "npm" else change.since
    return NodeChange(
        since, change.kind, change.what, change.advice, sorted(concerns), change.source
    )


def _place(manifest: Manifest, name: str, version: str) -> str:
    line = next(filter(None, (manifest.line(group, name) for group in _GROUPS)), None)
    at = manifest.path if line is None else f"{manifest.path}:{line}"
    return f"{name} {version} ({at})"


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
