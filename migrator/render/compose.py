"""compose.yaml, compose.override.yaml and .env.example: what stands in them."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass

from migrator.plan import App, EnvironmentVariable, HealthCheck, Plan, PublishedPort, Service
from migrator.render import names, proxy, schedule
from migrator.render.build_secrets import build_secrets
from migrator.render.containers import Container, containers
from migrator.render.origins import evidence_for, quoted
from migrator.render.smoke import health_command
from migrator.render.templates import fill

INIT_FOLDER = "/docker-entrypoint-initdb.d"


@dataclass(frozen=True)
class Variables:
    """Environment by the way its value gets there: written, from .env, from the shell.

    `composed` are texts with a secret inside: text and the name of a secret by turns.
    """

    given: tuple[EnvironmentVariable, ...]
    composed: tuple[EnvironmentVariable, ...]
    secret: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class AppService:
    """One application container of compose.yaml."""

    name: str
    note: tuple[str, ...]
    dockerfile: str | None
    secrets: tuple[str, ...]
    command: tuple[str, ...] | None
    ports: tuple[str, ...]
    port_notes: tuple[str, ...]
    environment: Variables
    mounts: tuple[str, ...]
    waits_for: tuple[tuple[str, str], ...]
    restart: bool
    health: tuple[str, ...] | None
    unchecked: bool
    ends: bool
    replicas: int | None


@dataclass(frozen=True)
class BackingContainer:
    """One service of compose.yaml that is pulled: backing the application, or before it."""

    name: str
    note: tuple[str, ...]
    image: str
    command: tuple[str, ...] | None
    ports: tuple[str, ...]
    environment: Variables
    mounts: tuple[str, ...]
    aliases: tuple[str, ...]
    healthcheck: HealthCheck | None
    waits_for: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class DevelopmentService:
    """One application container of compose.override.yaml."""

    name: str
    command: tuple[str, ...] | None
    ports: tuple[str, ...]
    mount: str
    kept: tuple[str, ...]


@dataclass(frozen=True)
class Secret:
    """A line of .env.example."""

    name: str
    used_by: tuple[str, ...]


def compose_file(plan: Plan) -> str:
    """The text of compose.yaml."""
    return fill(
        "compose.yaml.j2",
        apps=[_app(plan, container) for container in containers(plan)],
        services=[*_proxy(plan), *(_backing(plan, service) for service in plan.services)],
        volumes=sorted({service.volume for service in plan.services if service.volume}),
        secrets=build_secrets(plan),
    )


def override_file(plan: Plan) -> str:
    """The text of compose.override.yaml, the development experience of the synced folder."""
    apps = [_development(plan, item) for item in containers(plan)]
    return fill("compose.override.yaml.j2", apps=apps)


def environment_example(plan: Plan) -> str | None:
    """The text of .env.example; None when nothing has to be filled in."""
    users: dict[str, list[str]] = {}
    for container in containers(plan):
        for name in _to_fill_in(_of_process(plan, container.app)):
            users.setdefault(name, []).append(container.app.service)
    for service in plan.services:
        for name in _to_fill_in(service.environment):
            users.setdefault(name, []).append(service.name)
    for secret in build_secrets(plan):
        if secret.variable is not None:
            users.setdefault(secret.variable, []).append("the build of the image")
    secrets = [Secret(name, tuple(used)) for name, used in sorted(users.items())]
    return fill("env.example.j2", secrets=secrets) if secrets else None


def init_script_path(service: Service, name: str) -> str:
    """Where an init script that the plan brings as text is written."""
    return f"migration/init/{names.service(service.name)}/{names.service(name)}"


def _to_fill_in(variables: list[EnvironmentVariable]) -> list[str]:
    """The names that `.env` has to give a value, in the order of the variables."""
    names: list[str] = []
    for variable in variables:
        if variable.parts:
            names += variable.parts[1::2]
        elif variable.secret or variable.value is None:
            names.append(variable.name)
    return list(dict.fromkeys(names))


def _variables(variables: list[EnvironmentVariable]) -> Variables:
    ordered = sorted(variables, key=lambda variable: variable.name)
    simple = [one for one in ordered if not one.parts]
    return Variables(
        given=tuple(one for one in simple if not one.secret and one.value is not None),
        composed=tuple(one for one in ordered if one.parts),
        secret=tuple(one.name for one in simple if one.secret),
        unknown=tuple(one.name for one in simple if not one.secret and one.value is None),
    )


def _of_process(plan: Plan, app: App) -> list[EnvironmentVariable]:
    """The variables of the application, those of the process alone in their place."""
    every = {variable.name: variable for variable in [*plan.environment, *app.environment]}
    return list(every.values())


def _app(plan: Plan, container: Container) -> AppService:
    app = container.app
    published = evidence_for(plan, "ports", app.port) if app.port is not None else None
    return AppService(
        name=app.service,
        note=_note(plan, app),
        dockerfile=None if container.dockerfile == "Dockerfile" else container.dockerfile,
        secrets=tuple(secret.id for secret in container.owner.install_secrets),
        command=_command(app, app.start) if container.shares_image or app.before_start else None,
        ports=_published(plan.ports, app.service),
        port_notes=(quoted(published),) if published is not None else (),
        environment=_variables(_of_process(plan, app)),
        mounts=(schedule.MOUNT,) if app.role == "scheduler" else (),
        waits_for=_waits_for(plan, app),
        restart=app.restart,
        health=_health(container),
        unchecked=_unchecked(container),
        ends=app.role == "setup",
        replicas=app.replicas if app.replicas > 1 else None,
    )


def _note(plan: Plan, app: App) -> tuple[str, ...]:
    """What stands above a container that is not a process of the VM's."""
    if app.role == "scheduler":
        return schedule.note(plan)
    if app.role != "setup":
        return ()
    target = f"compose.yaml: services.{app.service}"
    places = {f"{entry.source}:{entry.line}" for entry in plan.ledger if entry.target == target}
    return (f"Runs before the others and ends: {', '.join(sorted(places)) or 'the VM did so'}.",)


def _command(app: App, start: Sequence[str] | None) -> tuple[str, ...] | None:
    """The container's command, behind what runs before it each time."""
    if not app.before_start:
        return tuple(start) if start else None
    steps = [shlex.join(step) for step in app.before_start]
    return ("sh", "-c", " && ".join([*steps, *([f"exec {shlex.join(start)}"] if start else [])]))


def _waits_for(plan: Plan, app: App) -> tuple[tuple[str, str], ...]:
    """The services that have to answer first, and what has to be done before this one starts."""
    services = [
        (one.name, "service_healthy" if one.healthcheck else "service_started")
        for one in plan.services
    ]
    before = [
        (other.service, "service_completed_successfully")
        for other in plan.extra_apps
        if other.role == "setup" and app.role != "setup"
    ]
    return (*services, *before)


def _health(container: Container) -> tuple[str, ...] | None:
    """The check of a process that listens elsewhere than where the image's own looks."""
    app = container.app
    if not container.shares_image or app.port in {None, container.owner.port}:
        return None
    assert app.port is not None
    return ("CMD", *health_command(app.port))


def _unchecked(container: Container) -> bool:
    """Whether the image's health check asks for a port that this process does not open."""
    app = container.app
    shared = container.shares_image and app.role != "setup"
    return shared and app.port is None and container.owner.port is not None


def _published(ports: Sequence[PublishedPort], service: str) -> tuple[str, ...]:
    return tuple(
        names.published_port(port.host_ip, port.host, port.container, port.protocol)
        for port in ports
        if port.service == service
    )


def _proxy(plan: Plan) -> list[BackingContainer]:
    """The web server in front; it needs the name of what it forwards to, not its health."""
    found = proxy.proxy_of(plan)
    if found is None or found.service is None or found.image is None:
        return []
    return [
        BackingContainer(
            name=found.service,
            note=proxy.note(found),
            image=found.image,
            command=None,
            ports=_published(plan.ports, found.service),
            environment=_variables([]),
            mounts=proxy.mounts(found),
            aliases=(),
            healthcheck=found.healthcheck,
            waits_for=((plan.app.service, "service_started"),) if plan.app is not None else (),
        )
    ]


def _backing(plan: Plan, service: Service) -> BackingContainer:
    found = evidence_for(plan, f"services.{service.name}") or evidence_for(
        plan, "services", service.kind
    )
    return BackingContainer(
        name=service.name,
        note=(quoted(found),) if found is not None else (),
        image=service.image,
        command=tuple(service.command) if service.command else None,
        ports=_published(plan.ports, service.name),
        environment=_variables(service.environment),
        mounts=_mounts(service),
        aliases=tuple(sorted(service.aliases)),
        healthcheck=service.healthcheck,
    )


def _mounts(service: Service) -> tuple[str, ...]:
    """The data's volume, and the scripts that the image runs when it is empty."""
    mounts = []
    if service.volume is not None and service.volume_path is not None:
        mounts.append(names.mount(names.service(service.volume), service.volume_path))
    for script in service.init_scripts:
        path = script.path or init_script_path(service, script.name)
        target = f"{INIT_FOLDER}/{names.service(script.name)}"
        mounts.append(f"{names.mount(f'./{names.path(path)}', target)}:ro")
    return tuple(mounts)


def _development(plan: Plan, container: Container) -> DevelopmentService:
    app = container.app
    command = _command(app, app.dev_start or app.start)
    folder = "./" if app.dir == "." else f"./{names.path(app.dir)}"
    made = () if app.build else tuple(app.artefacts)
    return DevelopmentService(
        name=app.service,
        command=command,
        ports=_published(plan.development_ports, app.service),
        mount=names.mount(folder, "/app"),
        kept=tuple(f"/app/{names.path(name)}" for name in (*app.module_folders, *made)),
    )
