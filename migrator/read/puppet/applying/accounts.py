"""Accounts, cron jobs and the machine's own settings."""

from __future__ import annotations

from migrator.read import equivalents
from migrator.read.puppet.applying.registry import Applying, applies

_COLUMNS = ("minute", "hour", "monthday", "month", "weekday")


@applies("user accounts::user")
def user(applying: Applying) -> None:
    """Read `user { "app": home => "/srv/app", shell => "/bin/bash" }`."""
    name = applying.named("name")
    if applying.is_absent:
        applying.run(("userdel", name))
        return
    home, shell, group = (applying.text(each) for each in ("home", "shell", "gid"))
    groups = applying.words("groups")
    applying.run(equivalents.user(name, home=home, shell=shell, group=group, groups=groups))


@applies("group")
def group(applying: Applying) -> None:
    """Read `group { "app": ensure => present }`."""
    applying.run(("groupdel" if applying.is_absent else "groupadd", applying.named("name")))


@applies("cron")
def cron(applying: Applying) -> None:
    """Read a line of somebody's table: five columns, or `special => "reboot"`."""
    if applying.is_absent:
        return
    special = applying.text("special")
    applying.cron(_COLUMNS, special if isinstance(special, str) else None)


@applies("host")
def host(applying: Applying) -> None:
    """Read `host { "db": ip => "10.0.0.2" }`."""
    if applying.is_absent:
        return
    names = [applying.named("name"), *applying.words("host_aliases")]
    applying.host(applying.text("ip") or "", names)


@applies("mount")
def mount(applying: Applying) -> None:
    """Read `mount { "/data": }`."""
    applying.run(("mount", applying.named("name")))


@applies("ssh_authorized_key sshkey")
def key(applying: Applying) -> None:
    """Read keys of people and hosts."""
    applying.run(("ssh-keygen", "-l"))


@applies("sysctl sysctl::value")
def sysctl(applying: Applying) -> None:
    """Read a setting of the kernel."""
    applying.run(("sysctl", "-w", applying.named("name")))


@applies("augeas")
def augeas(applying: Applying) -> None:
    """Read changes of a configuration file, which are not followed."""
    context = applying.text("context", "incl") or ""
    path = str(context).removeprefix("/files")
    if path.startswith(("/etc/ssh", "/etc/sudoers")):
        applying.run(("augtool", context))
    else:
        applying.note(context)
