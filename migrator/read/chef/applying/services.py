"""Services and units."""

from __future__ import annotations

from migrator.read import equivalents
from migrator.read.chef.applying.registry import Applying, applies

_VERBS = frozenset({"start", "restart", "reload", "enable", "stop", "disable"})


@applies("service systemd_service runit_service upstart_service sysv_service", "nothing")
def service(applying: Applying) -> None:
    """Read `service "mongod" do action [:enable, :start] end`."""
    name = applying.resource.named("service_name")
    if applying.action in _VERBS:
        applying.run(equivalents.service(name, applying.action))


@applies("systemd_unit", "nothing")
def systemd_unit(applying: Applying) -> None:
    """Read a unit with its content, a text or a hash of its sections."""
    resource = applying.resource
    name = resource.as_text(resource.name)
    if applying.action in _VERBS:
        applying.run(equivalents.service(name, applying.action))
    elif applying.action == "create" and isinstance(name, str):
        content = resource.value("content")
        if isinstance(content, dict):
            lines = []
            for section, settings in content.items():
                lines.append(f"[{resource.as_text(section)}]\n")
                pairs = settings.items() if isinstance(settings, dict) else ()
                lines += [f"{resource.as_text(key)}={resource.as_text(value)}\n"
                          for key, value in pairs]  # fmt: skip
            content = "".join(lines)
        text = resource.as_text(content)
        applying.writes(f"/etc/systemd/system/{name}")
        applying.recording.write(resource.unit, f"/etc/systemd/system/{name}", text)
