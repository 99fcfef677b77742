"""What compose publishes, and which addresses in the code are no worry."""

from __future__ import annotations

import json

import pytest

from migrator.decide.ports import Targets, decide_ports
from migrator.machine import ForwardedPort, Location, Machine
from migrator.pipeline import Request, analyse, decide
from migrator.plan import Plan
from migrator.questions import Answers

HERE = Location("Vagrantfile", 1)
VAGRANTFILE = """Vagrant.configure("2") do |config|
  config.vm.box = "ubuntu/xenial64"
  config.vm.network "forwarded_port", guest: 3000, host: 8000
  config.vm.network "forwarded_port", guest: 3003, host: 3003
end
"""
SERVERS = {
    "web.js": "require('express')().listen(3000);\nconst api = 'http://localhost:3003';\n",
    "api.js": "require('express')().listen(3003);\nconst mail = 'http://localhost:8025';\n",
    "package.json": json.dumps(
        {
            "name": "shop",
            "dependencies": {"express": "4", "npm-run-all": "4"},
            "scripts": {
                "start": "run-p web api",
                "web": "nodemon -L ./web.js",
                "api": "node api.js",
            },
        }
    ),
    "Vagrantfile": VAGRANTFILE,
}


def published(guest: int, targets: Targets) -> list[tuple[int, str]]:
    machine = Machine("web", HERE, forwarded_ports=(ForwardedPort(guest, guest, HERE),))
    decision = decide_ports([machine], targets)
    return [(port.container, port.service) for port in decision.ports if port.host == guest]


def test_a_further_port_of_the_application_is_published_as_itself() -> None:
    targets = Targets("app", 3000, (), also=frozenset({3003}))

    assert published(3003, targets) == [(3003, "app")]


@pytest.mark.parametrize("guest", [35729, 9229, 8080])
def test_tools_and_ports_that_nobody_knows_are_not(guest: int) -> None:
    targets = Targets("app", 3000, (), also=frozenset({3003, 35729, 9229}))

    assert published(guest, targets) == []


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """An application of two processes that one start script runs."""
    root = tmp_path_factory.mktemp("shop")
    for name, text in SERVERS.items():
        (root / name).write_text(text)
    return decide(analyse(Request(root=root)), Answers())


def test_processes_behind_one_script_have_a_port_each(plan: Plan) -> None:
    assert plan.app is not None
    assert plan.app.port == 3000
    assert [(port.host, port.container) for port in plan.ports] == [(8000, 3000), (3003, 3003)]


def test_only_an_address_of_another_process_is_hard_coded(plan: Plan) -> None:
    found = [each.message for each in plan.warnings if each.code == "hard-coded-address"]

    assert len(found) == 1
    assert "localhost:8025" in found[0]
