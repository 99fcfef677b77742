"""Services by the names provisioning gives them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.knowledge.services import (
    definition,
    kinds,
    service_of_client,
    service_of_package,
    service_of_port,
    service_of_unit,
    service_of_variable,
    version_of_repository,
)
from migrator.knowledge.tables import table


@pytest.mark.parametrize(
    ("package", "kind", "version"),
    [
        ("mongodb", "mongodb", None),
        ("mongodb-org", "mongodb", None),
        ("mongodb-org-server", "mongodb", None),
        ("mongodb-10gen", "mongodb", "2.4"),
        ("postgresql", "postgresql", None),
        ("postgresql-9.6", "postgresql", "9.6"),
        ("postgresql-12", "postgresql", "12"),
        ("postgresql-9.3-postgis-2.1", "postgresql", "9.3"),
        ("postgresql96-server", "postgresql", "9.6"),
        ("postgresql10-server", "postgresql", "10"),
        ("mysql-server", "mysql", None),
        ("mysql-server-5.6", "mysql", "5.6"),
        ("percona-server-server-5.6", "mysql", "5.6"),
        ("mariadb-server-10.1", "mariadb", "10.1"),
        ("redis-server", "redis", None),
        ("rabbitmq-server", "rabbitmq", None),
        ("memcached", "memcached", None),
        ("elasticsearch", "elasticsearch", None),
        ("dsc21", "cassandra", "2.1"),
        ("zookeeperd", "zookeeper", None),
        ("nginx-full", "nginx", None),
        ("apache2", "apache", None),
    ],
)
def test_a_server_by_its_package(package: str, kind: str, version: str | None) -> None:
    assert service_of_package(package) == (kind, version)


@pytest.mark.parametrize(
    "package",
    [
        "mongodb-clients",
        "mongodb-org-shell",
        "postgresql-client",
        "postgresql-client-9.5",
        "postgresql-server-dev-9.3",
        "libpq-dev",
        "mysql-client",
        "libmysqlclient-dev",
        "redis-tools",
        "apache2-utils",
        "python-redis",
        "vim",
        "",
    ],
)
def test_a_client_is_not_the_server(package: str) -> None:
    assert service_of_package(package) is None


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("mongod.service", "mongodb"),
        ("mongodb", "mongodb"),
        ("postgresql@9.6-main", "postgresql"),
        ("postgresql-9.6", "postgresql"),
        ("mysqld", "mysql"),
        ("redis_6379", "redis"),
        ("apache2", "apache"),
        ("myapp", None),
        ("cron", None),
        ("", None),
    ],
)
def test_a_service_by_its_unit(unit: str, kind: str | None) -> None:
    assert service_of_unit(unit) == kind


@pytest.mark.parametrize(
    ("port", "kind"),
    [(27017, "mongodb"), (5432, "postgresql"), (6379, "redis"), (15672, "rabbitmq")],
)
def test_a_service_by_its_port(port: int, kind: str) -> None:
    assert service_of_port(port) == kind


@pytest.mark.parametrize("port", [80, 443, 3000, 8000, 8080, 9000, 5858, 35729])
def test_a_port_that_applications_use_belongs_to_no_service(port: int) -> None:
    assert service_of_port(port) is None


def test_an_npm_client_reveals_its_service() -> None:
    clients = ("mongoose", "pg", "mysql2", "ioredis", "amqplib")

    assert [service_of_client(each) for each in clients] == [
        "mongodb",
        "postgresql",
        "mysql",
        "redis",
        "rabbitmq",
    ]


@pytest.mark.parametrize("package", ["sequelize", "knex", "express", "mongo", "supervisor"])
def test_a_package_that_speaks_to_any_database_reveals_none(package: str) -> None:
    assert service_of_client(package) is None


def test_a_variable_reveals_its_service() -> None:
    assert service_of_variable("MONGODB_URI") == "mongodb"
    assert service_of_variable("redis_url") == "redis"
    assert service_of_variable("SESSION_MONGO_HOST") == "mongodb"
    assert service_of_variable("UPGRADE_HOST") is None
    assert service_of_variable("FILES_HOST") is None
    assert service_of_variable("DATABASE_URL") is None


@pytest.mark.parametrize(
    ("kind", "address", "version"),
    [
        ("mongodb", "http://repo.mongodb.org/apt/ubuntu trusty/mongodb-org/3.2 multiverse", "3.2"),
        ("mongodb", "http://downloads-distro.mongodb.org/repo/ubuntu-upstart dist 10gen", "2.6"),
        ("postgresql", "http://apt.postgresql.org/pub/repos/apt/ trusty-pgdg main 9.5", "9.5"),
        ("postgresql", "http://apt.postgresql.org/pub/repos/apt/ trusty-pgdg main", None),
        ("elasticsearch", "https://artifacts.elastic.co/packages/6.x/apt", "6"),
        ("mysql", "mysql57-community-release-el7", "5.7"),
        ("mariadb", "http://ftp.osuosl.org/pub/mariadb/repo/10.1/ubuntu", "10.1"),
        ("cassandra", "http://www.apache.org/dist/cassandra/debian 311x main", "3.11"),
        ("redis", "ppa:chris-lea/redis-server", None),
        ("no such kind", "mongodb-org/3.2", None),
    ],
)  # fmt: skip
def test_a_package_source_says_its_version(kind: str, address: str, version: str | None) -> None:
    assert version_of_repository(kind, address) == version


def test_the_health_check_uses_what_the_image_holds() -> None:
    mongodb, postgresql = definition("mongodb"), definition("postgresql")
    assert mongodb is not None and postgresql is not None

    programs = [
        mongodb.healthcheck("4.4"),
        mongodb.healthcheck("7.0"),
        postgresql.healthcheck("9.1", "app", "shop"),
        postgresql.healthcheck("14", "app", "shop"),
    ]

    assert [test[1] for test in programs if test] == ["mongo", "mongosh", "psql", "pg_isready"]
    assert programs[3] == ["CMD", "pg_isready", "-h", "127.0.0.1", "-U", "app", "-d", "shop"]


def test_where_data_lies_depends_on_the_version() -> None:
    postgresql = definition("postgresql")
    assert postgresql is not None

    paths = [postgresql.volume_path(version) for version in ("9.6", "17", "18")]

    assert paths == [
        "/var/lib/postgresql/data",
        "/var/lib/postgresql/data",
        "/var/lib/postgresql",
    ]


def test_an_old_mongodb_image_makes_no_accounts() -> None:
    mongodb = definition("mongodb")
    assert mongodb is not None

    assert not mongodb.makes_accounts("2.6")
    assert mongodb.init_directory("2.6") is None
    assert mongodb.init_directory("3.6") == "/docker-entrypoint-initdb.d"


def test_an_unknown_kind_has_no_definition() -> None:
    assert definition("oracle") is None


def test_every_health_check_is_in_exec_form() -> None:
    for kind in kinds():
        known = definition(kind)
        assert known is not None
        test = known.healthcheck(None)
        assert test is None or test[0] == "CMD"


def test_no_package_name_and_no_client_belongs_to_two_services() -> None:
    services = table("services")["services"]

    for key in ("packages", "fixed_packages", "clients", "units", "variables"):
        members = [member for row in services.values() for member in row.get(key, ())]
        assert len(members) == len(set(members)), key


def test_every_pattern_is_a_regular_expression() -> None:
    for row in table("services")["services"].values():
        for pattern in (
            *row.get("package_patterns", ()),
            *row.get("archives", ()),
            *row.get("repositories", ()),
        ):
            re.compile(pattern)


def test_the_table_names_its_sources() -> None:
    assert all(each["standing"] in {"seen", "known"} for each in table("services")["sources"])


@given(st.text(max_size=400))
def test_no_name_is_an_error(name: str) -> None:
    known = service_of_package(name)

    assert known is None or known[0] in kinds()
    assert service_of_unit(name) is None or service_of_unit(name) in kinds()
