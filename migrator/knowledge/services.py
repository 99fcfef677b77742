"""Backing services: the names provisioning gives them, and how their images are used."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from migrator.knowledge.tables import table

# The longest name that a package, unit or address may have to be looked at.
MAX_LENGTH = 300


@dataclass(frozen=True)
class Accounts:
    """The variables by which an image makes a database and accounts on first start.

    Each is None where the image has no such variable. `default_user` is the superuser
    that exists when none is named; `no_password` are variables that let the server
    start without a password, for a VM that had none.
    """

    database: str | None
    user: str | None
    password: str | None
    root_password: str | None
    default_user: str | None
    no_password: Mapping[str, str]


@dataclass(frozen=True)
class Definition:
    """One kind of service.

    `name` is what its compose service is called; `role` tells databases, queues and caches
    ("backing") from web servers and proxies ("web"), which stand in front of the application.
    `init` is the image's folder for scripts to run on first start, None when it has none,
    and `init_suffixes` the files it takes there. `extensions` are those that its image
    has. `clients` are the npm packages that speak to it, and `variables` the environment
    variables that commonly hold its address. Whatever depends on the version is a method;
    `version` there is the image's.
    """

    kind: str
    name: str
    role: Literal["backing", "web"]
    image: str
    port: int
    accounts: Accounts
    init_suffixes: tuple[str, ...]
    extensions: frozenset[str]
    clients: tuple[str, ...]
    variables: tuple[str, ...]
    default_version: str | None

    def volume_path(self, version: str | None) -> str | None:
        """Where the image keeps its data; None for a service that keeps none."""
        path: str | None = _since(_row(self.kind).get("volume", []), version)
        return path

    def healthcheck(
        self, version: str | None, user: str | None = None, database: str | None = None
    ) -> list[str] | None:
        """The exec-form check that works in the image; None where none is known."""
        test = _since(_row(self.kind).get("health", []), version)
        if test is None:
            return None
        user = user or self.accounts.default_user or "root"
        filled = {"{user}": user, "{database}": database or user}
        return [filled.get(part, part) for part in test]

    def command(self, version: str | None) -> list[str] | None:
        """The command that the image needs, None when its own will do."""
        command: list[str] | None = _since(_row(self.kind).get("command", []), version)
        return command

    def environment(self, version: str | None) -> dict[str, str]:
        """Settings without which a single container of the image does not start."""
        return dict(_since(_row(self.kind).get("environment", []), version) or {})

    def init_directory(self, version: str | None) -> str | None:
        """The folder for scripts of the first start; None when this image has none."""
        row = _row(self.kind)
        if not _reached(version, row.get("init_since")):
            return None
        directory: str | None = row.get("init")
        return directory

    def makes_accounts(self, version: str | None) -> bool:
        """Whether the image reads the variables of `accounts`."""
        row = _row(self.kind)
        return "accounts" in row and _reached(version, row.get("accounts_since"))


@functools.cache
def definition(kind: str) -> Definition | None:
    """What is known of a kind of service, None for a kind that is not known."""
    row = table("services")["services"].get(kind)
    if row is None:
        return None
    accounts = row.get("accounts", {})
    return Definition(
        kind=kind,
        name=row["name"],
        role=row.get("role", "backing"),
        image=row["image"],
        port=row["port"],
        accounts=Accounts(
            database=accounts.get("database"),
            user=accounts.get("user"),
            password=accounts.get("password"),
            root_password=accounts.get("root_password"),
            default_user=row.get("default_user"),
            no_password=row.get("no_password", {}),
        ),
        init_suffixes=tuple(row.get("init_suffixes", ())),
        extensions=frozenset(row.get("extensions", ())),
        clients=tuple(row.get("clients", ())),
        variables=tuple(row["variables"]),
        default_version=row.get("default_version"),
    )


def kinds() -> tuple[str, ...]:
    """Every kind of service that is known."""
    return tuple(table("services")["services"])


@functools.lru_cache(maxsize=4096)
def service_of_package(name: str) -> tuple[str, str | None] | None:
    """The kind and, where the name says it, the version of the server that a package installs.

    Client programs and development files of a service are not the service: None.
    """
    if kind := _by_member("packages").get(name):
        return kind, None
    if kind := _by_member("fixed_packages").get(name):
        return kind, table("services")["services"][kind]["fixed_packages"][name]
    # Every package's name that carries a version has a digit.
    return _by_pattern("package_patterns", name) if any(map(str.isdigit, name)) else None


@functools.lru_cache(maxsize=4096)
def service_of_archive(name: str) -> tuple[str, str | None] | None:
    """The kind and version of the server in a release's archive: `redis-2.8.4.tar.gz`."""
    return _by_pattern("archives", name)


@functools.lru_cache(maxsize=4096)
def service_of_unit(unit: str) -> str | None:
    """The kind of a systemd, upstart or init.d unit: `mongod.service`, `postgresql@9.6-main`."""
    name = unit.lower().removesuffix(".service").partition("@")[0]
    unnumbered = re.sub(r"[-_]?\d[\d.]*$", "", name)
    units = _by_member("units")
    return units.get(name) or units.get(unnumbered)


@functools.cache
def service_of_port(port: int) -> str | None:
    """The kind of service that a port belongs to by convention; ports applications use too: None.

    3306 is MySQL's, although MariaDB answers there as well.
    """
    services: dict[str, dict[str, Any]] = table("services")["services"]
    for kind, row in services.items():
        own = [row["port"]] if row.get("guessable_port", True) else []
        if port in own or port in row.get("other_ports", ()):
            return kind
    return None


def service_of_client(package: str) -> str | None:
    """The kind of service that an npm package speaks to."""
    return _by_member("clients").get(package)


def service_of_variable(name: str) -> str | None:
    """The kind of service that an environment variable's name speaks of.

    Names that any database uses (`DATABASE_URL`, `DB_HOST`) say nothing: None.
    """
    upper = name.upper()[:MAX_LENGTH]
    if kind := _by_member("variables").get(upper):
        return kind
    return next(
        (kind for pattern, kind in _patterns("variable_patterns") if pattern.search(upper)), None
    )


def service_of_scheme(scheme: str) -> str | None:
    """The kind of service that an address begins with: `mongodb+srv`, `rediss`."""
    return _by_member("schemes").get(scheme.lower())


@functools.cache
def service_schemes() -> frozenset[str]:
    """Every scheme of an address at which some backing service answers, known here or not."""
    return frozenset({*_by_member("schemes"), *table("services")["other_schemes"]})


def version_of_repository(kind: str, address: str) -> str | None:
    """The version that a package source serves for a kind: "3.6" of `…/mongodb-org/3.6`."""
    row = table("services")["services"].get(kind)
    if row is None or len(address) > MAX_LENGTH:
        return None
    for pattern in row.get("repositories", ()):
        if match := re.search(pattern, address):
            return _version(match)
    for pattern, version in row.get("fixed_repositories", ()):
        if re.search(pattern, address):
            return str(version)
    return None


def numbers(version: str) -> tuple[int, ...]:
    """A version's leading numbers, for comparing: (9, 6) of "9.6", (3, 6, 3) of "3.6.3-1"."""
    match = re.match(r"\d+(?:\.\d+)*", version)
    return tuple(int(part) for part in match[0].split(".")) if match else ()


def _by_pattern(key: str, name: str) -> tuple[str, str | None] | None:
    if len(name) > MAX_LENGTH:
        return None
    for pattern, kind in _patterns(key):
        if match := pattern.fullmatch(name):
            return kind, _version(match)
    return None


@functools.cache
def _patterns(key: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    services = table("services")["services"].items()
    return tuple((re.compile(each), kind) for kind, row in services for each in row.get(key, ()))


@functools.cache
def _by_member(key: str) -> dict[str, str]:
    services = table("services")["services"].items()
    return {member: kind for kind, row in services for member in row.get(key, ())}


def _row(kind: str) -> dict[str, Any]:
    row: dict[str, Any] = table("services")["services"][kind]
    return row


def _version(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    if parts.get("version"):
        return str(parts["version"])
    if parts.get("major") and parts.get("minor"):
        return f"{parts['major']}.{parts['minor']}"
    return None


def _since(rows: Sequence[Sequence[Any]], version: str | None) -> Any:
    """The last row that a version has reached; without a version the newest one counts."""
    reached = [value for least, value in rows if _reached(version, least)]
    return reached[-1] if reached else None


def _reached(version: str | None, least: str | None) -> bool:
    return version is None or least is None or numbers(version) >= numbers(least)
