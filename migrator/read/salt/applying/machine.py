"""Accounts, cron jobs and the machine's own settings."""

from __future__ import annotations

from migrator.read import equivalents
from migrator.read.salt.applying.registry import Applying, applies
from migrator.read.shell.texts import join
from migrator.values import Text

_COLUMNS = ("minute", "hour", "daymonth", "month", "dayweek")


@applies("user.present user.absent")
def user(applying: Applying) -> None:
    """Read `user.present: [name: app, home: /srv/app, groups: [www-data]]`."""
    if applying.verb == "absent":
        applying.run(("userdel", applying.name))
        return
    home, shell = applying.text("home"), applying.text("shell")
    groups = applying.words("groups")
    applying.run(equivalents.user(applying.name, home=home, shell=shell, groups=groups))


@applies("group.present group.absent")
def group(applying: Applying) -> None:
    """Read `group.present`."""
    applying.run(("groupadd" if applying.verb == "present" else "groupdel", applying.name))


@applies("cron.present cron.absent cron.file cron.env_present")
def cron(applying: Applying) -> None:
    """Read a line of somebody's table: five columns, or `special: '@reboot'`."""
    if applying.verb == "absent":
        return
    owner = applying.text("user")
    account = owner if isinstance(owner, str) and owner else "root"
    path = f"/var/spool/cron/crontabs/{account.replace('/', '')}"
    if applying.verb == "file":
        found = applying.compiler.minion.states.find(str(applying.name))
        if found is None:
            applying.writes(path)
        else:
            applying.put(path, found)
        return
    if applying.verb == "env_present":
        line = join((applying.name, "=", applying.text("value") or "", "\n"))
    else:
        special = applying.text("special")
        columns: list[Text] = [applying.text(name) or "*" for name in _COLUMNS]
        line = equivalents.cron_line([special] if special else columns, applying.name)
    applying.add(path, line)


@applies("host.present host.only host.absent")
def host(applying: Applying) -> None:
    """Read `host.present: [ip: 10.0.0.2, names: [db]]`; `host.only` is named by the address."""
    if applying.verb == "absent":
        return
    if applying.verb == "only":
        applying.host(applying.name, applying.words("hostnames") or [""])
    else:
        applying.host(applying.text("ip") or "", [applying.name])


@applies("environ.setenv")
def environ(applying: Applying) -> None:
    """Read variables of Salt's own process, which no application sees."""
    applying.note(applying.name)


@applies("timezone.system")
def timezone(applying: Applying) -> None:
    """Read `timezone.system: Europe/Rome`."""
    applying.run(("timedatectl", "set-timezone", applying.name))


@applies("locale.present locale.system")
def locale(applying: Applying) -> None:
    """Read `locale.present`, `locale.system`."""
    if applying.verb == "present":
        applying.run(("locale-gen", applying.name))
    else:
        applying.run(("update-locale", join(("LANG=", applying.name))))


@applies("sysctl.present")
def sysctl(applying: Applying) -> None:
    """Read `sysctl.present: [name: vm.swappiness, value: 10]`."""
    applying.run(("sysctl", "-w", join((applying.name, "=", applying.text("value") or ""))))


@applies("ssh_auth.present ssh_known_hosts.present ssh_auth.manage")
def key(applying: Applying) -> None:
    """Read keys that let people or machines in."""
    owner = applying.text("user")
    home = f"/home/{owner}" if owner and owner != "root" else "/root"
    name = "known_hosts" if applying.resource.module == "ssh_known_hosts" else "authorized_keys"
    applying.writes(f"{home}/.ssh/{name}")


@applies("alternatives.install alternatives.set alternatives.auto")
def alternatives(applying: Applying) -> None:
    """Read `alternatives.install: [name: node, link: …, path: …, priority: 10]`."""
    words = [applying.text(name) or "" for name in ("path", "priority")]
    link = applying.text("link") or ""
    applying.run(("update-alternatives", "--install", link, applying.name, *words))


@applies("mount.mounted mount.swap")
def mount(applying: Applying) -> None:
    """Read what is mounted."""
    applying.run(("swapon" if applying.verb == "swap" else "mount", applying.name))


@applies("network.system network.managed")
def network(applying: Applying) -> None:
    """Read the machine's host name and interfaces, which compose gives containers itself."""
    applying.run(("hostname", applying.text("hostname") or applying.name))


@applies("iptables.append iptables.insert iptables.save iptables.set_policy iptables.flush")
def iptables(applying: Applying) -> None:
    """Read a rule of the firewall, a redirect between ports too."""
    words: list[Text] = ["iptables"]
    words += ["-t", applying.text("table") or "filter"]
    if applying.verb in ("append", "insert"):
        words += ["-A", applying.text("chain") or "INPUT"]
        for option, name in (("-p", "proto"), ("--dport", "dport"), ("-j", "jump"),
                             ("--to-port", "to-port"), ("--to-ports", "to-ports")):  # fmt: skip
            value = applying.text(name)
            words += [option, value] if value is not None else []
    applying.run(words)


@applies(
    "test.nop test.succeed_without_changes test.show_notification test.configurable_test_state"
)
def test(applying: Applying) -> None:
    """Read a state that only stands for others, or says something."""
    applying.recording.command(applying.resource.unit, ("salt:test",))


@applies("module.run module.wait")
def module(applying: Applying) -> None:
    """Read an execution module: the package lists, a service that is restarted; else unknown."""
    given = applying.given
    name = str(applying.name)
    target = applying.text("m_name", "mods")
    known: dict[str, tuple[Text, ...]] = {
        "pkg.refresh_db": ("apt-get", "update"),
        "pkg.upgrade": ("apt-get", "upgrade"),
        "service.systemctl_reload": ("systemctl", "daemon-reload"),
        "saltutil.refresh_modules": ("salt:settings",),
        "saltutil.sync_all": ("salt:settings",),
    }
    words = next((argv for key, argv in known.items() if key == name or key in given), None)
    if words is not None:
        applying.run(words)
    elif name in ("service.restart", "service.reload", "service.start") and target is not None:
        applying.run(equivalents.service(target, name.partition(".")[2]))
    else:
        applying.note(applying.name)
