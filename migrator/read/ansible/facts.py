"""What Ansible would find out about a fresh guest."""

from __future__ import annotations

from typing import Any

from migrator.knowledge.systems import system_facts
from migrator.read.ansible.values import unknown
from migrator.read.shell import Guest


def _major(guest: Guest) -> int:
    head = (guest.version or "").partition(".")[0]
    return int(head) if head.isdecimal() and len(head) < 6 else 0


def facts_of(guest: Guest, user: str, home: str) -> dict[str, Any]:
    """The facts by name, without the `ansible_` before them; unknown ones are Unknown."""
    return {
        **_of_system(guest),
        "architecture": guest.architecture,
        "machine": guest.architecture,
        "system": "Linux",
        "virtualization_type": "virtualbox",
        "virtualization_role": "guest",
        "user_id": user,
        "user_dir": home,
        "user_shell": "/bin/bash",
        "env": {"HOME": home, "USER": user, "PATH": "/usr/local/bin:/usr/bin:/bin"},
        "is_chroot": False,
        "selinux": {"status": "disabled"} if guest.family == "debian" else unknown("selinux"),
    }


def _of_system(guest: Guest) -> dict[str, Any]:
    """What the box's system tells; CentOS 7 has the release name "Core"."""
    facts = system_facts(guest.id, guest.version)
    core = "Core" if guest.id == "centos" and _major(guest) < 8 else None
    known: dict[str, Any] = {
        "distribution": facts.name,
        "distribution_release": guest.codename or core,
        "distribution_version": guest.version,
        "distribution_major_version": (guest.version or "").partition(".")[0] or None,
        "os_family": facts.family,
        "pkg_mgr": facts.manager,
        "service_mgr": facts.init,
        "hostname": guest.hostname,
        "nodename": guest.hostname,
        "fqdn": guest.hostname,
    }
    found = {
        name: unknown(f"the box does not tell its {name}") if value is None else value
        for name, value in known.items()
    }
    found["lsb"] = {
        "codename": found["distribution_release"],
        "id": found["distribution"],
        "release": found["distribution_version"],
        "major_release": found["distribution_major_version"],
        "description": unknown("the box does not tell its description"),
    }
    return found


class Facts(dict[str, Any]):
    """Facts as variables, `ansible_NAME` and `ansible_facts`.

    What else begins with `ansible_` depends on the machine (memory, addresses): it is
    there and unknown.
    """

    def __init__(self, guest: Guest, user: str, home: str) -> None:
        facts = facts_of(guest, user, home)
        super().__init__({f"ansible_{name}": value for name, value in facts.items()})
        self["ansible_facts"] = _Unprefixed(facts)

    def __contains__(self, name: object) -> bool:
        if super().__contains__(name):
            return True
        return isinstance(name, str) and name.startswith(_MEASURED)

    def __missing__(self, name: str) -> Any:
        return unknown(f"{name} depends on the machine")


class _Unprefixed(dict[str, Any]):
    """`ansible_facts`: every name in it may be there."""

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or isinstance(name, str)

    def __missing__(self, name: str) -> Any:
        return self.get(name.removeprefix("ansible_"), unknown(f"{name} depends on the machine"))


_MEASURED = (
    "ansible_all_ipv", "ansible_apparmor", "ansible_bios", "ansible_date_time", "ansible_default",
    "ansible_devices", "ansible_dns", "ansible_domain", "ansible_enp", "ansible_eth",
    "ansible_interfaces", "ansible_kernel", "ansible_lo", "ansible_local", "ansible_mem",
    "ansible_mounts", "ansible_processor", "ansible_product", "ansible_python", "ansible_swap",
    "ansible_uptime", "ansible_userspace", "ansible_version", "ansible_ssh_host", "ansible_host",
    "ansible_devices", "ansible_system_", "ansible_cmdline", "ansible_lvm", "ansible_ens",
)  # fmt: skip
"""How the names of facts begin whose values only the running machine has."""
