"""Databases, accounts and dumps that provisioning makes in SQL servers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from migrator.detectors.arguments import Arguments, arguments, known_lines
from migrator.detectors.registry import recognises, recognises_file
from migrator.detectors.run import unreadable
from migrator.evidence import (
    DatabaseCreated,
    DatabaseLoaded,
    DatabaseUser,
    Observation,
    ServiceConfigured,
)
from migrator.ports import LOOPBACK
from migrator.trace import Command, GuestFile
from migrator.values import Unknown

_NAME = r"[`\"'\[]?([\w$.-]+)[`\"'\]]?"
_CREATE_DATABASE = re.compile(
    rf"CREATE\s+(?:DATABASE|SCHEMA)\s+(?:IF\s+NOT\s+EXISTS\s+)?{_NAME}"
    rf"(?:.*?\bOWNER\s*=?\s*{_NAME})?",
    re.IGNORECASE | re.DOTALL,
)
_CREATE_USER = re.compile(
    rf"CREATE\s+(?:USER|ROLE)\s+(?:IF\s+NOT\s+EXISTS\s+)?{_NAME}", re.IGNORECASE
)
_ALTER_USER = re.compile(rf"ALTER\s+(?:USER|ROLE)\s+{_NAME}", re.IGNORECASE)
_GRANT = re.compile(
    rf"GRANT\s+.*?\bON\s+(?:DATABASE\s+)?(?:{_NAME}\.)?[`\"]?([\w$*]+)[`\"]?"
    rf"(?:\.\*)?\s+TO\s+{_NAME}",
    re.IGNORECASE | re.DOTALL,
)
_PASSWORD = re.compile(r"\b(?:IDENTIFIED\s+(?:\w+\s+\w+\s+)?BY|PASSWORD)\b", re.IGNORECASE)
_EXTENSION = re.compile(rf"CREATE\s+EXTENSION\s+(?:IF\s+NOT\s+EXISTS\s+)?{_NAME}", re.IGNORECASE)
_CHARACTER_SET = re.compile(
    r"\b(?:CHARACTER[\s_-]SET(?:[_-]server)?|CHARSET)\s*=?\s*['\"]?(\w+)", re.IGNORECASE
)
_COLLATION = re.compile(r"\bCOLLAT(?:E|ION[_-]server)\s*=?\s*['\"]?(\w+)", re.IGNORECASE)
_SERVER_SECTIONS = frozenset({"[mysqld]", "[server]", "[mariadb]", "[mariadbd]"})
# MySQL's clients take a password only where it is written together with `-p`.
_PASSWORD_OPTION = re.compile(r"(?:-p|--password=).")
ROOT_PASSWORD = ServiceConfigured("mysql", "root has a password", "root-password", "set")
_BUILT_IN = frozenset({"postgres", "root", "mysql", "template1"})


def statements(kind: str, sql: str) -> Iterator[Observation]:
    """What a text of SQL statements says about databases and accounts, in order."""
    seen = False
    for statement in sql.split(";"):
        for observation in _statement(kind, statement):
            seen = True
            yield observation
    if not seen:
        yield ServiceConfigured(kind, "SQL statements run against the database")


def _statement(kind: str, statement: str) -> Iterator[Observation]:
    database = _CREATE_DATABASE.search(statement)
    if database is not None:
        yield DatabaseCreated(kind, database.group(1), database.group(2))
    user = _CREATE_USER.search(statement) or _ALTER_USER.search(statement)
    if user is not None and user.group(1) not in _BUILT_IN:
        superuser = bool(re.search(r"\bSUPERUSER\b", statement, re.IGNORECASE))
        yield DatabaseUser(kind, user.group(1), None, bool(_PASSWORD.search(statement)), superuser)
    grant = _GRANT.search(statement)
    if grant is not None and grant.group(3) not in _BUILT_IN:
        scope = grant.group(1) or grant.group(2)
        named = None if scope in {"*", "ALL"} else scope
        yield DatabaseUser(kind, grant.group(3), named, bool(_PASSWORD.search(statement)))
    if database is not None and kind == "mysql":
        yield from _character_set(statement)
    extension = _EXTENSION.search(statement)
    if extension is not None:
        yield ServiceConfigured(
            kind, f"extension {extension.group(1)}", "extension", extension.group(1)
        )


def _character_set(text: str) -> Iterator[Observation]:
    """What a text says of MySQL's character set and collation, in SQL or in my.cnf."""
    for pattern, setting in ((_CHARACTER_SET, "character-set"), (_COLLATION, "collation")):
        for value in pattern.findall(text):
            yield ServiceConfigured("mysql", f"{setting} {value}", setting, value)


@recognises_file(r"/etc/(mysql/.+|my\.cnf(\.d/.+)?|percona-server\.conf\.d/.+)")
def mysql_configuration(
    file: GuestFile, _: Mapping[str, GuestFile]
) -> Iterator[tuple[int, Observation]]:
    """Read the server's character set from a file of settings; the client's is its own."""
    section = ""
    for number, line in enumerate(known_lines(file.content)):
        line = line.partition("#")[0].strip()
        if line.startswith("["):
            section = line
        elif section in _SERVER_SECTIONS and "server" in line.partition("=")[0]:
            yield from ((number, each) for each in _character_set(line))


@recognises("psql")
def psql(command: Command) -> Iterator[Observation]:
    """Read `psql -d app -c "…"`, `psql app < dump.sql`, `psql -f schema.sql`, heredocs."""
    options = ("-c", "--command", "-f", "--file", "-d", "--dbname", "-U", "--username", "-h",
               "--host", "-p", "--port", "-v", "--set")  # fmt: skip
    given = arguments(command, options)
    database = given.options.get("-d") or given.options.get("--dbname")
    if database is None and given.operands:
        database = given.operands[0]
    yield from _client(
        "postgresql", command, given, database, ("-c", "--command"), ("-f", "--file")
    )


@recognises("mysql", "mariadb")
def mysql(command: Command) -> Iterator[Observation]:
    """Read `mysql -uroot -pX -e "…"`, `mysql app < dump.sql`, heredocs."""
    options = ("-u", "-e", "--execute", "-h", "-P", "--user", "--host", "-D", "--database")
    given = arguments(command, options)
    database = given.options.get("-D") or given.options.get("--database")
    if database is None and given.operands:
        database = given.operands[-1]
    yield from _client("mysql", command, given, database, ("-e", "--execute"), ())
    if _is_root_with_password(command, given):
        yield ROOT_PASSWORD


def _is_root_with_password(command: Command, given: Arguments) -> bool:
    """Whether this is root of the machine's own server, who had to give a password."""
    user = given.options.get("-u") or given.options.get("--user") or "root"
    host = given.options.get("-h") or given.options.get("--host") or "localhost"
    words = [str(word) for word in command.argv[1:]]
    has_password = any(_PASSWORD_OPTION.match(word) for word in words)
    return user == "root" and host in LOOPBACK and has_password


def _client(
    kind: str,
    command: Command,
    given: Arguments,
    database: str | None,
    text_options: tuple[str, ...],
    file_options: tuple[str, ...],
) -> Iterator[Observation]:
    texts = [given.options[name] for name in text_options if given.options.get(name)]
    if isinstance(command.stdin, str) and not _input_file(command):
        texts.append(command.stdin)
    for text in texts:
        yield from statements(kind, text)
    files = [given.options[name] for name in file_options if given.options.get(name)]
    files += [path for path in [_input_file(command)] if path]
    yield from (DatabaseLoaded(kind, path, database) for path in files)
    for unknown in [*given.unknown, command.stdin]:
        if isinstance(unknown, Unknown) and not (unknown is command.stdin and files):
            yield from _partly_known(kind, unknown)
    if not texts and not files and not given.unknown and not isinstance(command.stdin, Unknown):
        yield ServiceConfigured(kind, "the database's client is called")


def _partly_known(kind: str, text: Unknown) -> Iterator[Observation]:
    """What the known parts of a text say; unreadable when that is nothing."""
    found = [
        each for each in statements(kind, str(text)) if not isinstance(each, ServiceConfigured)
    ]
    yield from found
    if not found:
        yield unreadable("SQL", text)


def _input_file(command: Command) -> str | None:
    for redirect in command.redirects:
        if redirect.operator == "<" and isinstance(redirect.target, str):
            return redirect.target
    return None


@recognises("createdb")
def createdb(command: Command) -> Iterator[Observation]:
    """Read `createdb -O owner name`."""
    given = arguments(command, ("-O", "--owner", "-E", "-T", "-U", "-h", "-p", "-l", "--encoding"))
    owner = given.options.get("-O") or given.options.get("--owner")
    name = given.operands[0] if given.operands else command.user
    yield DatabaseCreated("postgresql", name, owner)


@recognises("createuser")
def createuser(command: Command) -> Iterator[Observation]:
    """Read `createuser -s name`."""
    given = arguments(command, ("-U", "-h", "-p", "-c", "--username"))
    superuser = given.has("-s", "--superuser")
    for name in given.operands or [command.user]:
        if name not in _BUILT_IN:
            yield DatabaseUser("postgresql", name, None, given.has("-P"), superuser)


@recognises("mysqladmin")
def mysqladmin(command: Command) -> Iterator[Observation]:
    """Read `mysqladmin create app`; setting root's password is a setting."""
    given = arguments(command, ("-u", "-h", "--user"))
    if given.operands[:1] == ["create"]:
        yield from (DatabaseCreated("mysql", name) for name in given.operands[1:2])
    elif given.operands[:1] == ["password"] and any(given.operands[1:2]):
        yield ROOT_PASSWORD
    else:
        yield ServiceConfigured("mysql", "the server's own account is set up")


@recognises(
    *("mysql_install_db", "mysql_secure_installation", "mysqld_safe", "mysqld", "mysqldump"),
    "mysql_tzinfo_to_sql",
)
def mysql_server(command: Command) -> Iterator[Observation]:
    """Starting or securing the server; its image does that."""
    yield ServiceConfigured("mysql", "the server is set up and started; its image does that")


@recognises("pg_restore")
def pg_restore(command: Command) -> Iterator[Observation]:
    """Read `pg_restore -d app dump`."""
    given = arguments(command, ("-d", "--dbname", "-U", "-h", "-p", "-j", "-n"))
    for path in given.operands:
        yield DatabaseLoaded("postgresql", path, given.options.get("-d"))


@recognises(
    "pg_createcluster", "pg_dropcluster", "pg_ctlcluster", "pg_ctl", "initdb", "postgresql-setup"
)
def postgresql_cluster(command: Command) -> Iterator[Observation]:
    """Making or starting the cluster; its image does that."""
    yield ServiceConfigured("postgresql", "the cluster is set up and started; its image does that")


@recognises("dropdb", "dropuser")
def postgresql_dropped(command: Command) -> Iterator[Observation]:
    """What stood in a database before; the container's starts empty."""
    yield ServiceConfigured("postgresql", "a database or account of before is removed")
