"""What Ansible would find out about a fresh guest."""

from __future__ import annotations

from typing import Any

from migrator.read.ansible.values import unknown
from migrator.read.shell import Guest

FAMILIES = {
    "ubuntu": "Debian", "debian": "Debian", "linuxmint": "Debian", "raspbian": "Debian",
    "centos": "RedHat", "rhel": "RedHat", "fedora": "RedHat", "rocky": "RedHat",
    "almalinux": "RedHat", "oracle": "RedHat", "ol": "RedHat", "scientific": "RedHat",
    "amzn": "RedHat", "opensuse": "Suse", "opensuse-leap": "Suse", "sles": "Suse",
    "alpine": "Alpine", "arch": "Archlinux", "gentoo": "Gentoo", "freebsd": "FreeBSD",
}  # fmt: skip
"""os-release's ID -> `ansible_os_family`, as Ansible's own distribution facts name it."""

DISTRIBUTIONS = {
    "ubuntu": "Ubuntu", "debian": "Debian", "centos": "CentOS", "rhel": "RedHat",
    "fedora": "Fedora", "rocky": "Rocky", "almalinux": "AlmaLinux", "oracle": "OracleLinux",
    "ol": "OracleLinux", "amzn": "Amazon", "alpine": "Alpine", "arch": "Archlinux",
    "opensuse": "openSUSE", "opensuse-leap": "openSUSE Leap", "sles": "SLES",
}  # fmt: skip

MANAGERS = {
    "debian": "apt",
    "redhat": "yum",
    "alpine": "apk",
    "suse": "zypper",
    "arch": "pacman",
}


def package_manager(guest: Guest) -> str | None:
    """The program that installs the guest's packages, None where the box does not tell."""
    family = guest.family or ""
    if family == "redhat" and _major(guest) >= (22 if guest.id == "fedora" else 8):
        return "dnf"
    return MANAGERS.get(family)


def _major(guest: Guest) -> int:
    head = (guest.version or "").partition(".")[0]
    return int(head) if head.isdigit() and len(head) < 6 else 0


def _starts_by(guest: Guest) -> str | None:
    """The init system: systemd since Ubuntu 15.04, Debian 8, RHEL 7, Fedora 15."""
    since = {"ubuntu": 15, "debian": 8, "centos": 7, "rhel": 7, "fedora": 15, "rocky": 8}
    first = since.get(guest.id or "")
    if first is None or not guest.version:
        return None
    if _major(guest) >= first:
        return "systemd"
    return "upstart" if guest.id == "ubuntu" else "sysvinit"


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
    core = "Core" if guest.id == "centos" and _major(guest) < 8 else None
    known: dict[str, Any] = {
        "distribution": DISTRIBUTIONS.get(guest.id or ""),
        "distribution_release": guest.codename or core,
        "distribution_version": guest.version,
        "distribution_major_version": (guest.version or "").partition(".")[0] or None,
        "os_family": FAMILIES.get(guest.id or ""),
        "pkg_mgr": package_manager(guest),
        "service_mgr": _starts_by(guest),
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
