"""Which variables of the machine become the application's."""

from __future__ import annotations

import pytest

from migrator.decide.environment import decide_environment, surroundings
from migrator.evidence import EnvironmentSet, Evidence, Origin, VariableRead
from migrator.model import StartCommand
from migrator.plan import EnvironmentVariable, Service
from migrator.read.synced_folders import GuestPaths
from migrator.values import Unknown

NOWHERE = surroundings([], {}, {})
SHARED = GuestPaths({"/vagrant": ".", "/srv/app": "web"}, {"/opt/app": "/vagrant/api"})


@pytest.mark.parametrize("name", ["PATH", "HOME", "USER"])
def test_where_things_are_in_the_guest_is_not_told_to_a_container(name: str) -> None:
    start = StartCommand(("node", "app.js"), None, source="unit", environment={name: "/opt/x"})
    read = Evidence(None, VariableRead(name), Origin("app.js"), by="test")
    written = Evidence(None, EnvironmentSet(name, "/x", "unit"), Origin("a.sh"), by="test")

    assert decide_environment([read, written], None, start, NOWHERE).planned() == []


def test_a_variable_of_the_start_command_is_the_applications() -> None:
    start = StartCommand(("node", "app.js"), None, source="unit", environment={"TZ": "UTC"})

    (variable,) = decide_environment([], None, start, NOWHERE).planned()

    assert (variable.name, variable.value) == ("TZ", "UTC")


@pytest.mark.parametrize(
    ("name", "parts"), [("PGPASSWORD", ["", "POSTGRES_PASSWORD", ""]), ("API_PASSWORD", [])]
)
def test_a_password_that_nobody_can_read_is_the_databases_own_where_it_is_its(
    name: str, parts: list[str]
) -> None:
    account = EnvironmentVariable("POSTGRES_PASSWORD", None, True)
    database = Service(
        "postgres", "postgresql", "13", "postgres:13", 5432, [], [], [], None, None,
        environment=[account],
    )  # fmt: skip
    kept = Evidence(
        None,
        EnvironmentSet(name, Unknown("ansible-vault keeps it", "vault.yml", 1), "/etc/environment"),
        Origin("site.yml"),
        by="test",
    )

    (variable,) = decide_environment(
        [kept, Evidence(None, VariableRead(name), Origin("app.js"), by="test")],
        None,
        None,
        surroundings([database], {}, {}),
    ).planned()

    assert (variable.secret, variable.value, variable.parts) == (True, None, parts)


@pytest.mark.parametrize("place", ["/vagrant", "/vagrant/api", "/srv/app/public", "/opt/app"])
def test_where_the_vm_has_the_repository_is_not_told_to_a_container(place: str) -> None:
    written = Evidence(
        None, EnvironmentSet("PROJECT_DIR", place, "unit"), Origin("a.sh"), by="test"
    )

    assert decide_environment([written], None, None, NOWHERE, SHARED).planned() == []


@pytest.mark.parametrize("value", ["/usr/bin/chromium", "/srv/application", "srv/app", "/", "3000"])
def test_another_path_is(value: str) -> None:
    written = Evidence(None, EnvironmentSet("CHROME_BIN", value, "unit"), Origin("a.sh"), by="test")

    (variable,) = decide_environment([written], None, None, NOWHERE, SHARED).planned()

    assert variable.value == value


def test_nor_is_one_that_the_code_reads() -> None:
    written = Evidence(None, EnvironmentSet("DATA", "/vagrant", "unit"), Origin("a.sh"), by="test")
    read = Evidence(None, VariableRead("DATA"), Origin("app.js"), by="test")

    (variable,) = decide_environment([read, written], None, None, NOWHERE, SHARED).planned()

    assert variable.name == "DATA"


@pytest.mark.parametrize("name", ["DOCKER_HOST", "GREEN", "LESS_TERMCAP_mb".upper(), "PS4"])
def test_what_belongs_to_a_persons_shell_is_not_the_applications(name: str) -> None:
    written = Evidence(None, EnvironmentSet(name, "x", "unit"), Origin(".bashrc"), by="test")
    read = Evidence(None, VariableRead(name), Origin("app.js"), by="test")

    assert decide_environment([written], None, None, NOWHERE).planned() == []
    assert len(decide_environment([written, read], None, None, NOWHERE).planned()) == 1
