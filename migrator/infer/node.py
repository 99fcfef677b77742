"""Which Node the machine runs: the last writer wins, within what its PATH prefers."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from migrator.evidence import (
    Evidence,
    NodeDeclared,
    NodeFound,
    NodeInstalled,
    NodeRemoved,
    NodeRepository,
    NodeSelected,
    PackageInstalled,
    PackageRemoved,
    Unreadable,
)
from migrator.infer.seen import seen
from migrator.knowledge import distributions
from migrator.knowledge.node_releases import key_of
from migrator.knowledge.node_specs import Resolution, resolve
from migrator.model import NodeCandidate, NodeConclusion
from migrator.plan import OperatingSystem

NODE_PACKAGES = frozenset({"nodejs", "node", "nodejs-legacy", "iojs", "nodejs-current", "npm"})
_NOT_NODE_BY_APT = frozenset({"node"})  # Debian's package `node` is amateur radio software
_DECLARATION_ORDER = ("nvmrc", "node-version", "tool-versions", "volta", "engines")


class _Installed:
    """What one machine has on its PATH while provisioning goes on.

    A version manager comes before /usr/local/bin in PATH, and that before the
    packages' /usr/bin, whatever the order of installation.
    """

    def __init__(self) -> None:
        self.repository: Evidence | None = None
        self.package: Evidence | None = None
        self.package_repository: Evidence | None = None
        self.local: Evidence | None = None
        self.managed: Evidence | None = None
        self.all: list[Evidence] = []

    def see(self, item: Evidence) -> None:
        """Take one more observation into account."""
        match item.observation:
            case NodeRepository():
                self.repository = item
            case PackageInstalled(name=name, manager=manager) if _is_node(name, manager):
                if name != "npm" or self.package is None:
                    self.package, self.package_repository = item, self.repository
            case PackageRemoved(name="nodejs" | "nodejs-legacy" | "node"):
                self.package = None
            case NodeInstalled(source="n" | "tarball"):
                self.local = item
                self.all.append(item)
            case NodeInstalled():
                self.managed = self.managed or item
                self.all.append(item)
            case NodeSelected():
                self.managed = item
            case NodeRemoved():
                self.managed = self.local = None


def _is_node(name: str, manager: str) -> bool:
    return name in NODE_PACKAGES and not (manager == "apt" and name in _NOT_NODE_BY_APT)


def provisioned(
    evidence: Sequence[Evidence], os: OperatingSystem | None, on: datetime.date | None
) -> list[NodeCandidate]:
    """The Node releases that provisioning brings, the one that runs first.

    `on` is the day that "stable" and the like are resolved for, None for today's table.
    """
    installed = _Installed()
    for item in evidence:
        if item.method == "static":
            installed.see(item)
    found = []
    if installed.managed is not None:
        found.append(_managed(installed.managed, installed.all, on))
    if installed.local is not None:
        found.append(_candidate(installed.local, on))
    if installed.package is not None:
        found.append(_package(installed.package, installed.package_repository, os, on))
    return found


def _managed(
    chosen: Evidence, installed: list[Evidence], on: datetime.date | None
) -> NodeCandidate:
    """The default of a version manager; a glob such as `v0.*` picks among the installed."""
    candidate = _candidate(chosen, on)
    observation = chosen.observation
    if not isinstance(observation, NodeSelected):
        return candidate
    versions = [_candidate(item, on).version for item in installed]
    pattern = observation.spec.removeprefix("v").removesuffix("*").removesuffix(".")
    matching = [v for v in versions if v is not None and f"{v}.".startswith(f"{pattern}.")]
    if matching:
        newest = max(matching, key=key_of)
        return NodeCandidate(candidate.source, candidate.spec, newest, chosen, False)
    return candidate


def _candidate(item: Evidence, on: datetime.date | None) -> NodeCandidate:
    observation = item.observation
    assert isinstance(observation, (NodeInstalled, NodeSelected, NodeDeclared))
    resolved = resolve(observation.spec, on=on, tool=observation.source)
    return _resolved(observation.source, observation.spec, resolved, item)


def _resolved(source: str, spec: str, resolved: Resolution | None, item: Evidence) -> NodeCandidate:
    if resolved is None:
        return NodeCandidate(source, spec, None, item)
    symbolic = resolved.kind in {"symbolic", "open"}
    return NodeCandidate(source, spec, resolved.version, item, symbolic)


def _package(
    item: Evidence,
    repository: Evidence | None,
    os: OperatingSystem | None,
    on: datetime.date | None,
) -> NodeCandidate:
    """Node as an OS package: its pinned version, its repository's line, or the distribution's."""
    observation = item.observation
    assert isinstance(observation, PackageInstalled)
    pinned = resolve(observation.version, on=on) if observation.version else None
    if repository is not None and isinstance(repository.observation, NodeRepository):
        source, line = repository.observation.source, repository.observation.spec
        resolved = pinned or resolve(line, on=on)
        return _resolved(source, observation.version or line, resolved, repository)
    if pinned is not None:
        return _resolved("distro", observation.version or "", pinned, item)
    version = distributions.distribution_version(os, "nodejs") if os is not None else None
    return NodeCandidate("distro", observation.version or "distro", version, item)


def declared(evidence: Sequence[Evidence], on: datetime.date | None) -> list[NodeCandidate]:
    """What the project's own files ask for, the most specific file first."""
    found = [_candidate(item, on) for _, item in seen(evidence, NodeDeclared)]
    return sorted(found, key=lambda candidate: _declaration_rank(candidate.source))


def _declaration_rank(source: str) -> int:
    known = source in _DECLARATION_ORDER
    return _DECLARATION_ORDER.index(source) if known else len(_DECLARATION_ORDER)


def running(evidence: Sequence[Evidence]) -> list[NodeCandidate]:
    """What the running machine has, the binary of a running process first."""
    found = [
        NodeCandidate("live", sighting.version, sighting.version.removeprefix("v"), item)
        for sighting, item in seen(evidence, NodeFound)
    ]
    return sorted(found, key=lambda candidate: _live_rank(candidate))


def _live_rank(candidate: NodeCandidate) -> int:
    assert candidate.evidence is not None
    place = candidate.evidence.origin.place
    return 0 if "/proc/" in place else 1


def conclude(
    evidence: Sequence[Evidence], os: OperatingSystem | None, on: datetime.date | None
) -> NodeConclusion:
    """Decide between the running machine, provisioning and the project's files, in that order."""
    live, by_machine = running(evidence), provisioned(evidence, os, on)
    by_project = declared(evidence, on)
    candidates = (*live, *by_machine, *by_project)
    doubts = [item for seen_, item in seen(evidence, Unreadable) if seen_.what == "Node version"]
    if live:
        return NodeConclusion(live[0], candidates, "it is what the running machine has")
    if by_machine and not by_machine[0].spec and by_project:
        # `nvm install` without a version reads the project's own version file.
        named = by_project[0]
        first = replace(by_machine[0], spec=named.spec, version=named.version)
        by_machine = [first, *by_machine[1:]]
    if by_machine and by_machine[0].version is not None:
        return NodeConclusion(by_machine[0], candidates, "it is what provisioning installs last")
    usable = [candidate for candidate in by_project if candidate.version is not None]
    if usable and not by_machine and not doubts:
        why = "provisioning installs no Node, and the project's files ask for it"
        return NodeConclusion(usable[0], candidates, why)
    if by_machine:
        why = "provisioning installs Node, but which release cannot be computed"
        return NodeConclusion(by_machine[0], candidates, why)
    return NodeConclusion(None, candidates, "no source tells a version")
