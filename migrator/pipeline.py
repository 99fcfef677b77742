"""The only module that knows the order: read, observe, infer, decide."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from migrator.decide.plan import make_plan
from migrator.evidence import Evidence
from migrator.live import inspect_running
from migrator.live.sources import GuestSources
from migrator.observe.application import find_application
from migrator.observe.own_files import OwnFiles, container_files_of_persons, observe_application
from migrator.observe.provisioning import loaded_files, observe_provisioning
from migrator.plan import Plan
from migrator.questions import Answers
from migrator.read.history import newest_commit
from migrator.read.project import Project
from migrator.read.repository import Repository, read_repository
from migrator.read.vagrantfiles import vagrantfiles
from migrator.situation import Situation


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
    provisioning = list(observe_provisioning(repository))
    wanted = request.live or request.guests.named
    live = list(_look_inside(request, repository)) if wanted else []
    paths = repository.paths()
    containers = container_files_of_persons(project)
    application = find_application(project, repository, [*provisioning, *live], paths)
    own = OwnFiles()
    if application is not None:
        own = observe_application(project, application, provisioning, paths, containers)
        application = replace(application, source_files=own.sources, server=own.server)
    evidence = [*provisioning, *own.evidence, *live]
    return Situation(
        name=request.name or project.root.name,
        vagrantfile=path,
        repository=repository,
        evidence=evidence,
        application=application,
        committed=newest_commit(project),
        in_repository=loaded_files(evidence, paths),
        unreadable_manifests=repository.unreadable_manifests,
        other_vagrantfiles=[other for other in vagrantfiles(project) if other != path],
        containers=containers,
        test_gate=request.test_gate,
    )


def decide(situation: Situation, answers: Answers) -> Plan:
    """The plan of a situation, as far as the answers go."""
    return make_plan(situation, answers)


def _look_inside(request: Request, repository: Repository) -> Iterator[Evidence]:
    """The evidence of the running machines; Vagrant is asked in the Vagrantfile's own folder."""
    folder = request.root / posixpath.dirname(repository.config.vagrantfile)
    expected = [machine.name for machine in repository.config.machines]
    yield from inspect_running(folder, expected, request.guests)
