"""Addresses of the VM, as the containers know them."""

from __future__ import annotations

import pytest

from migrator.decide.connections import Surroundings, rewrite
from migrator.plan import EnvironmentVariable, Service


def service(kind: str, name: str, port: int, machine: str = "default") -> Service:
    """A backing service with a password of its own."""
    secret = EnvironmentVariable(f"{name.upper()}_PASSWORD", None, True)
    return Service(
        name, kind, None, f"{name}:1", port, [], [], [], None, machine, environment=[secret]
    )


POSTGRES = service("postgresql", "postgres", 5432, "db")
REDIS = service("redis", "redis", 6379, "web")
AROUND = Surroundings([POSTGRES, REDIS], {"192.168.33.11": "db", "db.local": "db"})


@pytest.mark.parametrize(
    ("name", "value", "parts"),
    [
        ("REDIS_URL", "redis://localhost:6379/0", ("redis://redis:6379/0",)),
        ("REDIS_HOST", "127.0.0.1", ("redis",)),
        ("DB_HOST", "192.168.33.11", ("postgres",)),
        ("DB_HOST", "db.local", ("postgres",)),
        ("CACHE", "localhost:6379", ("redis:6379",)),
        ("CACHE", "rediss://localhost:6379", ("rediss://redis:6379",)),
        (
            "DATABASE_URL",
            "postgres://app:secret@192.168.33.11/app",
            ("postgres://app:", "POSTGRES_PASSWORD", "@postgres/app"),
        ),
    ],
)
def test_an_address_of_the_vm_becomes_the_service(
    name: str, value: str, parts: tuple[str, ...]
) -> None:
    found = rewrite(name, value, AROUND)

    assert found is not None
    assert found.parts == parts


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("API_URL", "https://api.example.org/v1"),
        ("DATABASE_URL", "postgres://app:x@db.example.org/app"),
        ("BASE_URL", "http://localhost:3000"),
        ("GREETING", "localhost"),
        ("MONGO_URL", "mongodb://localhost/app"),
        ("REDIS_HOST", ""),
    ],
)
def test_what_does_not_mean_a_service_is_left_alone(name: str, value: str) -> None:
    assert rewrite(name, value, AROUND) is None


def test_a_bare_host_with_several_services_is_not_guessed() -> None:
    assert rewrite("SOMETHING_HOST", "localhost", AROUND) is None


@pytest.mark.parametrize("name", ["HOST", "WEB_HOST", "NODE_IP", "SERVER_ADDRESS", "HOSTNAME"])
def test_where_the_application_listens_is_no_service(name: str) -> None:
    alone = Surroundings(AROUND.services[:1], {})

    assert rewrite(name, "localhost", alone) is None
    assert rewrite(f"CACHE_{name}", "localhost", alone) is not None
