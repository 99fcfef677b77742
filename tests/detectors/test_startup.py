"""Which commands of a provisioner that always runs belong to the start of the application."""

from __future__ import annotations

import pytest

from migrator.detectors.startup import at_start
from migrator.evidence import BuildRun, Observation, ProcessStarted, StartupStep
from migrator.trace import Command

COMMAND = Command(("npm", "run", "seed"), 0, "setup.sh", 1, assignments={"TARGET": "shop"})


@pytest.mark.parametrize("script", ["seed", "warm-cache", "clear:sessions"])
def test_a_script_that_always_runs_belongs_to_the_start(script: str) -> None:
    seen = BuildRun(("npm", "run", script), "/vagrant")

    assert isinstance(at_start(seen, COMMAND, always=True), StartupStep)
    assert at_start(seen, COMMAND, always=False) is seen


@pytest.mark.parametrize(
    "seen",
    [
        BuildRun(("npm", "run", "build:css"), "/vagrant"),
        BuildRun(("gulp",), "/vagrant"),
        BuildRun(("npm", "test"), "/vagrant"),
        ProcessStarted(("node", "server.js"), None, "/vagrant"),
        ProcessStarted(("node", "migrate.js"), "pm2", "/vagrant"),
        ProcessStarted((), "pm2", "/vagrant"),
    ],
)
def test_what_builds_or_serves_stays_what_it_is(seen: Observation) -> None:
    assert at_start(seen, COMMAND, always=True) is seen


def test_the_variables_of_a_step_stay_with_it() -> None:
    step = at_start(BuildRun(("npm", "run", "migrate"), "/vagrant"), COMMAND, always=False)

    assert isinstance(step, StartupStep)
    assert step.environment == {"TARGET": "shop"}
