"""Which Node the machine runs: the last writer wins, within what its PATH prefers."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
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
from migrator.infer.running import application_processes
from migrator.infer.seen import seen
from migrator.knowledge import distributions
from migrator.knowledge.node_releases import key_of
from migrator.knowledge.node_specs import Resolution, resolve
from migrator.model import NodeCandidate, NodeConclusion
from migrator.plan import DECLARED, OperatingSystem
from migrator.read.synced_folders import GuestPaths

NODE_PACKAGES = frozenset({"nodejs", "node", "nodejs-legacy", "iojs", "nodejs-current", "npm"})
_NOT_NODE_BY_APT = frozenset({"node"})  # Debian's package `node` is amateur radio software
PROCESS_PROBE, LOGIN_PROBE = "node_processes.processes", "node_versions.login_shell"


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


def brings_node(item: Evidence) -> bool:
    """Whether a machine gets or has a Node by this, whichever release it is."""
    match item.observation:
        case NodeInstalled() | NodeSelected() | NodeFound() | Unreadable(what="Node version"):
            return True
        case PackageInstalled(name=name, manager=manager):
            return _is_node(name, manager)
        case _:
            return False


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
    if observation.manager == "snap":
        # The snap's channels are release lines; without one it is the newest.
        spec = observation.version or "latest"
        return _resolved("snap", spec, resolve(spec, on=on), item)
    pinned = resolve(observation.version, on=on) if observation.version else None
    if repository is not None and isinstance(repository.observation, NodeRepository):
        source, line = repository.observation.source, repository.observation.spec
        resolved = pinned or (resolve(line, on=on) if line else None)
        return _resolved(source, observation.version or line, resolved, repository)
    if pinned is not None:
        return _resolved("distro", observation.version or "", pinned, item)
    served = distributions.distribution_version(os, "nodejs") if os is not None else None
    # Of some distributions no more than the release line is known.
    resolved = resolve(served, on=on) if served is not None else None
    version = resolved.version if resolved is not None else None
    return NodeCandidate("distro", observation.version or "distro", version, item)


def declared(evidence: Sequence[Evidence], on: datetime.date | None) -> list[NodeCandidate]:
    """What the project's own files ask for, the most specific file first."""
    found = [_candidate(item, on) for _, item in seen(evidence, NodeDeclared)]
    return sorted(found, key=lambda candidate: _declaration_rank(candidate.source))


def _declaration_rank(source: str) -> int:
    known = source in DECLARED
    return DECLARED.index(source) if known else len(DECLARED)


def running(
    evidence: Sequence[Evidence], paths: Mapping[str, GuestPaths] | None = None
) -> list[NodeCandidate]:
    """What the running machine has: the application's binary, then a login's, then the rest.

    Each version once, by the evidence that says most about it.
    """
    processes = [process.executable for process, _ in application_processes(evidence, paths)]
    ranked = [
        (_live_rank(node, item, processes), node.version.removeprefix("v"), item)
        for node, item in seen(evidence, NodeFound)
    ]
    candidates: dict[str, NodeCandidate] = {}
    for rank, version, item in sorted(ranked, key=lambda each: (each[0], _newest_first(each[1]))):
        in_use = rank <= len(processes)
        candidates.setdefault(version, NodeCandidate("live", version, version, item, in_use=in_use))
    return list(candidates.values())


def _live_rank(node: NodeFound, item: Evidence, processes: Sequence[str | None]) -> int:
    """How much a binary matters: its process's place, then a login's, a tool's, and the rest."""
    if item.by == PROCESS_PROBE and node.path in processes:
        return processes.index(node.path)
    after = {LOGIN_PROBE: 0, PROCESS_PROBE: 1}.get(item.by, 2)
    return len(processes) + after


def _newest_first(version: str) -> tuple[int, ...]:
    return tuple(
        -int(part[:18]) for part in version.partition("-")[0].split(".") if part.isdecimal()
    )


def conclude(
    evidence: Sequence[Evidence],
    os: OperatingSystem | None,
    on: datetime.date | None,
    paths: Mapping[str, GuestPaths] | None = None,
) -> NodeConclusion:
    """Decide between the running machine, provisioning and the project's files, in that order.

    `paths` say, by machine, which of the running processes are of the repository.
    """
    live, by_machine = running(evidence, paths), provisioned(evidence, os, on)
    by_project = declared(evidence, on)
    candidates = (*live, *by_machine, *by_project)
    doubts = [item for seen_, item in seen(evidence, Unreadable) if seen_.what == "Node version"]
    if live:
        return _conclude_live(live, by_machine, candidates)
    if by_machine and by_machine[0].source == "nvm" and not by_machine[0].spec and by_project:
        # `nvm install` without a version reads the project's own version file.
        named = by_project[0]
        first = replace(
            by_machine[0], spec=named.spec, version=named.version, symbolic=named.symbolic
        )
        by_machine = [first, *by_machine[1:]]
    if by_machine and by_machine[0].version is not None:
        return NodeConclusion(by_machine[0], candidates, "it is what provisioning installs last")
    # Without a day `>=4` may mean any release of ten years: that is for a person to say.
    usable = [
        candidate
        for candidate in by_project
        if candidate.version is not None and not (candidate.symbolic and on is None)
    ]
    if usable and not by_machine and not doubts:
        why = "provisioning installs no Node, and the project's files ask for it"
        return NodeConclusion(usable[0], candidates, why)
    if by_machine:
        why = "provisioning installs Node, but which release cannot be computed"
        return NodeConclusion(by_machine[0], candidates, why)
    return NodeConclusion(None, candidates, "no source tells a version")


def _conclude_live(
    live: Sequence[NodeCandidate],
    by_machine: Sequence[NodeCandidate],
    candidates: tuple[NodeCandidate, ...],
) -> NodeConclusion:
    """Of several that are installed, what runs wins, then a login's, then what files install."""
    first = live[0]
    if first.in_use:
        by = first.evidence.by if first.evidence else ""
        why = "the application's process" if by == PROCESS_PROBE else "a login"
        return NodeConclusion(first, candidates, f"{why} has it in the running machine")
    wanted = {candidate.version for candidate in by_machine[:1]}
    known = [candidate for candidate in live if candidate.version in wanted]
    return NodeConclusion((known or list(live))[0], candidates, "the running machine has it")
