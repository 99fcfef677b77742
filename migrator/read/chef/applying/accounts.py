"""Accounts, cron jobs and the machine's own settings."""

from __future__ import annotations

from migrator.read import equivalents
from migrator.read.chef.applying.registry import Applying, applies
from migrator.values import Text

_COLUMNS = ("minute", "hour", "day", "month", "weekday")
_NICKNAMES = frozenset({"reboot", "yearly", "annually", "monthly", "weekly", "daily", "hourly"})


@applies("user", "create")
def user(applying: Applying) -> None:
    """Read `user "app" do home "/srv/app"; shell "/bin/bash" end`."""
    resource = applying.resource
    if applying.action in ("create", "manage", "modify"):
        name, group = resource.named("username"), resource.string("gid", "group")
        home, shell = resource.string("home"), resource.string("shell")
        applying.run(equivalents.user(name, home=home, shell=shell, group=group))
    else:
        applying.run(("usermod", resource.named("username")))


@applies("group", "create")
def group(applying: Applying) -> None:
    """Read `group "app" do members ["vagrant"] end`."""
    applying.run(("groupadd", applying.resource.named("group_name")))


@applies("cron cron_d", "create")
def cron(applying: Applying) -> None:
    """Read `cron "backup" do minute "0"; hour "3"; command "…" end` as somebody's table."""
    resource = applying.resource
    if applying.action != "create":
        return
    time = str(resource.string("time", "predefined_value") or "").lstrip("@")
    columns: list[Text] = [resource.string(name) or "*" for name in _COLUMNS]
    schedule: list[Text] = [f"@{time}"] if time in _NICKNAMES else columns
    owner = resource.string("user")
    line = equivalents.cron_line(schedule, resource.string("command") or "")
    name = owner if isinstance(owner, str) and owner else "root"
    applying.writes(f"/var/spool/cron/crontabs/{name}")
    applying.recording.append(resource.unit, f"/var/spool/cron/crontabs/{name}", line)


@applies("hostname", "set")
def hostname(applying: Applying) -> None:
    """Read `hostname "web"`."""
    applying.run(("hostnamectl", "set-hostname", applying.resource.named("hostname")))


@applies("timezone", "set")
def timezone(applying: Applying) -> None:
    """Read `timezone "UTC"`."""
    applying.run(("timedatectl", "set-timezone", applying.resource.named("timezone")))


@applies("swap_file swapfile", "create")
def swap_file(applying: Applying) -> None:
    """Read `swap_file "/mnt/swap"`."""
    applying.run(("swapon", applying.resource.named("path")))


@applies("sysctl sysctl_param", "apply")
def sysctl(applying: Applying) -> None:
    """Read a setting of the kernel."""
    applying.run(("sysctl", "-w", applying.resource.named("key")))


@applies("mount", "mount")
def mount(applying: Applying) -> None:
    """Read `mount "/data"`."""
    applying.run(("mount", applying.resource.named("mount_point")))


@applies("hostsfile_entry", "create")
def hostsfile_entry(applying: Applying) -> None:
    """Read `hostsfile_entry "10.0.0.2" do hostname "db" end`."""
    resource = applying.resource
    names = [resource.string("hostname") or "", *resource.words("aliases")]
    words = equivalents.cron_line([resource.named("ip_address"), *names[:-1]], names[-1])
    applying.writes("/etc/hosts")
    applying.recording.append(resource.unit, "/etc/hosts", words)
