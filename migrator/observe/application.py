"""Which folder is the application, and what stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from migrator.evidence import Evidence, ProcessStarted
from migrator.infer.application import LEAST_SCORE, Folder, entry_candidates, rank
from migrator.infer.node import brings_node
from migrator.infer.start import from_provisioning
from migrator.infer.workspaces import members, with_members
from migrator.read.lockfile import read_lockfiles
from migrator.read.manifest import Manifest
from migrator.read.npmrc import NAME as NPMRC
from migrator.read.npmrc import registry_access
from migrator.read.project import Project
from migrator.read.repository import Repository
from migrator.read.synced_folders import GuestPaths
from migrator.situation import Application

_INSTALL_FILES = (
    "package.json", "npm-shrinkwrap.json", "package-lock.json", "yarn.lock", "pnpm-lock.yaml",
    NPMRC, ".yarnrc", ".yarnrc.yml", ".bowerrc", "bower.json", "pnpm-workspace.yaml",
)  # fmt: skip


def find_application(
    project: Project,
    repository: Repository,
    evidence: Sequence[Evidence],
    paths: Mapping[str, GuestPaths],
) -> Application | None:
    """The likeliest application folder; none when there is neither a package nor a Node."""
    folder = repository.config.vagrantfile.rpartition("/")[0] or "."
    entries = {
        name: _entry_files(project, name, manifest)
        for name, manifest in repository.manifests.items()
    }
    ranked = rank(repository.manifests, evidence, paths, entries, folder)
    if not ranked or ranked[0].score < LEAST_SCORE:
        return _without_manifest(project, evidence, paths, folder)
    best = ranked[0]
    packages = members(best.manifest, best.directory, repository.manifests)
    return _described(project, best, packages, entries[best.directory], ranked[1:])


def _described(
    project: Project,
    folder: Folder,
    packages: Mapping[str, Manifest],
    entries: Sequence[str],
    others: Sequence[Folder],
) -> Application:
    manifest, directory = folder.manifest, folder.directory
    access = registry_access(project, directory)
    files = _install_files(project, directory, packages)
    return Application(
        directory=directory,
        manifest=with_members(manifest, packages),
        locks=read_lockfiles(project, directory, manifest),
        entry_files=entries,
        # A build that gets a file as a secret copies it into no layer.
        install_files=[name for name in files if access is None or name != NPMRC],
        access=access,
        others=others,
        why=folder.why,
        workspaces=packages,
    )


def _install_files(project: Project, directory: str, packages: Iterable[str]) -> list[str]:
    prefix = "" if directory == "." else f"{directory}/"
    own = [name for name in _INSTALL_FILES if project.is_file(prefix + name)]
    return [*own, *(f"{folder}/package.json" for folder in packages)]


def _entry_files(project: Project, directory: str, manifest: Manifest | None) -> list[str]:
    """The manifest's main when it exists, then the usual server files that do."""
    prefix = "" if directory == "." else f"{directory}/"
    main = manifest.main if manifest is not None else None
    wanted = [name for name in (main, f"{main}.js" if main else None) if name]
    return [
        name
        for name in dict.fromkeys([*wanted, *entry_candidates(has_manifest=manifest is not None)])
        if project.is_file(prefix + name)
    ]


def _without_manifest(
    project: Project, evidence: Sequence[Evidence], paths: Mapping[str, GuestPaths], folder: str
) -> Application | None:
    """An application that is files only, or made by provisioning: there is a Node for it."""
    if not any(map(_runs_node, evidence)):
        return None
    started = [start.directory for start in from_provisioning(evidence, paths) if start.directory]
    shared = [name for where in paths.values() for name in where.folders.values()]
    found = {name: _entry_files(project, name, None) for name in [*started, *shared, folder]}
    usual = (name for name, files in found.items() if files)
    directory = next(iter([*started, *usual, folder]))
    return Application(directory, None, entry_files=found.get(directory, []))


def _runs_node(item: Evidence) -> bool:
    return brings_node(item) or isinstance(item.observation, ProcessStarted)
