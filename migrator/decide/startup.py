"""What runs before the application, each time it starts: a container that ends, or its command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from migrator.decide.fates import Fate
from migrator.evidence import Evidence, StartupStep
from migrator.infer.seen import seen
from migrator.knowledge.startup_steps import package_of
from migrator.plan import App
from migrator.read.manifest import Manifest
from migrator.read.synced_folders import GuestPaths, in_repository

SERVICE = "setup"


@dataclass
class StartupDecision:
    """The steps in order, the container for them, and the fate of each by its words.

    Without a `service` the application's own container runs them: what they write is in its
    files, as with SQLite.
    """

    steps: list[list[str]] = field(default_factory=list)
    service: App | None = None
    fates: dict[tuple[str, ...], Fate] = field(default_factory=dict)


def decide_startup(
    evidence: Sequence[Evidence],
    paths: Mapping[str, GuestPaths],
    app: App | None,
    manifest: Manifest | None,
    *,
    has_services: bool,
) -> StartupDecision:
    """Take over what the release can run; the rest is for a person, with the reason."""
    decision = StartupDecision()
    if app is None:
        return decision
    target = f"services.{SERVICE}" if has_services else f"services.{app.service}.command"
    for step, item in seen(evidence, StartupStep):
        where = paths.get(item.machine or "", GuestPaths({}, {}))
        directory = in_repository(step.directory, where.folders, where.links)
        why_not = _why_not(step, directory, app, manifest)
        if why_not:
            decision.fates[step.argv] = Fate("manual", None, f"{step.why}, but {why_not}")
            continue
        words = _words(step)
        if words not in decision.steps:
            decision.steps.append(words)
        decision.fates[step.argv] = Fate("compose", f"compose.yaml: {target}", step.why)
    if decision.steps and has_services:
        decision.service = _setup(app, decision.steps)
    return decision


def _why_not(step: StartupStep, directory: str | None, app: App, manifest: Manifest | None) -> str:
    """Why the release cannot run a step; empty where it can."""
    if directory != app.dir:
        return "it runs outside of the application's folder"
    if manifest is None:
        return "" if step.argv[0] == "node" else "there is no package.json"
    package = package_of(step.argv[0])
    called = next((word for word in step.argv[1:] if word in manifest.scripts), "")
    script = manifest.scripts.get(called, "") if package is None else ""
    needed = [package] if package is not None else [package_of(w) or w for w in script.split()]
    only = set(manifest.development) - {*manifest.dependencies, *manifest.optional}
    missing = next((name for name in needed if name in only), None)
    if missing is None and package is not None and package not in manifest.dependencies:
        missing = package
    return f"{missing} is no production dependency" if missing else ""


def _words(step: StartupStep) -> list[str]:
    """The step's words; a program of a dependency by its path."""
    if package_of(step.argv[0]) is None:
        return list(step.argv)
    return [f"node_modules/.bin/{step.argv[0]}", *step.argv[1:]]


def _setup(app: App, steps: Sequence[list[str]]) -> App:
    """The application's image with the steps instead of its own command."""
    return replace(
        app,
        service=SERVICE,
        start=list(steps[0]) if len(steps) == 1 else None,
        before_start=[] if len(steps) == 1 else [list(step) for step in steps],
        port=None,
        dev_start=None,
        start_why=None,
        restart=False,
        instances=None,
        replicas=1,
        role="setup",
    )
