"""Message queues, caches and search: accounts, virtual hosts, plugins."""

from __future__ import annotations

from collections.abc import Iterator

from migrator.read.ansible.modules.registry import Action, Arguments, module, run


@module("rabbitmq_user")
def rabbitmq_user(given: Arguments) -> Iterator[Action]:
    name = given.text("user", "username", "name")
    if given.absent:
        yield run("rabbitmqctl", "delete_user", name)
        return
    secret = "***" if given.value("password") is not None else None
    yield run("rabbitmqctl", "add_user", name, secret)
    if given.value("vhost") is not None:
        host = given.text("vhost")
        yield run("rabbitmqctl", "set_permissions", "-p", host, name, ".*", ".*", ".*")


@module("rabbitmq_vhost")
def rabbitmq_vhost(given: Arguments) -> Iterator[Action]:
    verb = "delete_vhost" if given.absent else "add_vhost"
    yield run("rabbitmqctl", verb, given.text("name", "vhost"))


@module("rabbitmq_plugin")
def rabbitmq_plugin(given: Arguments) -> Iterator[Action]:
    verb = "disable" if given.word("state") == "disabled" else "enable"
    yield run("rabbitmq-plugins", verb, *given.texts("names", "name"))


@module("rabbitmq_queue", "rabbitmq_exchange", "rabbitmq_binding", "rabbitmq_policy",
        "rabbitmq_parameter", "rabbitmq_feature_flag")  # fmt: skip
def rabbitmq_settings(given: Arguments) -> Iterator[Action]:
    yield run("rabbitmqctl", "set_parameter", given.text("name"))


@module("redis", "redis_data")
def redis(given: Arguments) -> Iterator[Action]:
    yield run("redis-cli", given.text("command"), given.text("name", "key"))


@module("elasticsearch_plugin")
def elasticsearch_plugin(given: Arguments) -> Iterator[Action]:
    verb = "remove" if given.absent else "install"
    yield run("elasticsearch-plugin", verb, given.text("name"))
