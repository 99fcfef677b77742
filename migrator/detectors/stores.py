"""Documents, queues and caches: what provisioning does with MongoDB, Redis, RabbitMQ, Couchbase."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migrator.detectors.arguments import arguments, known
from migrator.detectors.registry import recognises
from migrator.detectors.run import unreadable
from migrator.evidence import (
    DatabaseCreated,
    DatabaseLoaded,
    DatabaseUser,
    Observation,
    ServiceConfigured,
    ServiceStarted,
)
from migrator.trace import Command
from migrator.values import Unknown

_USE = re.compile(r"(?:^|[\s;])use\s+([\w-]+)|getSiblingDB\(\s*['\"]([\w-]+)['\"]")
_CREATE_USER = re.compile(r"(?:createUser|addUser)\s*\(")
_USER_NAME = re.compile(r"['\"]?user['\"]?\s*:\s*['\"]([^'\"]+)['\"]|addUser\s*\(\s*['\"]([^'\"]+)")
_MONGO_OPTIONS = ("--eval", "--host", "--port", "-u", "-p", "--username", "--password",
                  "--authenticationDatabase")  # fmt: skip
_RESTORE_OPTIONS = ("--db", "-d", "--collection", "-c", "--file", "--host", "--port", "--type",
                    "--drop", "-u", "-p", "-h")  # fmt: skip


@recognises("mongo", "mongosh")
def mongo_shell(command: Command) -> Iterator[Observation]:
    """Read `mongo app --eval "db.createUser(…)"`, `mongo app script.js`, heredocs."""
    given = arguments(command, _MONGO_OPTIONS)
    scripts = [word for word in given.operands if word.endswith(".js")]
    names = [word.rpartition("/")[2] for word in given.operands if not word.endswith(".js")]
    database = names[0] if names else None
    texts = [text for text in (given.options.get("--eval"), command.stdin) if isinstance(text, str)]
    for text in texts:
        yield from _mongo_script(text, database)
    yield from (DatabaseLoaded("mongodb", path, database) for path in scripts)
    yield from (unreadable("mongo shell script", word) for word in given.unknown)
    if isinstance(command.stdin, Unknown):
        yield unreadable("mongo shell script", command.stdin)
    if not texts and not scripts:
        yield ServiceConfigured("mongodb", "the database's shell is called")


def _mongo_script(text: str, database: str | None) -> Iterator[Observation]:
    switched = [name or sibling for name, sibling in _USE.findall(text)]
    current = switched[-1] if switched else database
    named = [name for name in dict.fromkeys([*switched, database]) if name and name != "admin"]
    yield from (DatabaseCreated("mongodb", name) for name in named)
    if _CREATE_USER.search(text):
        for quoted, positional in _USER_NAME.findall(text):
            yield DatabaseUser("mongodb", quoted or positional, current, has_password=True)
    yield ServiceConfigured("mongodb", "a shell script run against the database")


@recognises("mongorestore", "mongoimport")
def mongo_load(command: Command) -> Iterator[Observation]:
    """Read `mongorestore -d app dump/app`, `mongoimport --db app --file seed.json`."""
    given = arguments(command, _RESTORE_OPTIONS)
    database = given.options.get("--db") or given.options.get("-d")
    path = given.options.get("--file") or (given.operands[0] if given.operands else "dump")
    yield DatabaseLoaded("mongodb", path, database)


@recognises("mongod", "mongos")
def mongo_server(command: Command) -> Iterator[Observation]:
    """Starting the server by hand, with or without a configuration."""
    yield ServiceStarted("mongod")


@recognises("redis-server", "redis-sentinel")
def redis_server(command: Command) -> Iterator[Observation]:
    """Starting the server by hand; each configuration is an instance."""
    yield ServiceStarted("redis-server")


@recognises("redis-cli")
def redis_shell(command: Command) -> Iterator[Observation]:
    """Settings and questions to the running server."""
    yield ServiceConfigured("redis", "the server's client is called")


@recognises("rabbitmqctl")
def rabbitmqctl(command: Command) -> Iterator[Observation]:
    """Read `rabbitmqctl add_user app secret`, `add_vhost /app`; the rest are settings."""
    words = [word for word in known(command.argv[1:]) if not word.startswith("-")]
    if words[:1] == ["add_user"] and len(words) > 1:
        yield DatabaseUser("rabbitmq", words[1], None, has_password=len(words) > 2)
    elif words[:1] == ["add_vhost"] and len(words) > 1:
        yield DatabaseCreated("rabbitmq", words[1])
    else:
        yield ServiceConfigured("rabbitmq", " ".join(words[:1]) or "the broker's client is called")


@recognises("rabbitmq-plugins")
def rabbitmq_plugins(command: Command) -> Iterator[Observation]:
    """Read `rabbitmq-plugins enable rabbitmq_management`."""
    words = [word for word in known(command.argv[1:]) if not word.startswith("-")]
    for name in words[1:]:
        yield ServiceConfigured("rabbitmq", f"plugin {name}", "plugin", name)
    if len(words) < 2:
        yield ServiceConfigured("rabbitmq", "the broker's plugins are listed")


@recognises("couchbase-cli")
def couchbase_cli(command: Command) -> Iterator[Observation]:
    """Read `couchbase-cli bucket-create --bucket=app …`; the rest are settings of the cluster."""
    given = arguments(command, ("--bucket", "-b"))
    verb = given.operands[0] if given.operands else "the cluster's client is called"
    bucket = given.options.get("--bucket") or given.options.get("-b")
    if verb == "bucket-create" and bucket:
        yield DatabaseCreated("couchbase", bucket)
    else:
        yield ServiceConfigured("couchbase", verb)


@recognises("cbdocloader", "cbrestore", "cbimport")
def couchbase_load(command: Command) -> Iterator[Observation]:
    """Read `cbdocloader -n host -b app dump.zip`, `cbimport json -b app -d file://dump.json`."""
    options = ("-n", "-u", "-p", "-b", "-s", "-c", "-d", "-f", "--bucket", "--dataset")
    given = arguments(command, options)
    bucket = given.options.get("-b") or given.options.get("--bucket")
    path = given.options.get("-d") or given.options.get("--dataset") or "".join(given.operands[:1])
    if path:
        yield DatabaseLoaded("couchbase", path.removeprefix("file://"), bucket)
    else:
        yield ServiceConfigured("couchbase", "documents are loaded")


@recognises("rabbitmq-server", "memcached", "beanstalkd", "elasticsearch", "mosquitto", "couchdb")
def other_server(command: Command) -> Iterator[Observation]:
    """Starting a server by hand."""
    yield ServiceStarted(str(command.argv[0]).rpartition("/")[2])
