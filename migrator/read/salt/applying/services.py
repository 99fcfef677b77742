"""Services and processes that are started, with the machine or at once."""

from __future__ import annotations

from migrator.read import equivalents
from migrator.read.salt.applying.registry import Applying, applies


@applies("service.running service.enabled service.dead service.disabled service.masked")
def service(applying: Applying) -> None:
    """Read `service.running: [name: nginx, enable: True]`."""
    if applying.verb in ("running", "dead"):
        verb = "start" if applying.verb == "running" else "stop"
        applying.run(equivalents.service(applying.name, verb))
    enable = applying.value("enable")
    if applying.verb == "enabled" or (applying.verb == "running" and applying.flag("enable")):
        applying.run(equivalents.service(applying.name, "enable"))
    elif applying.verb in ("disabled", "masked") or enable is False:
        applying.run(equivalents.service(applying.name, "disable"))


@applies("supervisord.running supervisord.dead")
def supervisor(applying: Applying) -> None:
    """Read a program of supervisor, whose own file says what it is."""
    verb = "start" if applying.verb == "running" else "stop"
    applying.run(("supervisorctl", verb, applying.name))
