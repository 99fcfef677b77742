"""The guest's own set-up: accounts, names, locale, firewall, kernel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from migrator.read import equivalents
from migrator.read.ansible.modules.registry import Action, Arguments, module, option, run
from migrator.read.shell.texts import join


@module("user")
def user(given: Arguments) -> Iterator[Action]:
    name = given.text("name", "user")
    if given.absent:
        yield run("userdel", name)
        return
    home, shell, group = (given.text(each) for each in ("home", "shell", "group"))
    groups = given.texts("groups")
    words = equivalents.user(name or "", home=home, shell=shell, group=group, groups=groups)
    yield run(*words)


@module("group")
def group(given: Arguments) -> Iterator[Action]:
    yield run("groupdel" if given.absent else "groupadd", given.text("name"))


@module("authorized_key", "known_hosts", "openssh_keypair")
def keys(given: Arguments) -> Iterator[Action]:
    """A key of a person or a host; the key itself is left out."""
    yield run("ssh-copy-id", given.text("user", "name", "path"))


@module("hostname")
def hostname(given: Arguments) -> Iterator[Action]:
    yield run("hostname", given.text("name"))


@module("timezone")
def timezone(given: Arguments) -> Iterator[Action]:
    yield run("timedatectl", "set-timezone", given.text("name"))


@module("locale_gen")
def locale_gen(given: Arguments) -> Iterator[Action]:
    yield run("locale-gen", *given.texts("name"))


@module("sysctl")
def sysctl(given: Arguments) -> Iterator[Action]:
    yield run("sysctl", "-w", join([given.text("name") or "", "=", given.text("value") or ""]))


@module("modprobe")
def modprobe(given: Arguments) -> Iterator[Action]:
    yield run("modprobe", given.text("name"))


@module("mount", "filesystem", "parted", "lvg", "lvol")
def mount(given: Arguments) -> Iterator[Action]:
    yield run("mount", given.text("src", "dev"), given.text("path", "name"))


@module("pam_limits", "pamd", "capabilities", "kernel_blacklist", "interfaces_file", "nmcli")
def limits(given: Arguments) -> Iterator[Action]:
    """Limits, capabilities and network settings of the VM."""
    yield run("ulimit")


@module("ufw", "firewalld", "csf")
def firewall(given: Arguments) -> Iterator[Action]:
    rule = given.text("rule", "policy", "state")
    yield run("ufw", rule, given.text("port", "to_port", "service", "name"))


@module("selinux", "seboolean", "sefcontext", "seport", "selinux_permissive")
def selinux(given: Arguments) -> Iterator[Action]:
    yield run("setenforce", given.text("state", "name"))


IPTABLES = (
    ("table", "-t"),
    ("chain", "-A"),
    ("protocol", "-p"),
    ("source", "-s"),
    ("in_interface", "-i"),
    ("destination_port", "--dport"),
    ("jump", "-j"),
    ("to_ports", "--to-ports"),
)
"""The arguments of the iptables module and the options that they are."""


@module("iptables")
def iptables(given: Arguments) -> Iterator[Action]:
    words: list[Any] = []
    for name, flag in IPTABLES:
        words += option(flag, given.text(name))
    yield run("iptables", *words)


@module("apache2_module")
def apache_module(given: Arguments) -> Iterator[Action]:
    yield run("a2dismod" if given.absent else "a2enmod", given.text("name"))


@module("reboot")
def reboot(given: Arguments) -> Iterator[Action]:
    yield run("reboot")
