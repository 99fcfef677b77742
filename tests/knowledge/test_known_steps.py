"""The steps of well-known cookbooks and modules, as data that `read/known_steps.py` can take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from migrator.knowledge.cookbooks import cookbook
from migrator.knowledge.forge_modules import is_told, known_of
from migrator.knowledge.tables import table

KEYS = {"if", "unless", "use", "run", "script", "package", "version", "service"}
DOING = {"use", "run", "script", "package", "service"}


def all_steps() -> Iterator[tuple[str, Any, set[str]]]:
    """Every step with the name of its owner, and the names of the lists that it may use."""
    for name, row in table("cookbooks")["cookbooks"].items():
        for recipe, steps in row["recipes"].items():
            yield from ((f"{name}::{recipe}", step, set(row["recipes"])) for step in steps)
    for kind, steps in table("cookbooks")["resources"].items():
        yield from ((kind, step, set()) for step in steps)
    for kind in ("classes", "defines"):
        for name, row in table("forge_modules")[kind].items():
            steps = row if isinstance(row, list) else row["steps"]
            yield from ((name, step, set()) for step in steps)


def test_every_step_does_one_thing_that_the_reader_knows() -> None:
    odd = [
        name
        for name, step, _ in all_steps()
        if not set(step) <= KEYS or len(DOING & set(step)) != 1
    ]

    assert odd == []


def test_every_list_that_a_step_uses_is_there() -> None:
    missing = [
        (name, step["use"])
        for name, step, lists in all_steps()
        if "use" in step and step["use"] not in lists
    ]

    assert missing == []


def test_every_other_name_of_a_cookbook_leads_to_one() -> None:
    known = table("cookbooks")

    assert set(known["same_as"].values()) <= set(known["cookbooks"])


@pytest.mark.parametrize(
    ("release", "expected"),
    [
        ("1.3.0", None),
        ("2.4.4", "nodesource:node"),
        ("6.0.0", "nodesource:node_6.x"),
        (None, None),
    ],
)
def test_a_default_is_that_of_the_locked_release(release: str | None, expected: str | None) -> None:
    nodejs = cookbook("nodejs")

    assert nodejs is not None
    assert nodejs.default_of("nodejs.repo", release) == expected


def test_an_unheard_of_cookbook_or_module_is_not_known() -> None:
    assert cookbook("our-own") is None
    assert known_of("classes", "our_own") is None


def test_only_modules_of_their_authors_are_told_by_data_when_they_are_there() -> None:
    assert is_told("nodejs", "willdurand")
    assert is_told("apt::source", "puppetlabs")
    assert not is_told("nodejs", "puppetlabs")
    assert not is_told("nodejs", None)
