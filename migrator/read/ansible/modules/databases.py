"""Databases and accounts of SQL servers and MongoDB. Passwords are left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from migrator.read.ansible.modules.registry import Action, Arguments, module, option, run
from migrator.read.ansible.values import as_text, listed
from migrator.read.shell.texts import join
from migrator.values import Text, Unknown

HIDDEN = "'***'"
"""What stands for a password: that there is one is all that is kept."""


@module("mysql_db")
def mysql_db(given: Arguments) -> Iterator[Action]:
    """`mysql_db: name=app`, `state=import target=/vagrant/dump.sql`."""
    for name in given.texts("name", "db"):
        match given.word("state", "present"):
            case "present":
                yield run("mysql", "-e", join(["CREATE DATABASE `", name, "`"]))
            case "absent":
                yield run("mysql", "-e", join(["DROP DATABASE IF EXISTS `", name, "`"]))
            case "import":
                yield run("mysql", name, reads=given.text("target"))
            case _:
                yield run("mysqldump", name)


@module("mysql_user")
def mysql_user(given: Arguments) -> Iterator[Action]:
    """`mysql_user: name=app password=x priv=app.*:ALL`."""
    name = given.text("name", "user")
    if name is None:
        return
    if given.absent:
        yield run("mysql", "-e", join(["DROP USER '", name, "'"]))
        return
    account = join(["'", name, "'@'", given.text("host") or "localhost", "'"])
    secret = f" IDENTIFIED BY {HIDDEN}" if given.value("password") is not None else ""
    yield run("mysql", "-e", join(["CREATE USER ", account, secret]))
    for scope, rights in _privileges(given.value("priv")):
        yield run("mysql", "-e", join(["GRANT ", rights, " ON ", scope, " TO ", account, secret]))


def _privileges(value: Any) -> Iterator[tuple[Text, Text]]:
    """`app.*:ALL/other.*:SELECT`, or a mapping, as (scope, rights)."""
    if isinstance(value, Mapping):
        for scope, rights in value.items():
            yield str(scope), as_text(rights)
        return
    if isinstance(value, Unknown):
        yield value, "ALL"
        return
    for part in str(value or "").split("/"):
        scope, _, rights = part.partition(":")
        if scope:
            yield scope, rights or "ALL"


@module("mysql_variables", "mysql_replication", "mysql_info", "mysql_query")
def mysql_settings(given: Arguments) -> Iterator[Action]:
    for query in given.texts("query") or [
        join(["SHOW VARIABLES LIKE '", given.text("variable") or "", "'"])
    ]:
        yield run("mysql", *option("-D", given.text("login_db")), "-e", query)


@module("postgresql_db")
def postgresql_db(given: Arguments) -> Iterator[Action]:
    name = given.text("name", "db")
    match given.word("state", "present"):
        case "present":
            yield run("createdb", *option("-O", given.text("owner")), name)
        case "absent":
            yield run("dropdb", name)
        case "restore":
            yield run("psql", "-d", name, "-f", given.text("target"))
        case _:
            yield run("pg_dump", name)


@module("postgresql_user")
def postgresql_user(given: Arguments) -> Iterator[Action]:
    """An account, what it may (`role_attr_flags`), and its database where one is named."""
    name, database = given.text("name", "user"), given.text("db", "database", "login_db")
    if name is None:
        return
    if given.absent:
        yield run("dropuser", name)
        return
    secret = f" PASSWORD {HIDDEN}" if given.value("password") is not None else ""
    rights = " SUPERUSER" if "SUPERUSER" in _flags(given) else ""
    yield run("psql", "-c", join(["CREATE ROLE ", _name(name), " LOGIN", secret, rights]))
    if database is not None:
        grant = ["GRANT ALL ON DATABASE ", _name(database), " TO ", _name(name)]
        yield run("psql", "-c", join(grant))


def _flags(given: Arguments) -> list[str]:
    return [str(flag).upper() for flag in given.texts("role_attr_flags")]


def _name(name: Text) -> Text:
    return join(['"', name, '"'])


@module("postgresql_privs")
def postgresql_privs(given: Arguments) -> Iterator[Action]:
    database = given.text("database", "db", "login_db")
    for role in given.texts("roles", "role"):
        scope = database if database is not None else "postgres"
        grant = ["GRANT ALL ON DATABASE ", _name(scope), " TO ", _name(role)]
        yield run("psql", "-c", join(grant))


@module("postgresql_ext")
def postgresql_ext(given: Arguments) -> Iterator[Action]:
    database = option("-d", given.text("db", "database", "login_db"))
    for name in given.texts("name", "ext"):
        yield run("psql", *database, "-c", join(["CREATE EXTENSION ", _name(name)]))


@module("postgresql_query", "postgresql_script", "postgresql_schema", "postgresql_table",
        "postgresql_set", "postgresql_owner", "postgresql_lang", "postgresql_ping",
        "postgresql_info")  # fmt: skip
def postgresql_query(given: Arguments) -> Iterator[Action]:
    """A statement, a file of them, or a setting of a database."""
    database = option("-d", given.text("db", "database", "login_db"))
    file = given.text("path_to_script", "path")
    statement = given.text("query")
    if file is not None:
        yield run("psql", *database, "-f", file)
    else:
        yield run("psql", *database, *option("-c", statement))


@module("postgresql_pg_hba")
def postgresql_pg_hba(given: Arguments) -> Iterator[Action]:
    yield run("pg_ctl", "reload")


@module("mongodb_user")
def mongodb_user(given: Arguments) -> Iterator[Action]:
    database, name = given.text("database", "db"), given.text("name", "user")
    if name is None or given.absent:
        yield run("mongo", database, "--eval", "db.dropUser()")
        return
    roles = ",".join(str(as_text(role)) for role in listed(given.value("roles")))
    hidden = ", pwd: '***'" if given.value("password") is not None else ""
    script = ["db.createUser({user: '", name, f"'{hidden}, roles: '", roles.replace("'", ""), "'})"]
    yield run("mongo", database, "--eval", join(script))


@module("mongodb_replicaset", "mongodb_shard", "mongodb_parameter", "mongodb_index")
def mongodb_settings(given: Arguments) -> Iterator[Action]:
    yield run("mongo", given.text("database"), "--eval", "rs.initiate()")


@module("mongodb_shell")
def mongodb_shell(given: Arguments) -> Iterator[Action]:
    yield run("mongo", given.text("db"), *option("--eval", given.text("eval")), given.text("file"))


@module("influxdb_database", "influxdb_user", "influxdb_retention_policy")
def influxdb(given: Arguments) -> Iterator[Action]:
    name = given.text("database_name", "user_name") or ""
    yield run("influx", "-execute", join(['CREATE DATABASE "', name, '"']))
