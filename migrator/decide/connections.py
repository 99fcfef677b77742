"""Addresses of the VM become names of the compose file: localhost means a service."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from migrator.knowledge.services import service_of_scheme, service_of_variable
from migrator.plan import Service

_URL = re.compile(
    r"(?P<scheme>[a-z][a-z0-9+.-]*)://(?:(?P<user>[^\s:@/]*)(?::(?P<password>[^\s@/]*))?@)?"
    r"(?P<host>[\w.-]+)(?::(?P<port>\d+))?",
    re.IGNORECASE,
)
_HOST_PORT = re.compile(r"(?P<host>[\w.-]+):(?P<port>\d+)")
_LOCAL = frozenset({"localhost", "127.0.0.1", "0.0.0.0", "::1"})
_DATABASES = ("postgresql", "mysql", "mariadb", "mongodb", "couchdb")
# MariaDB answers where MySQL is meant.
_SAME = {"mariadb": "mysql"}
_DATABASE_NAMES = ("DB", "DATABASE", "SQL")
_HOST_ENDINGS = ("HOST", "HOSTNAME", "SERVER", "ADDR", "ADDRESS", "IP", "URL", "URI")
_OWN_WORDS = frozenset(
    "API APP BASE BIND CLIENT DOMAIN EXPRESS FRONTEND HTTP HTTPS LISTEN LOCAL NODE NODEJS".split()
    + "OPENSHIFT PUBLIC SERVICE SITE UI VIRTUAL WEB WEBSITE WWW".split()
)


@dataclass(frozen=True)
class Surroundings:
    """What addresses of the VM mean: `machines` maps an address or name to a machine.

    `processes` are the application's containers by the ports that they listen on.
    """

    services: Sequence[Service]
    machines: Mapping[str, str]
    processes: Mapping[str, str] = field(default_factory=dict)

    def local(self, host: str) -> bool:
        """Whether a host is the VM itself or one of its neighbours."""
        return host in _LOCAL or host in self.machines

    def on(self, host: str) -> list[Service]:
        """The services that a host of the VM's world may mean."""
        machine = self.machines.get(host)
        if machine is None:
            return list(self.services)
        return [service for service in self.services if service.machine == machine]


@dataclass(frozen=True)
class Rewritten:
    """A value for the container. `parts` alternate text and the name of a secret."""

    parts: tuple[str, ...]
    service: Service | None

    @property
    def secret(self) -> bool:
        """Whether a part of the value is a secret."""
        return len(self.parts) > 1


def rewrite(name: str, value: str, around: Surroundings) -> Rewritten | None:
    """The value with the VM's address replaced by the service's name; None when it has none.

    A password in an address becomes a reference to the service's own secret.
    """
    for match in _URL.finditer(value):
        host, port = match["host"], match["port"]
        if not around.local(host):
            continue
        service = _pick(around.on(host), service_of_scheme(match["scheme"]), port, name)
        if service is not None:
            return _in_url(value, match, service)
    bare = _HOST_PORT.fullmatch(value)
    if bare is not None and around.local(bare["host"]):
        service = _pick(around.on(bare["host"]), None, bare["port"], name)
        return Rewritten((f"{service.name}:{service.port}",), service) if service else None
    if value in around.machines and len(around.on(value)) == 1:
        service = around.on(value)[0]
        return Rewritten((service.name,), service)
    if around.local(value) and name.upper().endswith(_HOST_ENDINGS) and not _is_own(name):
        service = _pick(around.on(value), None, None, name)
        return Rewritten((service.name,), service) if service else None
    return None


def to_process(value: str, around: Surroundings) -> str | None:
    """The value with the container's name for another process of the VM's; None without one."""
    bare = _HOST_PORT.fullmatch(value)
    for match in [bare] if bare is not None else _URL.finditer(value):
        container = around.processes.get(match["port"] or "")
        if container is not None and around.local(match["host"]):
            return value[: match.start("host")] + container + value[match.end("host") :]
    return None


def _is_own(name: str) -> bool:
    """Whether a variable speaks of where the application itself is: `HOST`, `WEB_HOST`."""
    return all(word in _OWN_WORDS or word in _HOST_ENDINGS for word in name.upper().split("_"))


def _pick(
    services: Sequence[Service], kind: str | None, port: str | None, name: str
) -> Service | None:
    """The service that an address means, by scheme, port or the variable's name."""
    if kind is not None:
        services = [s for s in services if is_meant(s, (kind,))]
    elif port is not None:
        services = [service for service in services if str(service.port) == port]
    else:
        named = kind_of_variable(name)
        if named:
            services = [s for s in services if is_meant(s, named)]
        elif len(services) > 1:
            return None
    return services[0] if services else None


def is_meant(service: Service, kinds: Sequence[str]) -> bool:
    """Whether a service is of one of the kinds; MariaDB and MySQL count as one."""
    return _SAME.get(service.kind, service.kind) in {_SAME.get(kind, kind) for kind in kinds}


def kind_of_variable(name: str) -> tuple[str, ...]:
    """The kinds of service that a variable's name speaks of, empty when it tells nothing."""
    if kind := service_of_variable(name):
        return (kind,)
    if any(mark in name.upper() for mark in _DATABASE_NAMES):
        return _DATABASES
    return ()


def _in_url(value: str, match: re.Match[str], service: Service) -> Rewritten:
    before, after = value[: match.start("host")], value[match.end() :]
    where = f"{service.name}:{service.port}" if match["port"] else service.name
    secret = password_variable(service)
    if match["password"] is None:
        return Rewritten((f"{before}{where}{after}",), service)
    start, end = match.span("password")
    between = value[end : match.start("host")]
    if secret is None:
        secret = f"{service.name.upper().replace('-', '_')}_PASSWORD"
    return Rewritten((value[:start], secret, f"{between}{where}{after}"), service)


def password_variable(service: Service) -> str | None:
    """The secret that holds the account's password in the service's own environment."""
    secrets = [variable.name for variable in service.environment if variable.secret]
    return next((name for name in secrets if "ROOT" not in name), secrets[0] if secrets else None)
