"""Inventories and host patterns."""

from __future__ import annotations

import pytest

from migrator.read.ansible.inventory import Inventory, add_groups, matches, read_inventory


def read(text: str) -> Inventory:
    inventory = Inventory()
    read_inventory(text, inventory)
    return inventory


def test_an_ini_inventory_has_hosts_groups_and_variables() -> None:
    found = read(
        "alone ansible_host=10.0.0.1\n"
        "[web]\nweb[1:2] port=80 ; comment\n\n# nothing\n"
        "[web:vars]\nuser = 'deploy'\n"
        "[all_of_them:children]\nweb\n"
    )

    assert found.hosts() == ["alone", "web1", "web2"]
    assert found.host_vars["web2"] == {"port": 80}
    assert found.group_vars["web"] == {"user": "deploy"}
    assert found.groups_of("web1") == ["all_of_them", "web"]


def test_a_yaml_inventory_says_the_same() -> None:
    found = read(
        "all:\n  children:\n    web:\n      hosts:\n        web1: { port: 80 }\n"
        "      vars: { user: deploy }\n"
    )

    assert found.hosts() == ["web1"]
    assert found.host_vars["web1"] == {"port": 80}
    assert found.group_vars["web"] == {"user": "deploy"}
    assert found.groups_of("web1") == ["web"]


def test_the_groups_of_a_vagrantfile_may_hold_groups() -> None:
    inventory = Inventory()

    add_groups(inventory, {"web": ("a", "b[1:2]"), "everything:children": ("web",), "web:vars": ()})

    assert inventory.groups == {"web": ["a", "b1", "b2"]}
    assert inventory.groups_of("b2") == ["everything", "web"]


@pytest.mark.parametrize(
    ("pattern", "meant"),
    [
        ("all", True),
        ("*", True),
        ("web", True),
        ("front", True),
        ("w*", True),
        ("db,web", True),
        ("db:front", True),
        ("all:!front", False),
        ("all:&front", True),
        ("all:&db", False),
        ("db", False),
        ("", False),
        ("we", False),
    ],
)
def test_a_host_pattern_means_a_machine_by_its_name_or_group(pattern: str, meant: bool) -> None:
    assert matches(pattern, "web", ["front"]) is meant


@pytest.mark.parametrize(
    "text", ["", "[", "[web", "web[1:99999999]\n", "all:\n  hosts: [\n", "\0", "=\n"]
)
def test_a_broken_inventory_is_read_as_far_as_it_goes(text: str) -> None:
    assert len(read(text).hosts()) < 1000
