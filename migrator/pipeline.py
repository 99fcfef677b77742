"""The only module that knows the order: read, observe, infer, decide."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from migrator.decide.plan import make_plan
from migrator.detectors.process_files import observe_process_files
from migrator.detectors.project_files import (
    observe_dockerfiles,
    observe_script_ports,
    observe_scripts,
    observe_survey,
    observe_versions,
)
from migrator.detectors.run import observe_commands, observe_files
from migrator.evidence import DatabaseLoaded, Evidence, ProcessStarted
from migrator.infer.application import LEAST_SCORE, Folder, GuestPaths, entry_candidates, rank
from migrator.infer.node import NODE_PACKAGES
from migrator.infer.start import from_provisioning, script_of
from migrator.live import inspect_running
from migrator.live.sources import GuestSources
from migrator.plan import Plan
from migrator.questions import Answers
from migrator.read.containers import ContainerFiles, read_containers
from migrator.read.history import newest_commit
from migrator.read.javascript import script_ports, survey
from migrator.read.javascript.modules import Modules
from migrator.read.lockfile import read_lockfiles
from migrator.read.manifest import Manifest
from migrator.read.package_scripts import script_commands
from migrator.read.project import NotReadable, Project
from migrator.read.repository import Repository, read_repository
from migrator.read.synced_folders import in_repository
from migrator.read.vagrantfiles import vagrantfiles
from migrator.read.version_files import declared_versions
from migrator.situation import Application, Situation
from migrator.write import MANIFEST


@dataclass(frozen=True)
class Request:
    """What is asked for: one repository and how to read it.

    `environment` are host variables for the Vagrantfile; `live` also looks into the
    running machines, which makes Vagrant run the Vagrantfile unless `guests` says how to
    reach them without it.
    """

    root: Path
    vagrantfile: str | None = None
    provider: str | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    live: bool = False
    test_gate: bool = True
    name: str | None = None
    guests: GuestSources = field(default_factory=GuestSources)


def analyse(request: Request) -> Situation:
    """Read a repository, and its running machines when asked; MigrationError for bad input."""
    project = Project(request.root)
    repository = read_repository(
        project,
        request.vagrantfile,
        environment=request.environment,
        provider=request.provider,
    )
    path = repository.config.vagrantfile
    provisioning = list(_observe(repository))
    wanted = request.live or request.guests.named
    live = list(_look_inside(request, repository)) if wanted else []
    paths = _guest_paths(repository)
    application = _application(project, path, repository, [*provisioning, *live], paths)
    containers = _containers(project)
    own = _observe_application(project, application, provisioning, paths) if application else []
    own += observe_dockerfiles(containers.dockerfiles) if application else []
    evidence = [*provisioning, *own, *live]
    return Situation(
        name=request.name or project.root.name,
        vagrantfile=path,
        repository=repository,
        evidence=evidence,
        application=application,
        committed=newest_commit(project),
        in_repository=_loaded_files(evidence, paths),
        unreadable_manifests=repository.unreadable_manifests,
        other_vagrantfiles=[other for other in vagrantfiles(project) if other != path],
        containers=containers,
        test_gate=request.test_gate,
    )


def decide(situation: Situation, answers: Answers) -> Plan:
    """The plan of a situation, as far as the answers go."""
    return make_plan(situation, answers)


def _observe(repository: Repository) -> Iterator[Evidence]:
    """The evidence of provisioning in the order in which the machines run it."""
    for followed in repository.provisioned:
        found = [
            *observe_commands(followed.commands, repository.steps, followed.machine),
            *observe_files(followed.files, repository.steps, followed.machine),
        ]
        yield from sorted(found, key=lambda item: item.origin.unit or 0)


def _look_inside(request: Request, repository: Repository) -> Iterator[Evidence]:
    """The evidence of the running machines; Vagrant is asked in the Vagrantfile's own folder."""
    folder = request.root / posixpath.dirname(repository.config.vagrantfile)
    expected = [machine.name for machine in repository.config.machines]
    yield from inspect_running(folder, expected, request.guests)


def _guest_paths(repository: Repository) -> dict[str, GuestPaths]:
    links = {followed.machine: followed.links for followed in repository.provisioned}
    return {
        name: GuestPaths(folders, links.get(name, {}))
        for name, folders in repository.folders.items()
    }


def _application(
    project: Project,
    vagrantfile: str,
    repository: Repository,
    evidence: Sequence[Evidence],
    paths: Mapping[str, GuestPaths],
) -> Application | None:
    """The likeliest application folder; none when there is neither a package nor a Node."""
    folder = vagrantfile.rpartition("/")[0] or "."
    entries = {
        name: _entry_files(project, name, manifest)
        for name, manifest in repository.manifests.items()
    }
    ranked = rank(repository.manifests, evidence, paths, entries, folder)
    if not ranked or ranked[0].score < LEAST_SCORE:
        return _without_manifest(project, evidence, paths, folder)
    best = ranked[0]
    return _described(project, best, entries[best.directory], ranked[1:])


def _described(
    project: Project, folder: Folder, entries: Sequence[str], others: Sequence[Folder]
) -> Application:
    manifest, directory = folder.manifest, folder.directory
    return Application(
        directory=directory,
        manifest=manifest,
        locks=read_lockfiles(project, directory, manifest),
        entry_files=entries,
        install_files=_install_files(project, directory),
        others=others,
        why=folder.why,
    )


_INSTALL_FILES = (
    "package.json", "npm-shrinkwrap.json", "package-lock.json", "yarn.lock", "pnpm-lock.yaml",
    ".npmrc", ".yarnrc", ".yarnrc.yml", ".bowerrc", "bower.json", "pnpm-workspace.yaml",
)  # fmt: skip


def _install_files(project: Project, directory: str) -> list[str]:
    prefix = "" if directory == "." else f"{directory}/"
    return [name for name in _INSTALL_FILES if project.is_file(prefix + name)]


def _entry_files(project: Project, directory: str, manifest: Manifest | None) -> list[str]:
    """The manifest's main when it exists, then the usual server files that do."""
    prefix = "" if directory == "." else f"{directory}/"
    main = manifest.main if manifest is not None else None
    wanted = [name for name in (main, f"{main}.js" if main else None) if name]
    return [
        name
        for name in dict.fromkeys([*wanted, *entry_candidates()])
        if project.is_file(prefix + name)
    ]


def _without_manifest(
    project: Project, evidence: Sequence[Evidence], paths: Mapping[str, GuestPaths], folder: str
) -> Application | None:
    """An application that is files only, or made by provisioning: there is a Node for it."""
    if not any(_brings_node(item) for item in evidence):
        return None
    started = [start.directory for start in from_provisioning(evidence, paths) if start.directory]
    shared = [name for where in paths.values() for name in where.folders.values()]
    found = {name: _entry_files(project, name, None) for name in [*started, *shared, folder]}
    directory = next((name for name, files in found.items() if files), folder)
    return Application(directory, None, entry_files=found.get(directory, []))


def _brings_node(item: Evidence) -> bool:
    observation = item.observation
    name = type(observation).__name__
    if name == "PackageInstalled":
        return getattr(observation, "name", "") in NODE_PACKAGES
    return name in {"NodeInstalled", "NodeSelected", "NodeFound"} or isinstance(
        observation, ProcessStarted
    )


def _observe_application(
    project: Project,
    application: Application,
    provisioning: Sequence[Evidence],
    paths: Mapping[str, GuestPaths],
) -> list[Evidence]:
    """The evidence of the application's own files."""
    directory, manifest = application.directory, application.manifest
    found = list(observe_versions(declared_versions(project, directory, manifest)))
    found += observe_process_files(project, directory)
    if manifest is not None:
        scripts = script_commands(project, directory, manifest)
        found += observe_scripts(scripts, manifest.path, directory)
    entries = _survey_entries(project, application, [*provisioning, *found], paths)
    found += observe_survey(survey(project, directory, entries))
    if manifest is not None:
        found += observe_script_ports(script_ports(manifest), manifest.path)
    return found


def _survey_entries(
    project: Project,
    application: Application,
    evidence: Sequence[Evidence],
    paths: Mapping[str, GuestPaths],
) -> list[str]:
    """The files that the code is followed from: what is started, else the usual ones."""
    directory, modules = application.directory, Modules(project)
    started = [
        modules.resolve(f"./{script}", start.directory or directory)
        for start in from_provisioning(evidence, paths)
        for script in [script_of(start)]
        if script is not None and start.directory in {None, directory}
    ]
    known = [path for path in started if path is not None]
    usual = [f"{directory}/{name}" for name in application.entry_files]
    return list(dict.fromkeys(known or usual[:1]))


def _loaded_files(evidence: Sequence[Evidence], paths: Mapping[str, GuestPaths]) -> dict[str, str]:
    """Guest path -> repository path, for dumps and scripts that provisioning loads."""
    found: dict[str, str] = {}
    for item in evidence:
        if isinstance(item.observation, DatabaseLoaded):
            where = paths.get(item.machine or "")
            path = (
                in_repository(item.observation.path, where.folders, where.links) if where else None
            )
            if path is not None:
                found[item.observation.path] = path
    return found


def _containers(project: Project) -> ContainerFiles:
    """Container files that a person wrote; those that this tool wrote do not count."""
    try:
        ours = json.loads(project.text(MANIFEST))["files"]
    except (NotReadable, ValueError, KeyError, TypeError):
        ours = {}
    found = read_containers(project)
    return ContainerFiles(
        tuple(each for each in found.dockerfiles if each.path not in ours),
        tuple(each for each in found.services if each.path not in ours),
    )
