"""Which variables of the machine become the application's."""

from __future__ import annotations

import pytest

from migrator.decide.environment import decide_environment, surroundings
from migrator.evidence import EnvironmentSet, Evidence, Origin, VariableRead
from migrator.model import StartCommand
from migrator.plan import EnvironmentVariable, Service
from migrator.values import Unknown

NOWHERE = surroundings([], {}, {})


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
