"""What runs before the application, each time it starts: a container that ends, or its command."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from migrator.decide.fates import Fate
from migrator.decide.same_image import on_same_image
from migrator.evidence import Evidence, StartupStep
from migrator.infer.seen import seen
from migrator.knowledge.startup_steps import package_of
from migrator.plan import App
from migrator.read.manifest import Manifest
from migrator.read.synced_folders import GuestPaths, in_repository
from migrator.redact import redact
from migrator.values import Unknown

SERVICE = "setup"


@dataclass
class StartupDecision:
    """The steps in order, the container for them, and the fate of each by its key.

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
        words = _words(step)
        why_not = _why_not(step, directory, app, manifest) or _why_untold(step, words)
        if why_not:
            decision.fates[step.key] = Fate("manual", None, f"{step.why}, but {why_not}")
            continue
        if words not in decision.steps:
            decision.steps.append(words)
        decision.fates[step.key] = Fate("compose", f"compose.yaml: {target}", step.why)
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
    missing = next((name for name in needed if name in manifest.only_development), None)
    if missing is None and package is not None and package not in manifest.dependencies:
        missing = package
    return f"{missing} is no production dependency" if missing else ""


def _why_untold(step: StartupStep, words: Sequence[str]) -> str:
    """Why the step's words cannot stand in a file that is committed; empty where they can."""
    if any(isinstance(value, Unknown) for value in step.environment.values()):
        return "a variable that it sets is not known"
    text = shlex.join(words)
    if redact(text) != text or any(redact(word) != word for word in words):
        return "it holds what looks like a secret"
    return ""


def _words(step: StartupStep) -> list[str]:
    """The step's words with the variables before it; a program of a dependency by its path."""
    program, *arguments = step.argv
    if package_of(program) is not None:
        program = f"node_modules/.bin/{program}"
    variables = [f"{name}={value}" for name, value in sorted(step.environment.items())]
    return [*(["env", *variables] if variables else []), program, *arguments]


def _setup(app: App, steps: Sequence[list[str]]) -> App:
    """The application's image with the steps instead of its own command."""
    only = steps[0] if len(steps) == 1 else None
    before = [] if only else [list(step) for step in steps]
    return replace(on_same_image(app, SERVICE, only), before_start=before, role="setup")
