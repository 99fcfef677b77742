"""Which OS packages the image gets, in which stage, and which stay behind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from migrator.decide.fates import Fate
from migrator.evidence import Evidence, PackageInstalled, PackageRemoved
from migrator.infer.node import NODE_PACKAGES
from migrator.knowledge import (
    box_packages,
    native_modules,
    os_packages,
    other_languages,
    services,
)
from migrator.plan import DroppedPackage, OsPackages, Question
from migrator.questions import Answers
from migrator.read.manifest import Manifest

LEFT_IN_GUEST = "installed by hand in the guest; nothing known needs it"
# A person's answer about a package -> how it is sorted.
_KINDS = {"runtime": "runtime", "build": "build", "drop": "furniture"}
_BASE_STAGE, _BUILD_STAGE = "Dockerfile: base", "Dockerfile: tools"


@dataclass
class PackageDecision:
    """The plan's packages, the fate of each in the ledger, and what has to be asked.

    `left_in_guest` are packages that only the running machine has, by hand, and that
    nothing is known to need.
    """

    runtime: dict[str, tuple[str, ...]] = field(default_factory=dict)
    build: dict[str, tuple[str, ...]] = field(default_factory=dict)
    added_runtime: dict[str, str] = field(default_factory=dict)
    added_build: dict[str, str] = field(default_factory=dict)
    dropped: dict[str, str] = field(default_factory=dict)
    fates: dict[tuple[str, str], Fate] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    left_in_guest: dict[str, Evidence] = field(default_factory=dict)

    def planned(self) -> OsPackages:
        """The packages as the plan has them, sorted."""
        dropped = [DroppedPackage(name, self.dropped[name]) for name in sorted(self.dropped)]
        renamed = {
            name: list(real)
            for name, real in sorted({**self.build, **self.runtime}.items())
            if real != (name,)
        }
        planned = OsPackages(
            sorted(self.runtime),
            [name for name in sorted(self.build) if name not in self.runtime],
            dropped,
            image_names=renamed,
        )
        to_run, to_build = planned.installed_to_run(), planned.installed_to_build()
        return replace(
            planned,
            added_runtime=sorted(set(self.added_runtime) - set(to_run)),
            added_build=sorted(set(self.added_build) - {*to_run, *to_build}),
        )

    def provisioned(self, group: str) -> dict[str, tuple[str, ...]]:
        """The packages of a group, "runtime" or "build": name in provisioning -> in the image."""
        return self.runtime if group == "runtime" else self.build


def decide_packages(
    evidence: Sequence[Evidence],
    app_machines: frozenset[str | None],
    service_names: Mapping[str, str],
    manifest: Manifest | None,
    suite: str,
    python: str,
    libraries: Sequence[str],
    cloned: Sequence[str],
    answers: Answers,
) -> PackageDecision:
    """Sort the packages that provisioning installs.

    Only those of `app_machines` go into the image; a database machine's own tools
    do not. `service_names` maps the kinds of service that became containers to their names.
    `python` is the package with the Python that this Node's node-gyp needs, `libraries`
    what this Node itself needs on a slim image, `cloned` the dependencies that this
    image clones.
    """
    decision = PackageDecision()
    removed = {
        item.observation.name for item in evidence if isinstance(item.observation, PackageRemoved)
    }
    for item in evidence:
        package = item.observation
        if (
            isinstance(package, PackageInstalled)
            and (package.manager, package.name) not in decision.fates
        ):
            on_app = item.machine in app_machines
            if item.method == "live" and _stays_behind(package, item, on_app, suite, decision):
                continue
            fate = _decide(
                package, on_app, service_names, suite, python, manifest, answers, decision
            )
            if package.name in removed and fate.outcome == "image":
                fate = Fate("dropped", None, f"{package.name}: provisioning removes it again")
            decision.fates[package.manager, package.name] = fate
    _add_for_native_modules(manifest, suite, python, cloned, decision)
    decision.added_runtime.update(dict.fromkeys(libraries, "node"))
    return decision


def _stays_behind(
    package: PackageInstalled, item: Evidence, on_app: bool, suite: str, decision: PackageDecision
) -> bool:
    """Drop what only the guest has and nobody put there for the application.

    An unknown package is no question here: a box comes with dozens.
    """
    name = package.name
    if any(name == known for _, known in decision.fates):
        return True
    if name in NODE_PACKAGES or services.service_of_package(name) is not None or not on_app:
        return False
    in_box = box_packages.reason_in_box(name)
    if in_box is None and os_packages.classify(name, package.manager, suite).kind != "unknown":
        return False
    if in_box is None:
        decision.left_in_guest[name] = item
    _drop(name, in_box or LEFT_IN_GUEST, decision)
    return True


def _decide(
    package: PackageInstalled,
    on_app: bool,
    service_names: Mapping[str, str],
    suite: str,
    python: str,
    manifest: Manifest | None,
    answers: Answers,
    decision: PackageDecision,
) -> Fate:
    name, manager = package.name, package.manager
    if name in NODE_PACKAGES and not (manager == "apt" and name == "node"):
        return Fate("image", _BASE_STAGE, f"{name}: the image brings its Node")
    known = services.service_of_package(name)
    if known is not None:
        return _service(name, known[0], service_names, decision)
    if not on_app:
        return _drop(name, "it is on a machine that does not run the application", decision)
    sorted_as = os_packages.classify(name, manager, suite)
    kind: str = sorted_as.kind
    names, reason = sorted_as.names, sorted_as.reason
    given = answers.get(f"package.{name}")
    if kind != "unknown" and given is not None and _KINDS[given] != kind:
        kind, names, reason = _KINDS[given], names or (name,), "a person decided so"
    if kind in {"unknown", "runtime"} and given is None:
        left = _reason_to_leave(name, manager, manifest)
        kind, reason = ("furniture", left) if left is not None else (kind, reason)
    if kind == "unknown":
        question = _ask(name, answers, decision)
        if question.answer is None:
            return Fate("manual", None, f"{name}: nobody knows yet what needs it")
        kind, names, reason = _KINDS[question.answer], (name,), question.who
    if kind == "furniture":
        return _drop(name, reason, decision)
    names = tuple(python if each in {"python", "python2", "python2.7"} else each for each in names)
    decision.provisioned(kind)[name] = names
    where = _BASE_STAGE if kind == "runtime" else _BUILD_STAGE
    return Fate("image", where, f"{name}: {reason}")


def _reason_to_leave(name: str, manager: str, manifest: Manifest | None) -> str | None:
    """Why what is installed for another language stays behind; None where it may be needed."""
    if manifest is None:
        return None
    scripts = " ".join(manifest.scripts.values())
    running = {*manifest.dependencies, *manifest.optional}
    return other_languages.reason_to_leave(name, manager, {*_modules(manifest)}, scripts, running)


def _service(
    name: str, kind: str, service_names: Mapping[str, str], decision: PackageDecision
) -> Fate:
    container = service_names.get(kind)
    if container is None:
        return _drop(name, f"no {kind} server is needed beside the application", decision)
    reason = f"{name}: {kind} is the container {container}"
    decision.dropped[name] = f"{kind} is the container {container}"
    return Fate("service", f"compose.yaml: services.{container}", reason)


def _drop(name: str, reason: str, decision: PackageDecision) -> Fate:
    decision.dropped[name] = reason
    return Fate("dropped", None, f"{name}: {reason}")


def _ask(name: str, answers: Answers, decision: PackageDecision) -> Question:
    """Ask what an unknown package is for."""
    question = answers.settle(
        Question(
            id=f"package.{name}",
            text=f"What is the package {name} for?",
            choices=["runtime", "build", "drop"],
            default="drop",
            answer=None,
            why=f"Provisioning installs {name}, which is not a package that is known here.",
            closed=True,
        )
    )
    decision.questions.append(question)
    return question


def _add_for_native_modules(
    manifest: Manifest | None,
    suite: str,
    python: str,
    cloned: Sequence[str],
    decision: PackageDecision,
) -> None:
    """Add what the application's native modules need, whether provisioning named it or not."""
    if manifest is None:
        return
    for module in _modules(manifest):
        need = native_modules.needs_of(module, suite)
        if need is not None:
            build = [python if name == "python" else name for name in need.build]
            decision.added_build.update(dict.fromkeys(build, module))
            decision.added_runtime.update(dict.fromkeys(need.runtime, module))
    for module in cloned:
        decision.added_build.update(dict.fromkeys(("ca-certificates", "git"), module))


def _modules(manifest: Manifest) -> Iterable[str]:
    return [*manifest.dependencies, *manifest.optional, *manifest.development]
