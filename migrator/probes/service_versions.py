"""The versions of the servers that the machine has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migrator.evidence import ServiceVersion
from migrator.probes.registry import NotUnderstood, Sighting, probes, rows_below


@probes("mongod --version", about="the version of MongoDB", optional=True)
def mongodb(output: str) -> Iterator[Sighting]:
    """Read `db version v3.6.23`; before 2.6 a comma follows."""
    yield from _version("mongodb", r"db version v(\d+\.\d+\.\d+)", output)


@probes(
    """
echo 'servers:'
for f in /usr/lib/postgresql/*/bin/postgres /usr/pgsql-*/bin/postgres $(command -v postgres); do
  [ -x "$f" ] && "$f" --version
done | sort -u
""",
    about="the version of PostgreSQL",
    title="postgres --version",
)
def postgresql(output: str) -> Iterator[Sighting]:
    """Read every server that is installed; `psql` would tell of the client alone."""
    for number, line in rows_below(output, "servers:"):
        match = re.match(r"postgres \(PostgreSQL\) (\d+(?:\.\d+)*)", line)
        if match:
            yield number, ServiceVersion("postgresql", match[1])


@probes("mysqld --version", about="the version of MySQL", optional=True)
def mysql(output: str) -> Iterator[Sighting]:
    """Read `mysqld  Ver 5.7.33-0ubuntu0.16.04.1 for Linux`; MariaDB says so in its version."""
    kind = "mariadb" if "MariaDB" in output else "mysql"
    yield from _version(kind, r"mysqld\s+Ver (\d+\.\d+\.\d+)", output)


@probes(
    "mariadbd --version",
    about="the version of MySQL",
    instead_of="service_versions.mysql",
    optional=True,
)
def mariadb(output: str) -> Iterator[Sighting]:
    """Read the server where it no longer answers to mysqld."""
    yield from _version("mariadb", r"Ver (\d+\.\d+\.\d+)-MariaDB", output)


@probes("redis-server --version", about="the version of Redis", optional=True)
def redis(output: str) -> Iterator[Sighting]:
    """Read `Redis server v=6.0.16 …`; before 2.6 it was `Redis server version 2.2.12`."""
    yield from _version("redis", r"Redis server (?:v=|version )(\d+\.\d+\.\d+)", output)


@probes(
    "echo 'servers:'; ls -d /usr/lib/rabbitmq/lib/rabbitmq_server-*; true",
    about="the version of RabbitMQ",
    title="ls /usr/lib/rabbitmq/lib",
)
def rabbitmq(output: str) -> Iterator[Sighting]:
    """Read the version from the server's folder: asking the server itself takes an Erlang node."""
    for number, line in rows_below(output, "servers:"):
        match = re.search(r"/rabbitmq_server-(\d+\.\d+(?:\.\d+)?)$", line)
        if match:
            yield number, ServiceVersion("rabbitmq", match[1])


@probes("memcached -V", about="the version of Memcached", optional=True)
def memcached(output: str) -> Iterator[Sighting]:
    """Read `memcached 1.6.18`."""
    yield from _version("memcached", r"memcached (\d+\.\d+\.\d+)", output)


@probes("nginx -v 2>&1", about="the version of nginx", title="nginx -v", optional=True)
def nginx(output: str) -> Iterator[Sighting]:
    """Read `nginx version: nginx/1.18.0 (Ubuntu)`, which goes to standard error."""
    yield from _version("nginx", r"nginx version: nginx/(\d+\.\d+\.\d+)", output)


def _version(kind: str, pattern: str, output: str) -> Iterator[Sighting]:
    match = re.search(pattern, output)
    if match is None:
        raise NotUnderstood("its output names no version")
    yield output.count("\n", 0, match.start()) + 1, ServiceVersion(kind, match[1])
