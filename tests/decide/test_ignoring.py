"""What answers want to hear no more of."""

from __future__ import annotations

import pytest

from migrator.decide.ignoring import without_ignored_steps, without_ignored_warnings
from migrator.plan import LedgerEntry, Outcome, Warning
from migrator.questions import Answers, Place


def step(text: str, outcome: Outcome = "manual") -> LedgerEntry:
    return LedgerEntry("provision.sh", 3, 3, text, outcome, "x", "for a person")


ANSWERS = Answers(
    {"ignore.steps": "motd *\nfoo --[ab]", "ignore.warnings": "node-*\nproxy-tls"},
    places={"ignore.steps": Place("migrator.yaml", 2)},
)


@pytest.mark.parametrize("text", ["motd on", "motd \n  on", "foo --a"])
def test_a_step_that_a_glob_names_is_left_out_with_a_reason(text: str) -> None:
    (found,) = without_ignored_steps([step(text)], ANSWERS)

    assert (found.outcome, found.target) == ("dropped", None)
    assert found.reason == "migrator.yaml:2 says that it is not needed"


@pytest.mark.parametrize(
    "entry", [step("set motd on"), step("MOTD on"), step("foo --c"), step("motd on", "image")]
)
def test_any_other_step_stays_what_it_is(entry: LedgerEntry) -> None:
    assert without_ignored_steps([entry], ANSWERS) == [entry]


def test_a_warning_is_ignored_by_its_whole_code() -> None:
    given = [Warning(code, "", None, None) for code in ("node-eol", "proxy-tls", "proxy-tls-x")]

    assert [each.code for each in without_ignored_warnings(given, ANSWERS)] == ["proxy-tls-x"]
    assert without_ignored_warnings(given, Answers()) == given
