"""How the services of several machines are called in compose."""

from __future__ import annotations

import pytest

from migrator.decide.services import decide_services
from migrator.model import BackingService


@pytest.mark.parametrize(
    ("machines", "names"),
    [
        (["db"], ["redis"]),
        (["cache", "store"], ["redis", "redis-store"]),
        (["redis1", "redis2"], ["redis", "redis2"]),
        (["cache", "redis"], ["redis", "redis-redis"]),
    ],
)
def test_a_second_server_of_a_kind_is_told_apart_by_its_machine(
    machines: list[str], names: list[str]
) -> None:
    found = [BackingService("redis", "6.2", machine, ()) for machine in machines]

    assert [service.name for service in decide_services(found, {}).services] == names


def test_a_web_server_is_no_backing_service() -> None:
    assert decide_services([BackingService("nginx", None, "web", ())], {}).services == []


def test_extensions_are_made_before_what_the_repository_loads() -> None:
    found = BackingService(
        "postgresql",
        "12",
        "db",
        (),
        loads=("/vagrant/schema.sql",),
        plugins=("citext", "uuid-ossp", "plpgsql"),
    )

    decided = decide_services([found], {"/vagrant/schema.sql": "schema.sql"})

    (service,) = decided.services
    assert [(script.name, script.text) for script in service.init_scripts] == [
        (
            "06-extensions.sql",
            'CREATE EXTENSION IF NOT EXISTS "citext";\n'
            'CREATE EXTENSION IF NOT EXISTS "uuid-ossp";\n',
        ),
        ("10-schema.sql", None),
    ]
    assert decided.warnings == []


@pytest.mark.parametrize(("kind", "warned"), [("postgresql", True), ("rabbitmq", False)])
def test_an_extension_that_the_image_has_not_is_a_warning(kind: str, warned: bool) -> None:
    found = BackingService(kind, None, "db", (), plugins=("postgis",))

    decided = decide_services([found], {})

    assert [script.name for script in decided.services[0].init_scripts] == []
    assert ("extension-not-in-image" in {each.code for each in decided.warnings}) == warned


@pytest.mark.parametrize(
    ("kind", "settings", "command"),
    [
        (
            "mysql",
            (("character-set", "utf8mb4"), ("collation", "utf8mb4_bin")),
            ["--character-set-server=utf8mb4", "--collation-server=utf8mb4_bin"],
        ),
        ("mariadb", (("character-set", "utf8"),), ["--character-set-server=utf8"]),
        ("mysql", (("character-set", "$(id)"), ("datadir", "/srv")), None),
        ("mysql", (), None),
        ("postgresql", (("character-set", "utf8"),), None),
    ],
)
def test_the_servers_character_set_is_the_machines(
    kind: str, settings: tuple[tuple[str, str], ...], command: list[str] | None
) -> None:
    found = BackingService(kind, None, "db", (), settings=settings)

    assert decide_services([found], {}).services[0].command == command


@pytest.mark.parametrize("kind", ["mysql", "mariadb"])
@pytest.mark.parametrize(
    ("settings", "variable"),
    [
        ((), ("MYSQL_ALLOW_EMPTY_PASSWORD", "yes")),
        ((("root-password", "set"),), ("MYSQL_ROOT_PASSWORD", None)),
    ],
)
def test_a_root_with_a_password_keeps_one(
    kind: str, settings: tuple[tuple[str, str], ...], variable: tuple[str, str | None]
) -> None:
    (service,) = decide_services(
        [BackingService(kind, None, "db", (), settings=settings)], {}
    ).services

    assert [(each.name, each.value) for each in service.environment] == [variable]
