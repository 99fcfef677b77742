"""Puts the plan together from what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from migrator import __version__
from migrator.decide.conflicts import conflicts
from migrator.decide.decisions import Decisions
from migrator.decide.drift import Compared, Sides, compare, with_guests
from migrator.decide.drift.told import drift_warnings, incomplete
from migrator.decide.everything import decide_everything
from migrator.decide.facts import Facts
from migrator.decide.fates import Destinations
from migrator.decide.ignoring import without_ignored_steps, without_ignored_warnings
from migrator.decide.instances import instance_warnings
from migrator.decide.ledger import ledger
from migrator.decide.machines import machine_warnings, planned_machines
from migrator.decide.node_move import move_warnings, node_move
from migrator.decide.readiness import readiness
from migrator.decide.registry import registry_of, unused_digests
from migrator.decide.sources import app_machine
from migrator.decide.tell import tell_everything
from migrator.decide.warnings import missing_services, warnings_of
from migrator.plan import (
    OsPackages,
    Plan,
    ProjectIdentity,
    Tool,
    Warning,
)
from migrator.questions import Answers
from migrator.situation import Situation


def make_plan(situation: Situation, answers: Answers) -> Plan:
    """Decide everything about one repository, given what a person has answered so far."""
    by_files, situation = situation, with_guests(situation)
    decisions = decide_everything(situation, answers)
    compared = _compared(by_files, decisions)
    machines = situation.repository.config.machines
    facts = Facts()
    tell_everything(facts, situation, decisions.app, decisions, answers)
    day = situation.committed.isoformat() if situation.committed else None
    move = node_move(decisions.node_decision, situation)
    destinations = _destinations(situation, decisions)
    entries = without_ignored_steps(
        ledger(situation.repository.steps, situation.evidence, destinations), answers
    )
    told: list[Warning] = [
        *warnings_of(situation, decisions.app, decisions.node),
        *machine_warnings(machines),
        *decisions.services.warnings,
        *_missing(situation, decisions),
        *decisions.ports.warnings,
        *decisions.schedule.warnings,
        *decisions.proxy.warnings,
        *instance_warnings([app for app in (decisions.app, *decisions.extra_apps) if app]),
        *drift_warnings(compared, decisions.services.services, decisions.packages.left_in_guest),
        *incomplete(situation.evidence),
        *move_warnings(move, decisions.node_decision),
        *unused_digests(answers, decisions.app, decisions.services.services, decisions.proxy.proxy),
    ]
    told = without_ignored_warnings(told, answers)
    registry = registry_of(answers)
    broken = situation.repository.config.broken
    judged = readiness(
        decisions.app, decisions.questions, entries, told, situation.not_node, broken
    )
    return Plan(
        tool=Tool("migrator", __version__),
        project=ProjectIdentity(situation.name, ".", situation.vagrantfile, day),
        status=judged.status,
        readiness=judged.score,
        readiness_reasons=judged.reasons,
        machines=planned_machines(machines, situation.repository.systems),
        app=registry.app(decisions.app) if decisions.app else None,
        extra_apps=[registry.app(app) for app in decisions.extra_apps],
        os_packages=decisions.packages.planned() if decisions.app else OsPackages([], [], []),
        services=[registry.service(each) for each in decisions.services.services],
        reverse_proxy=registry.proxy(decisions.proxy.proxy),
        cron=decisions.schedule.jobs,
        environment=decisions.environment.planned(),
        ports=decisions.ports.ports,
        development_ports=decisions.ports.development,
        evidence=sorted(facts.lines, key=lambda line: (line.fact, line.source, line.line or 0)),
        conflicts=conflicts(compared, decisions),
        drift=[each.planned() for each in compared],
        ledger=entries,
        questions=decisions.questions,
        warnings=sorted(told, key=lambda w: (w.source or "", w.line or 0, w.code, w.message)),
        test_gate=situation.test_gate,
        node_move=move,
    )


def _missing(situation: Situation, decisions: Decisions) -> Iterator[Warning]:
    """Warn of services that only the application speaks of."""
    application = situation.application
    manifest = application.manifest if application is not None else None
    return missing_services(manifest, decisions.services.names())


def _compared(situation: Situation, decisions: Decisions) -> list[Compared]:
    """What was decided, beside what the files alone would have led to; empty without guests."""
    static = [item for item in situation.evidence if item.method != "live"]
    if len(static) == len(situation.evidence):
        return []
    files = decide_everything(replace(situation, evidence=static), Answers())
    return compare(Sides(files, decisions, situation, app_machine(situation)))


def _destinations(situation: Situation, decisions: Decisions) -> Destinations:
    app = decisions.app
    kept = {name.partition("@")[0] for name in (app.runtime_globals if app else [])}
    return Destinations(
        packages=decisions.packages.fates,
        services=decisions.containers(),
        environment=frozenset(decisions.environment.variables),
        own_units=decisions.processes.units,
        globals_kept=frozenset(kept),
        own_names=_own_names(situation),
        proxy=decisions.proxy.fate(app.service if app else "app"),
        jobs=decisions.schedule.fates,
        startup=decisions.startup.fates,
    )


def _own_names(situation: Situation) -> frozenset[str]:
    """What this repository may be called in the address that it is cloned from."""
    application = situation.application
    manifest = application.manifest if application is not None else None
    names = (situation.name, manifest.name if manifest else "")
    return frozenset(name for name in names if name)
