"""Writes down where every fact of the plan came from."""

from __future__ import annotations

from migrator.decide import questions as ask
from migrator.decide.decisions import Decisions
from migrator.decide.development import tell_needed
from migrator.decide.facts import Facts
from migrator.decide.tell_live import tell_live
from migrator.evidence import DependenciesInstalled, GlobalInstalled, PackageInstalled, ProxySite
from migrator.infer.seen import seen
from migrator.plan import App, Confidence
from migrator.questions import Answers
from migrator.read.manifest import Manifest
from migrator.situation import Application, Situation


def tell_everything(
    facts: Facts,
    situation: Situation,
    app: App | None,
    decisions: Decisions,
    answers: Answers,
) -> None:
    """Add the evidence of machines, application, packages, services, environment and ports."""
    _machines(facts, situation)
    if app is not None:
        _node(facts, app, decisions)
        _application(facts, situation, app, decisions, answers)
        _packages(facts, situation, decisions)
    for found in decisions.backing:
        name = decisions.services.names().get(found.kind, found.kind)
        for item in found.evidence:
            if found.of_distribution:
                shown = f"{found.version} of the distribution"
                facts.add(f"services.{name}", shown, item, "likely")
            else:
                facts.add(f"services.{name}", found.version or found.kind, item)
    for name, variable in decisions.environment.variables.items():
        source = decisions.environment.evidence.get(name)
        facts.add(f"environment.{name}", variable.value, source)
    for site, item in seen(situation.evidence, ProxySite):
        facts.add("reverse_proxy", site.kind, item)
    tell_live(facts, situation)


def _machines(facts: Facts, situation: Situation) -> None:
    for machine in situation.repository.config.machines:
        fact = f"machines.{machine.name}"
        at = machine.at
        if isinstance(machine.box, str):
            facts.place(f"{fact}.box", machine.box, at.source, at.line, machine.box)
        for port in machine.forwarded_ports:
            if isinstance(port.guest, int):
                shown = f"guest: {port.guest}, host: {port.host}"
                facts.place("ports", port.guest, port.at.source, port.at.line, shown)


def _node(facts: Facts, app: App, decisions: Decisions) -> None:
    chosen = decisions.node.chosen
    if chosen is None:
        return
    if chosen.source in {"answer", "policy"}:
        facts.answered("app.node.version", app.node.version, decisions.node_decision.decided_at)
    else:
        # A distribution's package is named without its version.
        unnamed = chosen.source == "distro" and chosen.spec == "distro"
        confidence: Confidence | None = "likely" if chosen.symbolic or unnamed else None
        facts.add("app.node.version", app.node.version, chosen.evidence, confidence)
    for candidate in decisions.node.candidates:
        if candidate is not chosen and candidate.evidence is not None:
            fact = f"app.node.candidate.{candidate.source}"
            named = None if candidate.symbolic else candidate.version
            facts.add(fact, named or candidate.spec, candidate.evidence)


def _application(
    facts: Facts, situation: Situation, app: App, decisions: Decisions, answers: Answers
) -> None:
    application = situation.application
    manifest = application.manifest if application else None
    if manifest is not None:
        facts.place("app.dir", app.dir, manifest.path, 1, manifest.name or "")
        for kind, command in (("lint", app.lint), ("test", app.test), ("build", app.build)):
            if command is not None:
                line = manifest.line("scripts", command[-1])
                text = manifest.scripts.get(command[-1], "")
                facts.place(f"app.{kind}", command, manifest.path, line, text)
    start = decisions.processes.starts.chosen
    if start is not None and start.evidence:
        facts.add("app.start", app.start, start.evidence[0])
    elif start is not None and start.source == "answer":
        facts.answered("app.start", app.start, answers.place(ask.START))
    elif start is not None:
        facts.add("app.start", app.start, None, "likely")
    if answers.get(ask.PORT) is not None:
        facts.answered("app.port", app.port, answers.place(ask.PORT))
    elif decisions.port is not None:
        item = decisions.port.evidence[0] if decisions.port.evidence else None
        facts.add("app.port", app.port, item)
    _access(facts, application, app)
    tell_needed(facts, situation, app)
    for package, item in seen(situation.evidence, GlobalInstalled):
        if any(name.partition("@")[0] == package.name for name in app.globals):
            facts.add("app.globals", package.name, item)
    for installed, item in seen(situation.evidence, DependenciesInstalled):
        facts.add("app.install", installed.manager, item)


def _access(facts: Facts, application: Application | None, app: App) -> None:
    if application is not None and application.access is not None:
        ids = [secret.id for secret in app.install_secrets]
        facts.place("app.install_secrets", ids, application.access.path, application.access.line)


def _packages(facts: Facts, situation: Situation, decisions: Decisions) -> None:
    asked = {question.id: question for question in decisions.packages.questions}
    for package, item in seen(situation.evidence, PackageInstalled):
        fate = decisions.packages.fates.get((package.manager, package.name))
        if fate is None:
            continue
        question = asked.get(f"package.{package.name}")
        told = [
            (f"os_packages.{group}", name)
            for group in ("runtime", "build")
            for name in decisions.packages.provisioned(group).get(package.name, ())
        ]
        if package.name in decisions.packages.dropped:
            told.append(("os_packages.dropped", package.name))
        for fact, name in told:
            if question is None:
                facts.add(fact, name, item)
            else:
                facts.asked(fact, name, item, question)
    manifest = situation.application.manifest if situation.application else None
    if manifest is not None:
        _added_packages(facts, manifest, decisions)


def _added_packages(facts: Facts, manifest: Manifest, decisions: Decisions) -> None:
    """Packages that nobody installed by name: a dependency needs them."""
    planned = decisions.packages.planned()
    added = [("runtime", name) for name in planned.added_runtime]
    added += [("build", name) for name in planned.added_build]
    for group, name in added:
        origins = getattr(decisions.packages, f"added_{group}")
        module = origins[name]
        if module == "node":
            facts.add(f"os_packages.{group}", name, None, "certain")
            continue
        wanted = manifest.requires(module)
        if wanted is None:
            # A dependency of a dependency, which only the lock file names.
            facts.add(f"os_packages.{group}", name, None, "certain")
            continue
        line = manifest.line_of_package(module)
        text = f'"{module}": "{wanted}"'
        facts.place(f"os_packages.{group}", name, manifest.path, line, text)
