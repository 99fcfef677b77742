"""The ledger: every step exactly once, in order, with its fate and the reason."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from migrator.decide.fates import Destinations, Fate
from migrator.decide.ledger import ledger
from migrator.detectors.run import observe_commands
from migrator.evidence import (
    Evidence,
    Furniture,
    Observation,
    Origin,
    PackageInstalled,
    ServiceStarted,
    Unreadable,
)
from migrator.read.project import Project
from migrator.read.shell import Guest, follow
from migrator.steps import Step

NOWHERE = Destinations(packages={}, services={})
PROJECT = Project(Path(__file__).parent)


def step(line: int, text: str, skipped: str | None = None) -> Step:
    """A step of one script on the default machine."""
    return Step("default", "shell", "provision.sh", line, line, text, skipped)


def fate(observations: list[Observation], to: Destinations = NOWHERE) -> tuple[str, str]:
    """Outcome and reason of a step that gives these observations."""
    evidence = [
        Evidence("default", each, Origin("provision.sh", 1, unit=0), by="test")
        for each in observations
    ]
    entry = ledger([step(1, "command")], evidence, to)[0]
    return entry.outcome, entry.reason


def test_a_step_that_nobody_recognises_needs_a_person() -> None:
    assert fate([]) == ("manual", "nothing here recognises this command")


def test_furniture_is_dropped_with_its_reason() -> None:
    assert fate([Furniture("only the VM needs it")]) == ("dropped", "only the VM needs it")


def test_what_cannot_be_read_outweighs_everything() -> None:
    outcome, reason = fate([Furniture("x"), Unreadable("package", "it is downloaded")])

    assert outcome == "manual"
    assert reason.startswith("package cannot be read: it is downloaded")


def test_one_line_with_several_packages_names_them_all() -> None:
    to = Destinations(
        packages={
            ("apt", "redis-server"): Fate("service", "compose.yaml", "redis-server: a container"),
            ("apt", "vim"): Fate("dropped", None, "vim: an editor"),
        },
        services={"redis": "redis"},
    )

    outcome, reason = fate(
        [PackageInstalled("redis-server", "apt"), PackageInstalled("vim", "apt")], to
    )

    assert outcome == "service"
    assert reason == "redis-server: a container; vim: an editor"


def test_a_unit_of_the_application_is_the_application() -> None:
    to = Destinations(packages={}, services={}, own_units=frozenset({"web"}))

    assert fate([ServiceStarted("web")], to)[0] == "app"
    assert fate([ServiceStarted("cups")], to)[0] == "dropped"


def test_a_skipped_step_says_why_it_does_not_run() -> None:
    entry = ledger([step(3, "echo", skipped="its function is never called")], [], NOWHERE)[0]

    assert (entry.outcome, entry.reason) == (
        "dropped",
        "does not run: its function is never called",
    )


def test_a_script_that_two_machines_run_is_listed_once() -> None:
    steps = [step(1, "a"), step(2, "b")]
    other = [Step("other", "shell", each.source, each.line, each.line, each.text) for each in steps]

    assert [entry.text for entry in ledger([*steps, *other], [], NOWHERE)] == ["a", "b"]


def test_the_same_text_twice_on_one_line_is_two_entries() -> None:
    assert len(ledger([step(1, "true"), step(1, "true")], [], NOWHERE)) == 2


def test_a_secret_of_a_step_is_masked() -> None:
    entry = ledger([step(1, "export DB_PASSWORD=hunter2")], [], NOWHERE)[0]

    assert "hunter2" not in entry.text


LINES = st.lists(
    st.sampled_from(
        [
            "apt-get install -y vim nodejs",
            "if [ -f /x ]; then echo a; else echo b; fi",
            "true; true",
            "for x in 1 2; do touch $x; done",
            "cat <<EOF > /tmp/f\nhello\nEOF",
            "f() { echo in; }",
            "f",
            "unknown-command | sudo tee /etc/x",
            "exit 0",
            "(cd /tmp && npm install)",
        ]
    ),
    max_size=12,
)


@given(LINES)
def test_every_unit_of_any_script_is_in_the_ledger_exactly_once(lines: list[str]) -> None:
    trace = follow("\n".join(lines), source="s.sh", line=1, project=PROJECT, guest=Guest())
    steps = tuple(
        Step("default", "shell", unit.source, unit.line, unit.end_line, unit.text, unit.skipped)
        for unit in trace.units
    )

    entries = ledger(steps, observe_commands(trace.commands, steps, "default"), NOWHERE)

    assert [(entry.line, entry.end_line) for entry in entries] == [
        (each.line, each.end_line) for each in steps
    ]
