"""Puts the plan together: the only module that knows the order of the decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from migrator import __version__
from migrator.decide import questions as ask
from migrator.decide.application import Parts, planned_app
from migrator.decide.conflicts import conflicts
from migrator.decide.drift import Compared, Sides, compare, with_guests
from migrator.decide.drift.told import drift_warnings, incomplete
from migrator.decide.environment import (
    EnvironmentDecision,
    decide_environment,
    settle_port,
    surroundings,
)
from migrator.decide.facts import Facts
from migrator.decide.image import ImageDecision, decide_image
from migrator.decide.ledger import Destinations, Fate, ledger
from migrator.decide.machines import machine_warnings, planned_machines
from migrator.decide.packages import PackageDecision, decide_packages
from migrator.decide.ports import PortDecision, Targets, decide_ports
from migrator.decide.processes import Processes, decide_processes
from migrator.decide.readiness import readiness
from migrator.decide.services import ServiceDecision, decide_services
from migrator.decide.sources import (
    app_machine,
    host_names,
    native_modules_of,
    proxied_ports,
    reverse_proxy,
    scheduled_jobs,
)
from migrator.decide.start import Starts
from migrator.decide.tell import tell_everything
from migrator.decide.warnings import warnings_of
from migrator.evidence import Evidence
from migrator.infer.node import conclude
from migrator.infer.ports import PortClues, application_port
from migrator.infer.services import backing_services
from migrator.knowledge.node_specs import resolve
from migrator.model import BackingService, Finding, NodeCandidate, NodeConclusion, StartCommand
from migrator.plan import (
    App,
    OsPackages,
    Plan,
    ProjectIdentity,
    Question,
    Tool,
    Warning,
)
from migrator.questions import Answers
from migrator.read.synced_folders import addresses
from migrator.situation import Application, Situation


@dataclass
class Decisions:
    """Everything that was decided, while the plan is put together."""

    backing: Sequence[BackingService]
    services: ServiceDecision
    image: ImageDecision
    environment: EnvironmentDecision = field(default_factory=EnvironmentDecision)
    packages: PackageDecision = field(default_factory=PackageDecision)
    ports: PortDecision = field(default_factory=lambda: PortDecision([]))
    node: NodeConclusion = field(default_factory=lambda: NodeConclusion(None, (), ""))
    port: Finding[int] | None = None
    processes: Processes = field(default_factory=Processes)
    app: App | None = None
    extra_apps: list[App] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def make_plan(situation: Situation, answers: Answers) -> Plan:
    """Decide everything about one repository, given what a person has answered so far."""
    by_files, situation = situation, with_guests(situation)
    decisions = _decide(situation, answers)
    compared = _compared(by_files, decisions)
    machines = situation.repository.config.machines
    facts = Facts()
    tell_everything(facts, situation, decisions.app, decisions)
    entries = ledger(
        situation.repository.steps, situation.evidence, _destinations(situation, decisions)
    )
    told: list[Warning] = [
        *warnings_of(situation, decisions.app, decisions.node),
        *machine_warnings(machines),
        *decisions.services.warnings,
        *decisions.ports.warnings,
        *drift_warnings(compared, decisions.services.services, decisions.packages.left_in_guest),
        *incomplete(situation.evidence),
    ]
    judged = readiness(decisions.app, decisions.questions, entries, told)
    return Plan(
        tool=Tool("migrator", __version__),
        project=ProjectIdentity(situation.name, ".", situation.vagrantfile),
        status=judged.status,
        readiness=judged.score,
        readiness_reasons=judged.reasons,
        machines=planned_machines(machines, situation.repository.systems),
        app=decisions.app,
        extra_apps=decisions.extra_apps,
        os_packages=decisions.packages.planned() if decisions.app else OsPackages([], [], []),
        services=decisions.services.services,
        reverse_proxy=reverse_proxy(situation.evidence),
        cron=scheduled_jobs(situation.evidence),
        environment=decisions.environment.planned(),
        ports=decisions.ports.ports,
        evidence=sorted(facts.lines, key=lambda line: (line.fact, line.source, line.line or 0)),
        conflicts=conflicts(compared, decisions),
        drift=[each.planned() for each in compared],
        ledger=entries,
        questions=decisions.questions,
        warnings=sorted(told, key=lambda w: (w.source or "", w.line or 0, w.code, w.message)),
        test_gate=situation.test_gate,
    )


def _compared(situation: Situation, decisions: Decisions) -> list[Compared]:
    """What was decided, beside what the files alone would have led to; empty without guests."""
    static = [item for item in situation.evidence if item.method != "live"]
    if len(static) == len(situation.evidence):
        return []
    files = _decide(replace(situation, evidence=static), Answers())
    return compare(Sides(files, decisions, situation, app_machine(situation)))


def _decide(situation: Situation, answers: Answers) -> Decisions:
    evidence = situation.evidence
    found = backing_services(evidence, situation.repository.systems)
    services = decide_services(found, situation.in_repository)
    application = situation.application
    if application is None:
        return Decisions(found, services, ImageDecision(None, None))
    machine = app_machine(situation)
    mine = [item for item in evidence if item.machine in {machine, None}]
    node = _node(situation, mine, machine, answers)
    version = node.conclusion.chosen.version if node.conclusion.chosen else None
    image = decide_image(version, bool(native_modules_of(application.manifest)))
    decisions = Decisions(found, services, image, node=node.conclusion)
    decisions.questions += node.questions
    _decide_processes(situation, application, mine, machine, answers, decisions)
    decisions.packages = decide_packages(
        evidence,
        frozenset({machine, None}),
        services.names(),
        application.manifest,
        image.suite,
        image.python,
        image.libraries,
        answers,
    )
    decisions.questions += decisions.packages.questions
    _decide_ports(situation, mine, machine, decisions)
    return decisions


@dataclass(frozen=True)
class _Node:
    conclusion: NodeConclusion
    questions: list[Question]


def _node(
    situation: Situation, mine: Sequence[Evidence], machine: str | None, answers: Answers
) -> _Node:
    """Conclude which Node it is, or take the answer of a person, who may name any."""
    system = situation.repository.systems.get(machine or "")
    conclusion = conclude(mine, system, situation.committed, situation.repository.paths())
    question = ask.node_question(conclusion, answers)
    given = answers.get(ask.NODE) or (question.answer if question else None)
    if given:
        resolved = resolve(given, on=situation.committed)
        if resolved is not None:
            chosen = NodeCandidate("answer", given, resolved.version, None)
            conclusion = NodeConclusion(chosen, conclusion.candidates, "a person decided so")
        elif question is not None:
            question = replace(question, answer=None)
    return _Node(conclusion, [question] if question else [])


def _decide_processes(
    situation: Situation,
    application: Application,
    mine: Sequence[Evidence],
    machine: str | None,
    answers: Answers,
    decisions: Decisions,
) -> None:
    """The start command, its environment, its port, and further processes of the same sources."""
    paths = situation.repository.paths()
    processes = decide_processes(application, mine, paths)
    question = _start_question(processes, answers)
    if question is not None:
        decisions.questions.append(question)
    starts = _answered_start(processes.starts, question, answers)
    repository = situation.repository
    around = surroundings(
        decisions.services.services,
        addresses(repository.config.machines),
        host_names(situation.evidence),
    )
    decisions.environment = decide_environment(mine, machine, starts.chosen, around)
    known = next((m for m in repository.config.machines if m.name == machine), None)
    values = {v.name: v.value or "" for v in decisions.environment.planned()}
    decisions.port = application_port(mine, PortClues(starts.chosen, values, known))
    if answers.get(ask.PORT) is None:
        settle_port(decisions.environment, mine, decisions.port)
    port = decisions.port.value if decisions.port else None
    if port is None and starts.chosen is not None and answers.get(ask.PORT) is None:
        port_question = ask.port_question([], answers)
        decisions.questions.append(port_question)
    elif answers.get(ask.PORT) is not None:
        port = ask.port_answer(ask.port_question([], answers))
    decisions.processes = replace(processes, starts=starts)
    parts = Parts(
        name=(application.manifest.name if application.manifest else None) or situation.name,
        machine=machine,
        node=decisions.node,
        image=decisions.image,
        starts=starts,
        port=port,
        manager=processes.manager,
    )
    decisions.app = planned_app(application, mine, parts)
    decisions.extra_apps = [
        replace(
            decisions.app,
            service=extra.name or f"process-{number}",
            start=list(extra.argv),
            port=None,
            dev_start=None,
            start_why=None,
        )
        for number, extra in enumerate(processes.others, 1)
    ]


def _start_question(processes: Processes, answers: Answers) -> Question | None:
    if processes.starts.chosen is not None:
        return None
    return ask.start_question(list(processes.suggestions), answers, processes.why_unknown)


def _answered_start(starts: Starts, question: Question | None, answers: Answers) -> Starts:
    if question is None and answers.get(ask.START) is not None:
        question = ask.start_question([], answers, "")
    words = ask.start_answer(question)
    if not words:
        return starts
    return replace(
        starts, chosen=StartCommand(tuple(words), None, source="answer"), why="a person decided so"
    )


def _decide_ports(
    situation: Situation, mine: Sequence[Evidence], machine: str | None, decisions: Decisions
) -> None:
    app = decisions.app
    assert app is not None
    targets = Targets(
        app.service,
        app.port,
        machine,
        decisions.services.services,
        proxied_ports(situation.evidence),
    )
    decisions.ports = decide_ports(situation.repository.config.machines, targets)


def _destinations(situation: Situation, decisions: Decisions) -> Destinations:
    app = decisions.app
    kept = {name.partition("@")[0] for name in (app.runtime_globals if app else [])}
    proxy = Fate("compose", "compose.yaml: services.app.ports", "compose publishes the application")
    return Destinations(
        packages=decisions.packages.fates,
        services=decisions.services.names(),
        environment=frozenset(decisions.environment.variables),
        own_units=decisions.processes.units,
        globals_kept=frozenset(kept),
        proxy=proxy,
    )
