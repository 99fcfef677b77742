"""Makes all decisions about one repository; the only module that knows their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from migrator.decide import questions as ask
from migrator.decide.application import Parts, planned_app, restarts
from migrator.decide.beside import KEPT_NAMES, decide_before, decide_front, decide_times
from migrator.decide.connections import Surroundings
from migrator.decide.decisions import Decisions
from migrator.decide.environment import (
    beside_others,
    decide_environment,
    own_environment,
    settle_port,
    surroundings,
)
from migrator.decide.image import ImageDecision, decide_image
from migrator.decide.instances import with_replicas
from migrator.decide.node import decide_node
from migrator.decide.packages import decide_packages
from migrator.decide.ports import Targets, decide_ports
from migrator.decide.processes import Processes, decide_processes
from migrator.decide.same_image import on_same_image
from migrator.decide.services import decide_services
from migrator.decide.sources import (
    app_machine,
    host_names,
    native_modules_of,
    ports_of_code,
    proxied_ports,
)
from migrator.decide.start import Starts
from migrator.errors import MigrationError
from migrator.evidence import DevelopmentServer, Evidence
from migrator.infer.node import conclude
from migrator.infer.ports import PortClues, application_port, forwarded_candidates
from migrator.infer.seen import seen
from migrator.infer.services import backing_services
from migrator.model import StartCommand
from migrator.plan import App, Question
from migrator.ports import port_of
from migrator.questions import Answers
from migrator.read.synced_folders import addresses
from migrator.situation import Application, Situation


def decide_everything(situation: Situation, answers: Answers) -> Decisions:
    """Decide services, Node, image, processes, packages and ports, in that order."""
    evidence = situation.evidence
    found = backing_services(evidence, situation.repository.systems)
    services = decide_services(found, situation.in_repository)
    application = situation.application
    if application is None:
        decisions = Decisions(found, services, ImageDecision(None, None))
        decide_times(situation, answers, decisions)
        return decisions
    machine = app_machine(situation)
    mine = [item for item in evidence if item.machine in {machine, None}]
    system = situation.repository.systems.get(machine or "")
    concluded = conclude(mine, system, situation.committed, situation.repository.paths())
    node = decide_node(concluded, answers, situation.committed)
    version = node.conclusion.chosen.version if node.conclusion.chosen else None
    image = decide_image(version, bool(native_modules_of(application.manifest)))
    decisions = Decisions(found, services, image, node_decision=node)
    decisions.questions += node.questions
    _decide_processes(situation, application, mine, machine, answers, decisions)
    decide_front(situation, mine, decisions, answers)
    decisions.packages = decide_packages(
        evidence,
        frozenset({machine, None}),
        decisions.containers(),
        application.manifest,
        image.suite,
        image.python,
        image.libraries,
        _cloned_by_image(decisions.app),
        answers,
    )
    decisions.questions += decisions.packages.questions
    _decide_ports(situation, mine, machine, decisions)
    decide_before(situation, application, decisions)
    decide_times(situation, answers, decisions)
    return decisions


def _cloned_by_image(app: App | None) -> Sequence[str]:
    """The dependencies for which the image needs git; the stage that fetches has its own."""
    return app.git_dependencies if app is not None and app.fetch is None else ()


def _decide_processes(
    situation: Situation,
    application: Application,
    mine: Sequence[Evidence],
    machine: str | None,
    answers: Answers,
    decisions: Decisions,
) -> None:
    """The start command, its environment, its port, and further processes of the same sources."""
    repository = situation.repository
    processes = decide_processes(application, mine, repository.paths())
    question = _start_question(processes, answers)
    if question is not None:
        decisions.questions.append(question)
    starts = _answered_start(processes.starts, question, answers)
    around = surroundings(
        decisions.services.services,
        addresses(repository.config.machines),
        host_names(situation.evidence),
    )
    service = answers.get(ask.SERVICE) or "app"
    others = {
        _free(each.name or f"process-{number}"): each
        for number, each in enumerate(processes.others, 1)
    }
    together = {**({service: starts.chosen} if starts.chosen else {}), **others}
    decisions.environment = decide_environment(
        mine,
        machine,
        starts.chosen,
        beside_others(around, service, together),
        repository.paths().get(machine or ""),
    )
    decisions.processes = replace(processes, starts=starts)
    port = _decide_port(situation, mine, machine, answers, decisions)
    parts = Parts(
        name=(application.manifest.name if application.manifest else None) or situation.name,
        machine=machine,
        node=decisions.node,
        image=decisions.image,
        starts=starts,
        port=port,
        manager=processes.manager,
        service=service,
        beside=processes.others,
    )
    decisions.app = planned_app(application, mine, parts, situation.committed)
    decisions.extra_apps = [
        _beside(decisions, name, other, beside_others(around, name, together))
        for name, other in others.items()
    ]
    _refuse_a_taken_name(decisions, answers)


def _refuse_a_taken_name(decisions: Decisions, answers: Answers) -> None:
    """MigrationError when a person calls the application as another service is called."""
    taken = {service.name for service in decisions.services.services}
    taken |= {app.service for app in decisions.extra_apps} | KEPT_NAMES
    name = answers.get(ask.SERVICE)
    if name in taken:
        raise MigrationError(
            f"{answers.who(ask.SERVICE)}: the application cannot be called {name}, because "
            "compose.yaml has another service of that name.",
            next=f"Give {ask.SERVICE} a name of its own.",
        )


def _decide_port(
    situation: Situation,
    mine: Sequence[Evidence],
    machine: str | None,
    answers: Answers,
    decisions: Decisions,
) -> int | None:
    """The application's port: a person's answer, else what tells, else a question."""
    machines = situation.repository.config.machines
    known = next((each for each in machines if each.name == machine), None)
    values = {each.name: each.value or "" for each in decisions.environment.planned()}
    start = decisions.processes.starts.chosen
    clues = PortClues(start, values, known)
    decisions.port = application_port(mine, clues)
    if answers.get(ask.PORT) is not None:
        return ask.port_answer(ask.port_question([], answers))
    settle_port(decisions.environment, mine, decisions.port)
    if decisions.port is not None:
        return decisions.port.value
    if start is None:
        return None
    question = ask.port_question(forwarded_candidates(mine, clues), answers)
    decisions.questions.append(question)
    return ask.port_answer(question)


def _beside(decisions: Decisions, name: str, other: StartCommand, around: Surroundings) -> App:
    """A further container of the same image, with a command and variables of its own."""
    assert decisions.app is not None
    own = own_environment(decisions.environment, other, around)
    port = next((one.value or "" for one in own if one.name == "PORT"), "")
    return replace(
        on_same_image(decisions.app, name, other.argv),
        port=port_of(port),
        restart=restarts(other, other.manager),
        instances=other.instances,
        environment=own,
    )


def _free(name: str) -> str:
    """A process's name where compose.yaml does not keep it for a container of its own."""
    return f"{name}-process" if name in KEPT_NAMES else name


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
    by_default = question is not None and question.by_default
    chosen = StartCommand(tuple(words), None, source="default" if by_default else "answer")
    return replace(starts, chosen=chosen, why=question.who if question is not None else "")


def _decide_ports(
    situation: Situation, mine: Sequence[Evidence], machine: str | None, decisions: Decisions
) -> None:
    app = decisions.app
    assert app is not None
    targets = Targets(
        app.service,
        app.port,
        decisions.services.services,
        proxied_ports(situation.evidence),
        ports_of_code(mine),
        frozenset(server.port for server, _ in seen(mine, DevelopmentServer)),
        decisions.proxy.service,
        decisions.proxy.ports,
        {other.port: other.service for other in decisions.extra_apps if other.port is not None},
    )
    decisions.ports = decide_ports(situation.repository.config.machines, targets)
    decisions.app = with_replicas(app, decisions.ports.ports)
    decisions.extra_apps = [
        with_replicas(other, decisions.ports.ports) for other in decisions.extra_apps
    ]
