"""Which variables of the machine become the application's."""

from __future__ import annotations

import pytest

from migrator.decide.environment import decide_environment, surroundings
from migrator.evidence import EnvironmentSet, Evidence, Origin, VariableRead
from migrator.model import StartCommand

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
