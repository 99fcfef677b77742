"""A real Vagrant machine, looked into over SSH while its application runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lab.vagrant_machine import Machine, running_machine, write_node_tarball
from tests.lab.migrated import copy_project, run_migrator

pytestmark = pytest.mark.lab

DECLARED_NODE = "16.20.2"
DRIFTED_NODE = "18.20.8"


@pytest.fixture(scope="module")
def machine(engine: None, scratch: Path) -> Iterator[Machine]:
    """The fixture project's machine, as its provisioning left it."""
    project = copy_project(Path(__file__).parent / "machine", scratch / "machine")
    for version in (DECLARED_NODE, DRIFTED_NODE):
        write_node_tarball(version, project / "vendor")
    with running_machine(project) as machine:
        yield machine


@pytest.fixture(scope="module")
def drifted(machine: Machine) -> Machine:
    """The same machine after somebody changed it by hand: a newer Node and one more package."""
    machine.run(
        f"sudo tar -xzf /vagrant/vendor/node-v{DRIFTED_NODE}-linux-x64.tar.gz"
        " -C /usr/local --strip-components=1"
        " && sudo systemctl restart counter"
        " && sudo apt-get install --yes --no-install-recommends jq"
    )
    return machine


def _inspect(machine: Machine, *options: str) -> Any:
    ended = run_migrator("inspect", *options, "--format", "json", str(machine.directory))
    assert ended.returncode in (0, 1), ended.stderr
    return json.loads(ended.stdout)


def _evidence(plan: Any, method: str) -> set[str]:
    return {line["fact"] for line in plan["evidence"] if line["method"] == method}


def test_files_and_machine_tell_the_same_story(machine: Machine) -> None:
    plan = _inspect(machine, "--live")

    assert plan["app"]["node"]["version"] == DECLARED_NODE
    assert plan["app"]["port"] == 3000
    assert plan["app"]["start"] == ["node", "server.js"]
    assert "redis" in {service["kind"] for service in plan["services"]}
    assert "app.node.version" not in {conflict["fact"] for conflict in plan["conflicts"]}
    assert "app.node.version" in _evidence(plan, "live")


def test_a_machine_that_is_as_its_files_say_has_not_drifted(machine: Machine) -> None:
    plan = _inspect(machine, "--live")

    assert {line["standing"] for line in plan["drift"]} <= {"agree", "guest-only"}
    assert not any(each["code"].startswith("drift-not") for each in plan["warnings"])
    assert not any(each["code"] == "live-incomplete" for each in plan["warnings"])
    assert [question["id"] for question in plan["questions"]] == []


def test_a_snapshot_tells_later_what_the_machine_showed(machine: Machine, scratch: Path) -> None:
    transcript = scratch / "guest.json"

    taken = run_migrator("snapshot", str(machine.directory), "--out", str(transcript))

    assert taken.returncode == 0, taken.stderr
    replayed, live = _inspect(machine, "--transcript", str(transcript)), _inspect(machine, "--live")
    assert replayed["app"] == live["app"]
    assert replayed["drift"] == live["drift"]
    assert replayed["os_packages"] == live["os_packages"]


def test_an_ssh_config_leads_to_the_same_machine(machine: Machine, scratch: Path) -> None:
    config = scratch / "ssh_config"
    config.write_text(machine.vagrant("ssh-config"), encoding="utf-8")

    plan = _inspect(machine, "--ssh-config", str(config))

    assert plan["app"]["node"]["source"] == "live"
    assert plan["app"]["port"] == 3000


def test_without_live_nothing_is_asked_of_the_machine(machine: Machine) -> None:
    plan = _inspect(machine)

    assert _evidence(plan, "live") == set()


def test_looking_changes_nothing_in_the_machine(machine: Machine) -> None:
    watched = "dpkg --list | sha256sum; sudo find /etc /usr/local /home -newer /tmp/before | sort"
    machine.run("touch /tmp/before; sleep 1")
    before = machine.run(watched)

    _inspect(machine, "--live")

    assert machine.run(watched) == before


def test_what_was_changed_by_hand_is_a_conflict_that_the_machine_wins(drifted: Machine) -> None:
    plan = _inspect(drifted, "--live")

    conflicts = {conflict["fact"]: conflict for conflict in plan["conflicts"]}

    assert plan["app"]["node"]["version"] == DRIFTED_NODE
    assert conflicts["app.node.version"]["chosen"] == DRIFTED_NODE
    assert any(DECLARED_NODE in one for one in conflicts["app.node.version"]["candidates"])


def test_a_package_installed_by_hand_is_accounted_for(drifted: Machine) -> None:
    plan = _inspect(drifted, "--live")

    packages = plan["os_packages"]
    accounted = {*packages["runtime"], *packages["build"]}
    accounted |= {dropped["name"] for dropped in packages["dropped"]}

    assert "jq" in accounted
