"""Message queues: accounts, virtual hosts, plugins."""

from __future__ import annotations

from collections.abc import Mapping

from migrator.read.ansible.values import listed
from migrator.read.salt.applying.registry import Applying, applies


@applies("rabbitmq_user.present rabbitmq_user.absent")
def rabbitmq_user(applying: Applying) -> None:
    """Read `rabbitmq_user.present: [name: app, password: x, perms: [/: [.*, .*, .*]]]`."""
    if applying.verb == "absent":
        applying.run(("rabbitmqctl", "delete_user", applying.name))
        return
    secret = () if applying.value("password") is None else ("***",)
    applying.run(("rabbitmqctl", "add_user", applying.name, *secret))
    for tag in applying.words("tags"):
        applying.run(("rabbitmqctl", "set_user_tags", applying.name, tag))
    for one in listed(applying.value("perms")):
        for host in one if isinstance(one, Mapping) else ():
            words = ("set_permissions", "-p", str(host), applying.name, ".*", ".*", ".*")
            applying.run(("rabbitmqctl", *words))


@applies("rabbitmq_vhost.present rabbitmq_vhost.absent")
def rabbitmq_vhost(applying: Applying) -> None:
    """Read `rabbitmq_vhost.present`."""
    verb = "add_vhost" if applying.verb == "present" else "delete_vhost"
    applying.run(("rabbitmqctl", verb, applying.name))


@applies("rabbitmq_plugin.enabled rabbitmq_plugin.disabled")
def rabbitmq_plugin(applying: Applying) -> None:
    """Read `rabbitmq_plugin.enabled: [name: rabbitmq_management]`."""
    verb = "enable" if applying.verb == "enabled" else "disable"
    applying.run(("rabbitmq-plugins", verb, applying.name))
