"""Every probe reads recorded outputs of several distributions, and says nothing of garbage.

A case is an output, a line `#=>`, and what the probe sees in it: the line of the
output and the observation, or why the output was not understood.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from migrator.probes.registry import NotUnderstood, Probe, declared

CASES = Path(__file__).parent / "cases"
PROBES = {probe.name: probe for probe in declared()}
CASE_FILES = sorted(CASES.glob("*/*.case"))
SEPARATOR = "#=>\n"


def reading_of(probe: Probe, output: str) -> str:
    """What the probe sees, a line a sighting."""
    try:
        return "".join(f"{line} {observation}\n" for line, observation in probe.read(output))
    except NotUnderstood as error:
        return f"not understood: {error}\n"


@pytest.mark.parametrize("path", CASE_FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_probe_sees_what_its_case_expects(path: Path, update_golden: bool) -> None:
    output, _, expected = path.read_text("utf-8").partition(SEPARATOR)

    seen = reading_of(PROBES[path.parent.name], output)

    if update_golden:
        path.write_text(f"{output}{SEPARATOR}{seen}", "utf-8")
        return
    assert seen == expected


@pytest.mark.parametrize("name", sorted(PROBES))
def test_every_probe_has_a_speaking_and_a_silent_case(name: str) -> None:
    expected = [
        path.read_text("utf-8").partition(SEPARATOR)[2] for path in (CASES / name).glob("*.case")
    ]

    kinds = Counter(
        "speaks" if text and not text.startswith("not understood") else "is silent"
        for text in expected
    )

    assert kinds["speaks"] and kinds["is silent"]


@pytest.mark.parametrize("name", sorted(PROBES))
def test_every_probe_says_what_it_is_about(name: str) -> None:
    probe = PROBES[name]

    assert probe.about
    assert probe.read.__doc__
    assert probe.instead_of is None or PROBES[probe.instead_of].instead_of is None


def test_every_case_belongs_to_a_probe() -> None:
    assert {path.parent.name for path in CASE_FILES} == set(PROBES)
