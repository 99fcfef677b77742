"""The only module that knows the order: read, observe, infer, decide."""

from __future__ import annotations

import datetime
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from migrator.ask.answer_keys import wrong_answer
from migrator.ask.answers_file import ANSWERS_FILE, MAX_ANSWERS_BYTES, parse_answers
from migrator.decide.plan import make_plan
from migrator.errors import MigrationError
from migrator.evidence import Evidence
from migrator.live import inspect_running
from migrator.live.sources import GuestSources
from migrator.observe.application import find_application
from migrator.observe.container_files import container_files_of_persons
from migrator.observe.own_files import OwnFiles, observe_application
from migrator.observe.provisioning import (
    loaded_files,
    made_files,
    observe_provisioning,
    served_folders,
)
from migrator.observe.purpose import why_not_node
from migrator.plan import Plan
from migrator.questions import Answers
from migrator.read.history import newest_commit
from migrator.read.own_plan import RecordedPlan, recorded_plan
from migrator.read.project import NotReadable, Project
from migrator.read.repository import Repository, read_repository
from migrator.read.vagrantfiles import vagrantfiles
from migrator.situation import Situation


@dataclass(frozen=True)
class Request:
    """What is asked for: one repository and how to read it.

    `environment` are host variables for the Vagrantfile; `live` also looks into the
    running machines, which makes Vagrant run the Vagrantfile unless `guests` says how to
    reach them without it. `ignored` are globs of files that are not read. `day` is what
    moving names such as `lts` are read for, None for that of the newest commit. `replacing`
    are paths whose files are about to be replaced, although a person wrote them.
    """

    root: Path
    vagrantfile: str | None = None
    provider: str | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    live: bool = False
    test_gate: bool = True
    name: str | None = None
    guests: GuestSources = field(default_factory=GuestSources)
    ignored: tuple[str, ...] = ()
    day: datetime.date | None = None
    replacing: frozenset[str] = frozenset()


def with_own_answers(request: Request, answers: Answers) -> tuple[Request, Answers]:
    """The request and the answers as the repository's own migrator.yaml completes them.

    What a caller asks for or answers comes first. MigrationError for a file that is wrong.
    """
    answers = answers.over(repository_answers(request.root))
    completed = replace(
        request,
        vagrantfile=request.vagrantfile or answers.get("vagrantfile"),
        provider=request.provider or answers.get("provider"),
        test_gate=request.test_gate and answers.get("test-gate") != "no",
        name=answers.get("name") or request.name,
        ignored=answers.all("ignore.files"),
    )
    return completed, answers


def as_recorded(request: Request) -> Request:
    """The request as the plan in the repository was made for: on its day, by its name.

    The day of the newest commit is another one as soon as the files are committed, and a
    clone may lie in a folder of another name.
    """
    recorded = recorded_plan(Project(request.root))
    return replace(request, name=request.name or recorded.name, day=recorded.day)


def decide_as_recorded(situation: Situation, answers: Answers, root: Path) -> Plan:
    """The plan with the recorded answers to the questions that nobody answers now.

    Those of a person at the terminal, and the defaults of `--defaults`, stand nowhere else.
    An answer may open other questions, so the next one is looked for in the new plan.
    """
    recorded = recorded_plan(Project(root))
    plan = decide(situation, answers)
    while unanswered := next(_recorded_for(plan, answers, recorded), None):
        answer = recorded.answers.get(unanswered)
        if answer is not None:
            answers = answers.with_answer(unanswered, answer)
        else:
            answers = replace(answers, defaults=answers.defaults | {unanswered})
        plan = decide(situation, answers)
    return plan


def _recorded_for(plan: Plan, answers: Answers, recorded: RecordedPlan) -> Iterator[str]:
    """The questions without an answer of somebody to which a usable one was recorded."""
    for question in plan.questions:
        id, answer = question.id, recorded.answers.get(question.id)
        usable = answer is not None and answer.isprintable() and not wrong_answer(id, answer)
        is_open = question.answer is None
        again = is_open and id in recorded.defaults - answers.defaults
        given = usable and (is_open or question.by_default) and answers.get(id) is None
        if again or given:
            yield id


def repository_answers(root: Path) -> Answers:
    """What the repository's migrator.yaml answers; nothing when it has none."""
    project = Project(root)
    if ANSWERS_FILE not in project.entries("."):
        return Answers()
    try:
        text = project.text(ANSWERS_FILE, limit=MAX_ANSWERS_BYTES)
    except NotReadable as error:
        raise MigrationError(
            f"{ANSWERS_FILE} cannot be read: {error}.",
            next="Make it a text file in the repository, or take it away.",
        ) from error
    return parse_answers(text, ANSWERS_FILE)


def analyse(request: Request) -> Situation:
    """Read a repository, and its running machines when asked; MigrationError for bad input."""
    project = Project(request.root, request.ignored)
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
    containers = container_files_of_persons(project, request.replacing)
    application = find_application(project, repository, [*provisioning, *live], paths)
    own, not_node = OwnFiles(), None
    if application is not None:
        own = observe_application(project, application, provisioning, paths, containers)
        application = replace(application, source_files=own.sources, server=own.server)
        happens = [*provisioning, *live]
        not_node = why_not_node(project, application, happens, own.evidence, paths)
    if not_node is not None:
        own, application = OwnFiles(), None
    evidence = [*provisioning, *own.evidence, *live]
    return Situation(
        name=request.name or project.root.name,
        vagrantfile=path,
        repository=repository,
        evidence=evidence,
        application=application,
        not_node=not_node,
        committed=request.day or newest_commit(project),
        in_repository=loaded_files(evidence, repository, project)
        | served_folders(project, evidence, paths),
        made=made_files(repository, project),
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
