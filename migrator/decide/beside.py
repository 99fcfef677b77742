"""What lands in the compose file beside the application: in front, before, and at set times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from migrator.decide import proxy, schedule, startup
from migrator.decide.decisions import Decisions
from migrator.decide.proxy import Neighbours, decide_proxy
from migrator.decide.schedule import decide_schedule
from migrator.decide.sources import host_names, ports_of_code
from migrator.decide.startup import decide_startup
from migrator.evidence import Evidence
from migrator.questions import Answers
from migrator.read.synced_folders import addresses
from migrator.situation import Application, Situation

KEPT_NAMES = frozenset({proxy.SERVICE, schedule.SERVICE, startup.SERVICE})
"""Names in compose.yaml that no process of the VM's and no person may take."""


def decide_front(
    situation: Situation, mine: Sequence[Evidence], decisions: Decisions, answers: Answers
) -> None:
    """The web server in front, of whichever machine."""
    machines = situation.repository.config.machines
    hosts = {*addresses(machines), *host_names(situation.evidence)}
    around = (
        Neighbours(
            decisions.app,
            ports_of_code(mine),
            decisions.services.services,
            frozenset(hosts),
            decisions.extra_apps,
        )
        if decisions.app is not None
        else None
    )
    decisions.proxy = decide_proxy(situation.evidence, around, situation.in_repository, answers)
    decisions.questions += decisions.proxy.questions


def decide_before(situation: Situation, application: Application, decisions: Decisions) -> None:
    """What runs each time before the application, in a container of its own or in its own."""
    app = decisions.app
    decisions.startup = decide_startup(
        situation.evidence,
        situation.repository.paths(),
        app,
        application.manifest,
        has_services=bool(decisions.services.services),
    )
    if decisions.startup.service is not None:
        decisions.extra_apps.append(decisions.startup.service)
    elif app is not None:
        decisions.app = replace(app, before_start=decisions.startup.steps)


def decide_times(situation: Situation, answers: Answers, decisions: Decisions) -> None:
    """The cron jobs, and the container that runs those of the application."""
    programs = decisions.packages.planned().installed_to_run() if decisions.app else []
    decisions.schedule = decide_schedule(
        situation.evidence, situation.repository.paths(), decisions.app, programs, answers
    )
    decisions.questions += decisions.schedule.questions
    if decisions.schedule.service is not None:
        decisions.extra_apps.append(decisions.schedule.service)
