"""Boxes, the OS inside them, and what its packages are."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.knowledge.distributions import (
    distribution_package,
    distribution_version,
    os_of_box,
    os_of_release,
)
from migrator.knowledge.tables import table


@pytest.mark.parametrize(
    ("box", "id", "version", "codename"),
    [
        ("ubuntu/trusty64", "ubuntu", "14.04", "trusty"),
        ("ubuntu/bionic64", "ubuntu", "18.04", "bionic"),
        ("precise32", "ubuntu", "12.04", "precise"),
        ("hashicorp/precise64", "ubuntu", "12.04", "precise"),
        ("lucid64", "ubuntu", "10.04", "lucid"),
        ("bento/ubuntu-16.04", "ubuntu", "16.04", "xenial"),
        ("bento/ubuntu-22.04-arm64", "ubuntu", "22.04", "jammy"),
        ("generic/ubuntu1804", "ubuntu", "18.04", "bionic"),
        ("puphpet/ubuntu1404-x64", "ubuntu", "14.04", "trusty"),
        ("puppet-ubuntu-server-12042-x64", "ubuntu", "12.04", "precise"),
        ("parallels/ubuntu-14.04", "ubuntu", "14.04", "trusty"),
        ("opscode-13.10", "ubuntu", "13.10", "saucy"),
        ("debian/contrib-stretch64", "debian", "9", "stretch"),
        ("debian/bookworm64", "debian", "12", "bookworm"),
        ("chef/debian-7.4", "debian", "7", "wheezy"),
        ("puppetlabs/debian-7.8-64-nocm", "debian", "7", "wheezy"),
        ("boxcutter/debian81", "debian", "8", "jessie"),
        ("centos/7", "centos", "7", None),
        ("bento/centos-7.4", "centos", "7", None),
        ("CentOS-6.5-x86_64", "centos", "6", None),
        ("centos64", "centos", "6", None),
        ("rockylinux/8", "rocky", "8", None),
        ("almalinux/9", "almalinux", "9", None),
        ("fedora/25-cloud-base", "fedora", "25", None),
        ("generic/alpine38", "alpine", "3.8", None),
        ("laravel/homestead", "ubuntu", None, None),
        ("agavazov/cent", "centos", None, None),
        ("scotch/box", "ubuntu", "14.04", "trusty"),
    ],
)
def test_a_box_by_its_name(box: str, id: str, version: str | None, codename: str | None) -> None:
    system = os_of_box(box)

    assert system is not None
    assert (system.id, system.version, system.codename) == (id, version, codename)


@pytest.mark.parametrize(
    ("address", "id", "version"),
    [
        ("http://files.vagrantup.com/lucid32.box", "ubuntu", "10.04"),
        (
            "https://cloud-images.ubuntu.com/vagrant/trusty/current/"
            "trusty-server-cloudimg-amd64-vagrant-disk1.box",
            "ubuntu",
            "14.04",
        ),
        (
            "https://opscode-vm-bento.s3.amazonaws.com/vagrant/opscode_ubuntu-12.04_provisionerless.box",
            "ubuntu",
            "12.04",
        ),
        ("http://images.cwc.io/2014/06/debian75-8GB-20140611.box", "debian", "7"),
        (
            "http://puppet-vagrant-boxes.puppetlabs.com/centos-64-x64-vbox4210.box",
            "centos",
            "6",
        ),
    ],
)
def test_an_address_says_more_than_the_name_beside_it(address: str, id: str, version: str) -> None:
    system = os_of_box("precise64", address)

    assert system is not None
    assert (system.id, system.version) == (id, version)


def test_the_name_counts_where_the_address_says_nothing() -> None:
    system = os_of_box("trusty64", "http://example.com/boxes/mine.box")

    assert system is not None
    assert system.version == "14.04"


@pytest.mark.parametrize("box", [None, "", "base", "digital_ocean", "mycompany/web", "archive64"])
def test_a_name_that_tells_nothing_is_not_guessed(box: str | None) -> None:
    assert os_of_box(box) is None


@given(st.text(max_size=400))
def test_no_box_name_is_an_error(box: str) -> None:
    assert os_of_box(box) == os_of_box(box.upper())


@pytest.mark.parametrize(
    ("codename", "package", "version"),
    [
        ("trusty", "nodejs", "0.10.25"),
        ("xenial", "nodejs", "4.2.6"),
        ("bionic", "nodejs", "8.10.0"),
        ("focal", "npm", "6.14.4"),
        ("jammy", "nodejs", "12.22.9"),
        ("noble", "nodejs", "18.19.1"),
        ("jessie", "nodejs", "0.10.29"),
        ("bookworm", "nodejs", "18.20.4"),
        ("xenial", "mongodb", "2.6.10"),
        ("bionic", "mongodb-server", "3.6.3"),
        ("focal", "redis-server", "5.0.7"),
        ("xenial", "postgresql", "9.5"),
        ("noble", "mysql-server", "8.0"),
        ("trusty", "redis", "2.8.4"),
    ],
)
def test_what_a_release_serves(codename: str, package: str, version: str) -> None:
    id = "debian" if codename in {"wheezy", "jessie", "bookworm"} else "ubuntu"
    system = os_of_release(id, None, codename)

    assert distribution_version(system, package) == version


@pytest.mark.parametrize(
    ("codename", "package"),
    [("jammy", "mongodb"), ("wheezy", "nodejs"), ("trusty", "elasticsearch"), ("xenial", "vim")],
)
def test_what_a_release_does_not_serve_is_not_known(codename: str, package: str) -> None:
    id = "debian" if codename in {"wheezy", "jessie", "bookworm"} else "ubuntu"
    system = os_of_release(id, None, codename)

    assert distribution_version(system, package) is None


def test_a_version_says_whether_it_was_read_or_remembered() -> None:
    xenial, trusty = os_of_release("ubuntu", "16.04"), os_of_release("ubuntu", "14.04")

    standings = [distribution_package(system, "nodejs") for system in (xenial, trusty)]

    assert [each.standing for each in standings if each] == ["seen", "known"]


def test_centos_takes_its_packages_from_rhel_and_its_point_release_does_not_matter() -> None:
    assert distribution_version(os_of_release("centos", "7.9"), "postgresql") == "9.2"


def test_what_moved_within_a_release_is_read_for_the_day() -> None:
    centos = os_of_release("centos", "7")

    assert distribution_version(centos, "nodejs", date(2018, 1, 1)) == "6.17.1"
    assert distribution_version(centos, "nodejs", date(2010, 1, 1)) == "0.10.48"


def test_an_os_without_a_version_serves_nothing_known() -> None:
    assert distribution_version(os_of_release("ubuntu", None), "nodejs") is None


def test_every_release_in_the_packages_belongs_to_a_distribution() -> None:
    knowledge = table("distributions")

    for id, packages in knowledge["packages"].items():
        codenames = knowledge["distributions"][id].get("codenames")
        for releases in packages.values():
            assert codenames is None or set(releases) <= set(codenames)


def test_whatever_is_marked_seen_has_a_version() -> None:
    knowledge = table("distributions")

    for id, packages in knowledge["seen"].items():
        for package, releases in packages.items():
            assert set(releases) <= set(knowledge["packages"][id][package])


def test_each_table_names_its_sources() -> None:
    for name in ("boxes", "distributions"):
        assert all(source["standing"] in {"seen", "known"} for source in table(name)["sources"])
