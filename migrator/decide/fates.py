"""What each observation means for the ledger: where a step goes, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from migrator.evidence import (
    UNRECOGNISED,
    BuildRun,
    CronScheduled,
    DatabaseCreated,
    DatabaseLoaded,
    DatabaseUser,
    DependenciesInstalled,
    EnvironmentSet,
    FilePlaced,
    Furniture,
    GlobalInstalled,
    HostNamed,
    NodeInstalled,
    NodeRemoved,
    NodeRepository,
    NodeSelected,
    Observation,
    PackageInstalled,
    PackageRemoved,
    PortRedirected,
    ProcessStarted,
    ProxySite,
    RepositoryAdded,
    RepositoryCloned,
    ServiceConfigured,
    ServiceInstalled,
    ServiceStarted,
    StartupStep,
    Unreadable,
)
from migrator.knowledge.node_runners import runner_of_package
from migrator.knowledge.services import service_of_unit
from migrator.plan import Outcome


class Fate(NamedTuple):
    """What becomes of one observation."""

    outcome: Outcome
    target: str | None
    reason: str


UNREAD_SITE = Fate("manual", None, "a web server's site that has to be looked at")


@dataclass(frozen=True)
class Destinations:
    """Where things went, as decided elsewhere.

    `packages` is by (manager, name); `services` maps a service's kind to its name in
    compose; `environment` holds the variables that compose sets; `own_units` are units
    of the guest that run the application; `globals_kept` are global packages that the image
    has; `jobs` is by (schedule, command), `startup` by a step's key; `own_names` are what
    this repository may be called where it is cloned from.
    """

    packages: Mapping[tuple[str, str], Fate]
    services: Mapping[str, str]
    environment: frozenset[str] = frozenset()
    own_units: frozenset[str] = frozenset()
    globals_kept: frozenset[str] = frozenset()
    own_names: frozenset[str] = frozenset()
    proxy: Fate = UNREAD_SITE
    jobs: Mapping[tuple[str, str], Fate] = field(default_factory=dict)
    startup: Mapping[tuple[str, ...], Fate] = field(default_factory=dict)


def fate_of(observation: Observation, to: Destinations) -> Fate:
    """What becomes of one observation; the union's classes by group."""
    match observation:
        case Furniture(why=why):
            return Fate("dropped", None, why)
        case Unreadable(what=what, why=why) if why == UNRECOGNISED:
            return Fate("manual", None, f"{what}: {why}")
        case Unreadable(what=what, why=why):
            return Fate("manual", None, f"{what} cannot be read: {why}")
        case PackageInstalled(name=name, manager=manager):
            unknown = Fate("manual", None, f"{name}: not a package that is known here")
            return to.packages.get((manager, name), unknown)
        case PackageRemoved(name=name):
            return Fate("dropped", None, f"{name} is not in the image in the first place")
        case RepositoryAdded():
            return Fate("dropped", None, "a package source of the VM")
        case NodeRepository() | NodeInstalled() | NodeSelected() | NodeRemoved():
            return Fate("image", "Dockerfile: base", "the image brings its Node")
        case GlobalInstalled() | DependenciesInstalled() | BuildRun() | ProcessStarted():
            return _application_fate(observation, to)
        case EnvironmentSet(name=name):
            return _environment_fate(name, to)
        case _:
            return _surroundings_fate(observation, to)


def _application_fate(observation: Observation, to: Destinations) -> Fate:
    match observation:
        case GlobalInstalled(name=name) if name in to.globals_kept:
            return Fate("image", "Dockerfile: base", f"{name}: the application needs it")
        case GlobalInstalled(name=name):
            return Fate("dropped", None, f"{name}: {_global_reason(name)}")
        case DependenciesInstalled():
            return Fate("app", "Dockerfile: dependencies", "the image installs the dependencies")
        case BuildRun(argv=argv):
            return Fate("app", "Dockerfile: build", f"{' '.join(argv[:3])} belongs to the build")
        case _:
            return Fate("app", "Dockerfile: CMD", "the container runs the process itself")


def _global_reason(name: str) -> str:
    known = runner_of_package(name)
    if known is not None and known.role in {"manager", "watcher"}:
        return "the container engine restarts the process"
    if name in {"npm", "yarn", "n", "pnpm"}:
        return "it comes with the image"
    return "a tool of a person or of the build; the project's own dependencies are installed"


def _environment_fate(name: str, to: Destinations) -> Fate:
    if name in to.environment:
        return Fate(
            "environment", f"compose.yaml: environment.{name}", f"{name} is set for the app"
        )
    return Fate("dropped", None, f"{name}: only the VM's shell needs it")


def _surroundings_fate(observation: Observation, to: Destinations) -> Fate:
    match observation:
        case ServiceInstalled(kind=kind) | ServiceConfigured(kind=kind):
            return _service_fate(kind, to, "set-up of the service")
        case DatabaseCreated(kind=kind, name=name):
            return _service_fate(kind, to, f"database {name}")
        case DatabaseUser(kind=kind, name=name):
            return _service_fate(kind, to, f"account {name}")
        case DatabaseLoaded(kind=kind, path=path):
            return _service_fate(kind, to, f"data from {path}")
        case ServiceStarted(unit=unit):
            return _unit_fate(unit, to)
        case ProxySite():
            return to.proxy
        case PortRedirected(port=port, to=target):
            reason = f"port {port} of the host goes to {target}"
            return Fate("compose", to.proxy.target, reason)
        case HostNamed(name=name):
            return Fate("compose", "compose.yaml: networks", f"{name} is a service's name")
        case CronScheduled(schedule=schedule, command=command):
            unknown = Fate("manual", None, f"a scheduled job: {command}")
            return to.jobs.get((schedule, command), unknown)
        case RepositoryCloned(url=url):
            if url.rstrip("/").removesuffix(".git").rpartition("/")[2] in to.own_names:
                return Fate("app", "Dockerfile: COPY", "the sources are this repository")
            return Fate("manual", None, f"sources of another repository: {url}")
        case FilePlaced(why=why):
            return Fate("image", "Dockerfile: base", why)
        case StartupStep(argv=argv, why=why):
            unknown = Fate("manual", None, f"{why} by {' '.join(argv)}")
            return to.startup.get(observation.key, unknown)
        case _:
            return Fate("dropped", None, "an observation without consequence")


def _unit_fate(unit: str, to: Destinations) -> Fate:
    kind = service_of_unit(unit)
    if kind is not None and kind in to.services:
        return _service_fate(kind, to, f"{unit} starts")
    if unit in to.own_units:
        return Fate("app", "Dockerfile: CMD", f"the container runs what {unit} runs")
    return Fate("dropped", None, f"{unit} has no part in the containers")


def _service_fate(kind: str, to: Destinations, what: str) -> Fate:
    name = to.services.get(kind)
    if name is None:
        return Fate("manual", None, f"{what}: no {kind} server is set up by provisioning")
    return Fate("service", f"compose.yaml: services.{name}", f"{what} in the container {name}")
