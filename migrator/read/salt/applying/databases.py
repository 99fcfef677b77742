"""Databases and accounts of SQL servers and MongoDB. Passwords are left out."""

from __future__ import annotations

from migrator.read.salt.applying.registry import Applying, applies
from migrator.read.shell.texts import join
from migrator.values import Text

HIDDEN = "'***'"
"""What stands for a password: that there is one is all that is kept."""


def _secret(applying: Applying, words: str) -> str:
    names = ("password", "password_hash", "passwd")
    return f" {words} {HIDDEN}" if applying.value(*names) is not None else ""


def _quoted(name: Text) -> Text:
    return join(('"', name, '"'))


@applies("postgres_database.present postgres_database.absent")
def postgres_database(applying: Applying) -> None:
    """Read `postgres_database.present: [name: app, owner: app]`."""
    if applying.verb == "absent":
        applying.run(("dropdb", applying.name))
        return
    owner = applying.text("owner")
    applying.run(("createdb", *(() if owner is None else ("-O", owner)), applying.name))


@applies("postgres_user.present postgres_group.present postgres_user.absent postgres_group.absent")
def postgres_user(applying: Applying) -> None:
    """Read `postgres_user.present: [name: app, password: x, superuser: True]`."""
    if applying.verb == "absent":
        applying.run(("dropuser", applying.name))
        return
    login = " LOGIN" if applying.resource.module == "postgres_user" else ""
    rights = " SUPERUSER" if applying.flag("superuser") else ""
    words = ["CREATE ROLE ", _quoted(applying.name), login, _secret(applying, "PASSWORD"), rights]
    applying.run(("psql", "-c", join(words)))


@applies("postgres_extension.present postgres_schema.present postgres_privileges.present")
def postgres_object(applying: Applying) -> None:
    """Read an extension, a schema, or what an account may."""
    database = applying.text("maintenance_db", "dbname", "db_name")
    where = () if database is None else ("-d", database)
    statement: dict[str, list[Text]] = {
        "postgres_extension": ["CREATE EXTENSION ", _quoted(applying.name)],
        "postgres_schema": ["CREATE SCHEMA ", _quoted(applying.name)],
        "postgres_privileges": ["GRANT ALL ON DATABASE ",
                                _quoted(applying.text("object_name") or ""), " TO ",
                                _quoted(applying.name)],
    }  # fmt: skip
    applying.run(("psql", *where, "-c", join(statement[applying.resource.module])))


@applies("mysql_database.present mysql_database.absent")
def mysql_database(applying: Applying) -> None:
    """Read `mysql_database.present: [name: app]`."""
    verb = "CREATE DATABASE" if applying.verb == "present" else "DROP DATABASE"
    applying.run(("mysql", "-e", join((verb, " `", applying.name, "`"))))


def _account(applying: Applying, name: Text) -> Text:
    return join(("'", name, "'@'", applying.text("host") or "localhost", "'"))


@applies("mysql_user.present mysql_user.absent")
def mysql_user(applying: Applying) -> None:
    """Read `mysql_user.present: [name: app, host: localhost, password: x]`."""
    verb = "CREATE USER " if applying.verb == "present" else "DROP USER "
    words = [verb, _account(applying, applying.name), _secret(applying, "IDENTIFIED BY")]
    applying.run(("mysql", "-e", join(words)))


@applies("mysql_grants.present")
def mysql_grants(applying: Applying) -> None:
    """Read `mysql_grants.present: [grant: all, database: app.*, user: app]`."""
    account = _account(applying, applying.text("user") or "")
    rights, scope = applying.text("grant") or "ALL", applying.text("database") or "*.*"
    applying.run(("mysql", "-e", join(("GRANT ", rights, " ON ", scope, " TO ", account))))


@applies("mysql_query.run mysql_query.run_file")
def mysql_query(applying: Applying) -> None:
    """Read statements, or a file of them, run in a database."""
    database = applying.text("database")
    words: tuple[Text, ...] = ("mysql",) if database is None else ("mysql", database)
    applying.run((*words, "-e", applying.text("query") or ""))


@applies("mongodb_database.present mongodb_database.absent")
def mongodb_database(applying: Applying) -> None:
    """Read `mongodb_database.present`, which a first write makes."""
    does = "db.stats()" if applying.verb == "present" else "db.dropDatabase()"
    applying.run(("mongo", applying.name, "--eval", does))


@applies("mongodb_user.present mongodb_user.absent")
def mongodb_user(applying: Applying) -> None:
    """Read `mongodb_user.present: [name: app, passwd: x, database: app]`."""
    database = applying.text("database", "authdb") or "admin"
    if applying.verb == "absent":
        applying.run(("mongo", database, "--eval", "db.dropUser()"))
        return
    hidden = ", pwd: '***'" if applying.value("passwd", "password") is not None else ""
    words = ["db.createUser({user: '", applying.name, f"'{hidden}, roles: []", "})"]
    applying.run(("mongo", database, "--eval", join(words)))
