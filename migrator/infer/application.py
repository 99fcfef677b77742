"""Which of the repository's package.json files is the application."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from migrator.evidence import (
    BuildRun,
    DependenciesInstalled,
    Evidence,
    ProcessRunning,
    ProcessStarted,
    StartupStep,
)
from migrator.knowledge import frameworks
from migrator.read.manifest import Manifest
from migrator.read.synced_folders import GuestPaths, in_repository

# Below it, a package.json lies where tests and examples do, and nothing speaks for it.
LEAST_SCORE = -20
_ASIDE = frozenset(
    {"test", "tests", "example", "examples", "demo", "fixtures", "docs", "vendor", "cookbooks",
     "templates", "roles", "modules", "bower_components", "node_modules", "third_party"}
)  # fmt: skip
_SERVER_FILES = (
    "server.js", "app.js", "index.js", "main.js", "bin/www", "src/server.js", "src/app.js",
    "src/index.js", "src/main.js", "server/index.js", "server/server.js", "server/app.js",
    "lib/index.js", "lib/server.js", "src/server.ts", "src/main.ts", "src/index.ts",
    "app/app.js", "app/server.js", "app/index.js", "api/server.js",
)  # fmt: skip


@dataclass(frozen=True)
class Folder:
    """A directory with a package.json, and how strongly it looks like the application."""

    directory: str
    manifest: Manifest
    score: int
    why: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()


def rank(
    manifests: Mapping[str, Manifest],
    evidence: Sequence[Evidence],
    paths: Mapping[str, GuestPaths],
    entry_files: Mapping[str, Sequence[str]],
    vagrant_folder: str,
) -> list[Folder]:
    """The candidate directories, the likeliest application first.

    `manifests` are by directory (relative to the root); `paths` by machine;
    `entry_files` lists which usual server files each directory has;
    `vagrant_folder` is the Vagrantfile's own.
    """
    used = used_by_provisioning(evidence, paths)
    found = [
        _judge(
            directory,
            manifest,
            used.get(directory, []),
            entry_files.get(directory, ()),
            vagrant_folder,
        )
        for directory, manifest in manifests.items()
    ]
    return sorted(found, key=lambda f: (-f.score, f.directory.count("/"), f.directory))


_USES = (ProcessStarted, ProcessRunning, DependenciesInstalled, BuildRun, StartupStep)


def used_by_provisioning(
    evidence: Sequence[Evidence], paths: Mapping[str, GuestPaths]
) -> dict[str, list[Evidence]]:
    """Directories in which something is installed, built, started, or runs."""
    used: dict[str, list[Evidence]] = {}
    for item in evidence:
        observation, where = item.observation, paths.get(item.machine or "")
        if where is None or not isinstance(observation, _USES):
            continue
        directory = in_repository(observation.directory, where.folders, where.links)
        if directory is not None:
            used.setdefault(directory, []).append(item)
    return used


def _judge(
    directory: str,
    manifest: Manifest,
    used: Sequence[Evidence],
    entries: Sequence[str],
    vagrant_folder: str,
) -> Folder:
    points: list[tuple[int, str]] = []
    parts = [] if directory == "." else directory.split("/")
    points.append((-4 * len(parts), "depth"))
    if any(part.lower() in _ASIDE for part in parts):
        points.append((-30, "it lies in a folder for something else"))
    if directory == (vagrant_folder or "."):
        points.append((4, "it lies beside the Vagrantfile"))
    if any(isinstance(item.observation, ProcessStarted) for item in used):
        points.append((20, "provisioning starts it"))
    if any(isinstance(item.observation, ProcessRunning) for item in used):
        points.append((20, "it runs in the machine"))
    if any(isinstance(item.observation, DependenciesInstalled) for item in used):
        points.append((12, "provisioning installs its dependencies"))
    if "start" in manifest.scripts:
        points.append((8, "it has a start script"))
    if any(frameworks.is_server(name) for name in manifest.dependencies):
        points.append((8, "it depends on a server framework"))
    if entries:
        points.append((5, f"it has {entries[0]}"))
    if not manifest.dependencies and not manifest.scripts:
        points.append((-6, "its package.json names neither dependencies nor scripts"))
    why = tuple(text for value, text in points if value > 0)
    return Folder(directory, manifest, sum(value for value, _ in points), why, tuple(used))


def entry_candidates(*, has_manifest: bool) -> tuple[str, ...]:
    """The usual names of a server's first file, in the order in which they are tried.

    A package may have an api.js that is one part of it; without a package it is the whole.
    """
    return _SERVER_FILES if has_manifest else (*_SERVER_FILES, "api.js")
