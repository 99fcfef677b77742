"""Accounts, cron jobs and the machine's own settings."""

from __future__ import annotations

from migrator.read import equivalents
from migrator.read.chef.applying.registry import Applying, applies

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
    if applying.action == "create":
        time = str(applying.text("time", "predefined_value") or "").lstrip("@")
        applying.cron(_COLUMNS, time if time in _NICKNAMES else None)


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
    names = [applying.text("hostname") or "", *applying.words("aliases")]
    applying.host(applying.named("ip_address"), names)
