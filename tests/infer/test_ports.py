"""Where the application's port comes from when its code does not tell."""

from __future__ import annotations

from migrator.evidence import DevelopmentServer, Evidence, Observation, Origin, PortExposed
from migrator.infer.ports import PortClues, application_port
from migrator.machine import ForwardedPort, Location, Machine
from migrator.model import StartCommand

HERE = Location("Vagrantfile", 1)


def port(*observations: Observation, start: str = "node app.js", guest: int = 0) -> int | None:
    evidence = [Evidence(None, each, Origin("Dockerfile", 1), by="test") for each in observations]
    forwarded = (ForwardedPort(guest, guest, HERE),) if guest else ()
    machine = Machine("default", HERE, forwarded_ports=forwarded)
    clues = PortClues(StartCommand(tuple(start.split()), None), {}, machine)
    found = application_port(evidence, clues)
    return found.value if found is not None else None


def test_container_files_tell_before_a_forwarded_port_is_assumed() -> None:
    assert port(PortExposed(80), guest=3000) == 80
    assert port(PortExposed(9000), PortExposed(3000), guest=3000) == 3000
    assert port(PortExposed(9229), guest=3000) == 3000, "a debugger's"


def test_a_development_server_tells_only_when_it_is_what_starts() -> None:
    server = DevelopmentServer(3000, "create-react-app")
    assert port(server, start="react-scripts start") == 3000
    assert port(server, start="yarn start") == 3000
    assert port(server) is None
    assert port(server, start="yarn start", guest=8080) == 8080


def test_a_framework_that_starts_by_its_own_program_has_its_default() -> None:
    assert port(start="sails lift") == 1337
    assert port(start="sails lift", guest=8080) == 8080
    assert port(start="node app.js") is None
