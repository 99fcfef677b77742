"""Facts of a fresh machine, as far as they follow from its box."""

from __future__ import annotations

from migrator.knowledge.systems import system_facts
from migrator.read.puppet.values import Puppet
from migrator.read.shell import Guest
from migrator.values import Unknown

PUPPET_VERSION = "3.8.7"
"""The release that boxes of most Vagrantfiles had; its manifests run on later ones as well."""

_OF_THE_MACHINE = (
    "ipaddress", "ipaddress_eth0", "ipaddress_eth1", "ipaddress_lo", "macaddress", "netmask",
    "memorysize", "memorysize_mb", "memoryfree", "processorcount", "physicalprocessorcount",
    "processors", "uptime", "uptime_seconds", "interfaces", "blockdevices", "uniqueid", "domain",
    "sshrsakey", "networking", "memory", "swapsize",
)  # fmt: skip


def facts_of(guest: Guest, source: str, line: int) -> dict[str, Puppet]:
    """The facts by name; what differs from machine to machine is unknown."""

    def of_the_box(value: str | None) -> Puppet:
        return value or Unknown("the box's system is not known", source, line)

    system = system_facts(guest.id, guest.version)
    family = of_the_box(system.family)
    name = of_the_box(system.name)
    version, codename = of_the_box(guest.version), of_the_box(guest.codename)
    major = version.partition(".")[0] if isinstance(version, str) else version
    if guest.id == "ubuntu":
        major = version
    architecture = "amd64" if guest.family == "debian" else guest.architecture
    hostname = guest.hostname or "vagrant"
    found: dict[str, Puppet] = {
        each: Unknown(f"${each} differs from machine to machine", source, line)
        for each in _OF_THE_MACHINE
    }
    found |= {
        "osfamily": family, "operatingsystem": name, "operatingsystemrelease": version,
        "operatingsystemmajrelease": major, "lsbdistcodename": codename, "lsbdistid": name,
        "lsbdistrelease": version, "lsbmajdistrelease": major, "kernel": "Linux",
        "architecture": architecture, "hardwaremodel": guest.architecture,
        "hardwareisa": guest.architecture, "hostname": hostname.partition(".")[0],
        "fqdn": hostname, "clientcert": hostname, "is_virtual": True, "virtual": "virtualbox",
        "id": "root", "puppetversion": PUPPET_VERSION, "facterversion": "2.4.4",
        "path": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "environment": "production", "timezone": "UTC", "selinux": False,
        "servername": hostname, "rubyversion": "1.9.3",
        "os": {
            "family": family, "name": name, "architecture": architecture,
            "release": {"full": version, "major": major},
            "distro": {"codename": codename, "id": name},
            "lsb": {"distcodename": codename, "distid": name},
        },
    }  # fmt: skip
    return found
