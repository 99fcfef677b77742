"""Services."""

from __future__ import annotations

from migrator.read import equivalents
from migrator.read.puppet.applying.registry import Applying, applies


@applies("service")
def service(applying: Applying) -> None:
    """Read `service { "mongod": ensure => running, enable => true }`."""
    name = applying.named("name")
    enable = applying.text("enable")
    if applying.ensure in ("stopped", "false"):
        applying.run(equivalents.service(name, "stop"))
        return
    if str(enable) == "true":
        applying.run(equivalents.service(name, "enable"))
    if applying.value("ensure") is not None or enable is None:
        applying.run(equivalents.service(name, "start"))
    elif str(enable) == "false":
        applying.run(equivalents.service(name, "disable"))
