"""Whether the repository's Node runs an application, or only builds one of another platform."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from migrator.evidence import (
    Evidence,
    PackageInstalled,
    PortListened,
)
from migrator.infer.node import brings_node
from migrator.infer.seen import seen
from migrator.infer.start import from_provisioning
from migrator.knowledge import frameworks
from migrator.knowledge.platforms import Platform, every_platform, is_build_file
from migrator.read.manifest import Manifest
from migrator.read.synced_folders import GuestPaths

# Of the repository's files, only those near its root say what the repository is.
_DEEPEST = 2
# Folders of provisioning: what is written there for another platform is no application.
_PROVISIONING = frozenset(
    {"cookbooks", "site-cookbooks", "chef", "puppet", "ansible", "provisioning", "provision",
     "roles", "modules", "salt", "vagrant", "vendor", "test", "tests", "spec", "examples", "docs"}
)  # fmt: skip
_RUNS_SCRIPTS = frozenset({"node", "coffee", "babel-node", "ts-node", "meteor"})
_STARTING_SCRIPTS = ("script:start", "script:prod", "script:serve", "script:server")


@dataclass(frozen=True)
class Candidate:
    """The folder that may be the application: what it declares and what exists of it.

    `used`: provisioning installs or starts something there. `browser_extension`: an
    extension's manifest.json lies beside package.json.
    """

    directory: str
    manifest: Manifest | None
    entry_files: Sequence[str] = ()
    used: bool = False
    browser_extension: bool = False


def only_tools(
    candidate: Candidate,
    evidence: Sequence[Evidence],
    paths: Mapping[str, GuestPaths],
    files: Sequence[str],
) -> str | None:
    """Why the candidate is no Node application; None when it is one.

    `evidence` is that of provisioning and of the candidate's own files, `files` are the
    repository's. A candidate that listens, that something starts, or that others load as a
    library is one; build tools are not when the repository has a program of another
    platform, or when no machine has a Node to run anything.
    """
    if _serves(candidate, evidence, paths):
        whole = _around(candidate, evidence, files)
        if whole is None or candidate.used:
            return None
        return f"{whole} is the application; the Node program inside it is never started"
    has_node = candidate.used or any(map(brings_node, evidence))
    if _is_library(candidate) and (has_node or candidate.directory == "."):
        return None
    if candidate.browser_extension:
        return "the browser extension of manifest.json is the application; Node only builds it"
    other = _of_another_platform(candidate, evidence, files)
    if other is not None:
        return f"{other} is the application; Node only builds or supports it"
    starts = candidate.manifest is not None and "start" in candidate.manifest.scripts
    if not starts and not has_node:
        return "package.json holds build tools only, and no machine has a Node to run anything"
    return None


def _serves(
    candidate: Candidate, evidence: Sequence[Evidence], paths: Mapping[str, GuestPaths]
) -> bool:
    if seen(evidence, PortListened):
        return True
    manifest = candidate.manifest
    if manifest is not None:
        known = frameworks.frameworks_of(manifest.dependencies)
        if any(each.kind in {"server", "application"} for each in known):
            return True
    for start in from_provisioning(evidence, paths):
        by = start.source or ""
        if by.startswith("script:") and by not in _STARTING_SCRIPTS:
            continue
        if start.argv[0] in _RUNS_SCRIPTS and not is_build_file(" ".join(start.argv[1:2])):
            return True
    return False


def _is_library(candidate: Candidate) -> bool:
    """Whether others load or call it: it names a file of its own that is no build tool's."""
    manifest = candidate.manifest
    if manifest is None:
        return False
    if manifest.bin:
        return True
    main = manifest.main
    named = [name for name in candidate.entry_files if main and name in {main, f"{main}.js"}]
    return any(not is_build_file(name) for name in named)


def _of_another_platform(
    candidate: Candidate, evidence: Sequence[Evidence], files: Sequence[str]
) -> str | None:
    """What another platform's program shows itself by: a file, else a package to run it.

    Files that a tool may have too count only at the root and beside package.json.
    """
    for platform in every_platform():
        for folder, name in _near(files):
            here = folder in {"", candidate.directory}
            if name in platform.application or (here and platform.marks(name)):
                return f"the {platform.name} program of {posixpath.join(folder, name)}"
    for platform in every_platform():
        packages = [package.name for package, _ in seen(evidence, PackageInstalled)]
        running = next((name for name in packages if platform.runs_by(name)), None)
        if running is not None:
            return f"the {platform.name} program that {running} is installed for"
    return None


def _around(candidate: Candidate, evidence: Sequence[Evidence], files: Sequence[str]) -> str | None:
    """The other platform's whole application that the candidate's folder lies inside of."""
    for platform in every_platform():
        if not _runs(platform, evidence):
            continue
        for folder, name in _near(files):
            inside = candidate.directory != folder and (
                not folder or f"{candidate.directory}/".startswith(f"{folder}/")
            )
            if name in platform.application and inside and candidate.directory != ".":
                return f"the {platform.name} program of {posixpath.join(folder, name)}"
    return None


def _runs(platform: Platform, evidence: Sequence[Evidence]) -> bool:
    return any(platform.runs_by(package.name) for package, _ in seen(evidence, PackageInstalled))


def _near(files: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The files near the root as (folder, name below it), the shallowest first."""
    shallow = [path for path in files if path.count("/") <= _DEEPEST]
    for path in sorted(shallow, key=lambda path: (path.count("/"), path)):
        parts = path.split("/")
        if _PROVISIONING.isdisjoint(part.lower() for part in parts[:-1]):
            for cut in range(len(parts)):
                yield "/".join(parts[:cut]), "/".join(parts[cut:])
