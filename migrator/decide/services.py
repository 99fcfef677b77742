"""Backing services as compose runs them: image, accounts, data, health check, volume."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from migrator.knowledge.service_images import ServiceImage, image_for
from migrator.knowledge.services import Definition, definition
from migrator.model import BackingService
from migrator.plan import EnvironmentVariable, HealthCheck, InitScript, Service, Warning
from migrator.visible import visible

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_$-]{0,62}")
_BUILT_IN = frozenset({"plpgsql"})
_CHARACTER_SETTINGS = ("character-set", "collation")
_TESTS = frozenset({"test", "testing"})


@dataclass(frozen=True)
class ServiceDecision:
    """The services, and what a person should know about them."""

    services: list[Service] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)

    def names(self) -> dict[str, str]:
        """Kind of service -> name in compose."""
        found = {service.kind: service.name for service in reversed(self.services)}
        for kind, relative in (("mysql", "mariadb"), ("mariadb", "mysql")):
            if kind not in found and relative in found:
                found[kind] = found[relative]
        return found


def decide_services(
    found: Sequence[BackingService], in_repository: Mapping[str, str]
) -> ServiceDecision:
    """One container for each kind of service on each machine.

    `in_repository` maps the guest's path of a dump or script to its path in the
    repository.
    """
    decision = ServiceDecision()
    taken: set[str] = set()
    for service in sorted(found, key=lambda each: (each.kind, each.machine or "")):
        known = definition(service.kind)
        variant = "management" if "rabbitmq_management" in service.plugins else None
        image = image_for(service.kind, service.version, variant)
        if known is None or image is None or known.role != "backing":
            continue
        name = _name(known.name, service.machine, taken)
        taken.add(name)
        decision.services.append(_service(service, known, image, name, in_repository))
        decision.warnings.extend(_warnings(service, known, image, name, in_repository))
    return decision


def _name(usual: str, machine: str | None, taken: Collection[str]) -> str:
    """A service's name in compose: a second server of a kind is told apart by its machine."""
    if usual not in taken:
        return usual
    own = machine is not None and machine.startswith(usual) and machine not in taken
    return machine if machine and own else f"{usual}-{machine}"


def _service(
    service: BackingService,
    known: Definition,
    image: ServiceImage,
    name: str,
    in_repository: Mapping[str, str],
) -> Service:
    line = image.version
    databases = [database for database in service.databases if _IDENTIFIER.fullmatch(database)]
    users = [user for user in service.users if _IDENTIFIER.fullmatch(user)]
    user, database = _first(users), _first(databases)
    volume = known.volume_path(line)
    test = known.healthcheck(line, user, database)
    scripts = list(_init_scripts(service, known, line, in_repository))
    return Service(
        name=name,
        kind=service.kind,
        version=service.version,
        image=image.image,
        port=known.port,
        databases=sorted(service.databases),
        users=sorted(service.users),
        init=[script.path or script.name for script in scripts],
        volume=f"{name}-data" if volume else None,
        machine=service.machine,
        volume_path=volume,
        environment=_environment(known, line, user, database, dict(service.settings)),
        command=known.command(line) or _command(service),
        healthcheck=HealthCheck(test) if test else None,
        init_scripts=scripts,
    )


def _command(service: BackingService) -> list[str] | None:
    """The server's character set as options: the images put the server's name before them."""
    if service.kind not in {"mysql", "mariadb"}:
        return None
    return [
        f"--{name}-server={value}"
        for name, value in service.settings
        if name in _CHARACTER_SETTINGS and _IDENTIFIER.fullmatch(value)
    ] or None


def _first(names: Sequence[str]) -> str | None:
    """The name that matters: the first that is not made for tests."""
    real = [name for name in names if not _TESTS & set(re.split(r"[_-]", name.lower()))]
    return next(iter([*real, *names]), None)


def _environment(
    known: Definition,
    line: str | None,
    user: str | None,
    database: str | None,
    found: Mapping[str, str],
) -> list[EnvironmentVariable]:
    """The account and database as the image's own variables; passwords by name only."""
    settings = [
        EnvironmentVariable(name, value, False) for name, value in known.environment(line).items()
    ]
    accounts = known.accounts
    is_unnamed = user is None and database is None
    if is_unnamed and accounts.root_password and "root-password" in found:
        return [*settings, EnvironmentVariable(accounts.root_password, None, True)]
    if is_unnamed or not known.makes_accounts(line):
        return settings + [
            EnvironmentVariable(name, value, False) for name, value in accounts.no_password.items()
        ]
    if known.kind == "mongodb":
        # A VM's mongod asks nobody for a password; an account here would make it ask.
        initial = (
            [EnvironmentVariable(accounts.database, database, False)]
            if accounts.database and database
            else []
        )
        return settings + initial
    if accounts.database and database:
        settings.append(EnvironmentVariable(accounts.database, database, False))
    named = user if user != accounts.default_user else None
    if accounts.user and named:
        settings.append(EnvironmentVariable(accounts.user, named, False))
    if accounts.password and (named or not accounts.root_password):
        settings.append(EnvironmentVariable(accounts.password, None, True))
    if accounts.root_password:
        settings.append(EnvironmentVariable(accounts.root_password, None, True))
    return settings


def _init_scripts(
    service: BackingService,
    known: Definition,
    line: str | None,
    in_repository: Mapping[str, str],
) -> Iterator[InitScript]:
    """Scripts and dumps of the repository that the image loads on its first start."""
    if known.init_directory(line) is None:
        return
    number = 10
    if service.kind in {"postgresql", "mysql"} and len(service.databases) > 1:
        first = _first(service.databases)
        others = [
            name for name in service.databases if name != first and _IDENTIFIER.fullmatch(name)
        ]
        if others:
            yield InitScript("05-databases.sql", text=_create(service.kind, others))
    extensions = [name for name in service.plugins if name in known.extensions]
    if extensions:
        lines = (f'CREATE EXTENSION IF NOT EXISTS "{name}";\n' for name in extensions)
        yield InitScript("06-extensions.sql", text="".join(lines))
    for path in service.loads:
        inside = in_repository.get(path)
        if inside is not None and inside.endswith(known.init_suffixes):
            yield InitScript(f"{number}-{_safe(inside)}", path=inside)
            number += 10


def _create(kind: str, databases: Sequence[str]) -> str:
    quote = "`" if kind == "mysql" else '"'
    return "".join(f"CREATE DATABASE {quote}{name}{quote};\n" for name in databases)


def _safe(path: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]", "-", path.rpartition("/")[2])


def _warnings(
    service: BackingService,
    known: Definition,
    image: ServiceImage,
    name: str,
    in_repository: Mapping[str, str],
) -> Iterator[Warning]:
    first = service.evidence[0].origin if service.evidence else None
    place, line = (first.place, first.line) if first else (None, None)
    if image.note is not None:
        yield Warning("service-version", f"{name}: {image.note}.", place, line)
    if service.kind == "postgresql":
        for extension in sorted({*service.plugins} - known.extensions - _BUILT_IN):
            message = (
                f"{name}: the extension {visible(extension)} is not in the image {image.image}; "
                "name one that has it."
            )
            yield Warning("extension-not-in-image", message, place, line)
    for path in service.loads:
        inside = in_repository.get(path)
        if inside is None:
            message = f"{name}: {path} is loaded by provisioning and is not in the repository."
            yield Warning("data-not-found", message, place, line)
