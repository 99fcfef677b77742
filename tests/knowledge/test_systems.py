"""What configuration management would find out, by distribution and release."""

from __future__ import annotations

import pytest

from migrator.knowledge.systems import SystemFacts, system_facts
from migrator.knowledge.tables import table


@pytest.mark.parametrize(
    ("id", "version", "expected"),
    [
        ("ubuntu", "14.04", SystemFacts("Ubuntu", "Debian", "ubuntu", "debian", "apt", "upstart")),
        ("ubuntu", "15.04", SystemFacts("Ubuntu", "Debian", "ubuntu", "debian", "apt", "systemd")),
        ("debian", "7", SystemFacts("Debian", "Debian", "debian", "debian", "apt", "sysvinit")),
        ("centos", "6", SystemFacts("CentOS", "RedHat", "centos", "rhel", "yum", "upstart")),
        ("centos", "8", SystemFacts("CentOS", "RedHat", "centos", "rhel", "dnf", "systemd")),
        ("rhel", "7", SystemFacts("RedHat", "RedHat", "redhat", "rhel", "yum", "systemd")),
        ("rocky", "9", SystemFacts("Rocky", "RedHat", "rocky", "rhel", "dnf", "systemd")),
        ("fedora", "21", SystemFacts("Fedora", "RedHat", "fedora", "fedora", "yum", "systemd")),
        ("fedora", "22", SystemFacts("Fedora", "RedHat", "fedora", "fedora", "dnf", "systemd")),
        # Amazon Linux 2 came after the releases that are named by their month.
        ("amazon", "2018.03", SystemFacts("Amazon", "RedHat", "amazon", "rhel", "yum", "upstart")),
        ("amazon", "2", SystemFacts("Amazon", "RedHat", "amazon", "rhel", "yum", "systemd")),
        ("amazon", "2023", SystemFacts("Amazon", "RedHat", "amazon", "rhel", "dnf", "systemd")),
        ("alpine", "3.8.1", SystemFacts("Alpine", "Alpine", "alpine", "alpine", "apk", "openrc")),
        ("arch", None, SystemFacts("Archlinux", "Archlinux", "arch", "arch", "pacman", "systemd")),
    ],
)
def test_a_release_has_the_facts_that_its_tools_find(
    id: str, version: str | None, expected: SystemFacts
) -> None:
    assert system_facts(id, version) == expected


def test_a_release_that_is_not_known_decides_only_what_all_releases_have() -> None:
    found = system_facts("centos", None)

    assert (found.name, found.manager, found.init) == ("CentOS", None, None)


def test_a_system_that_nobody_knows_has_no_facts() -> None:
    assert system_facts(None, None) == SystemFacts()
    assert system_facts("templeos", "5") == SystemFacts(platform="templeos")


def test_a_version_that_is_no_number_does_not_end_the_run() -> None:
    assert system_facts("debian", "sid").manager == "apt"


def test_every_linux_that_a_box_can_be_has_a_name() -> None:
    boxes, known = table("boxes"), table("distributions")["distributions"]
    ids = {row["id"] for row in boxes["patterns"]} | {id for id, _ in boxes["boxes"].values()}

    assert {id for id in ids if "name" not in known.get(id, {})} == {"coreos", "windows"}
