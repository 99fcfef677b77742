"""Our reading of every case and sample, field by field, against real Vagrant's answer."""

from __future__ import annotations

import pytest

from tests.read.vagrantfile.cases import Case, all_cases
from tests.read.vagrantfile.compared import Comparison, compare

KNOWN_CASES = all_cases()


@pytest.mark.parametrize("case", KNOWN_CASES, ids=lambda case: case.name)
def test_a_vagrantfile_reads_as_vagrant_reads_it(case: Case) -> None:
    comparison = compare(case.read(), case.answer)

    assert comparison.wrong == []
    assert comparison.unknown == []


def test_nearly_all_fields_are_known() -> None:
    """The bar that unseen Vagrantfiles are held to holds for our own by a wide margin."""
    total = Comparison()
    for case in KNOWN_CASES:
        total.add(compare(case.read(), case.answer), case.name)

    assert len(KNOWN_CASES) >= 100
    assert total.equal > 9000
    assert not total.wrong


@pytest.mark.parametrize("case", KNOWN_CASES, ids=lambda case: case.name)
def test_reading_twice_gives_the_same(case: Case) -> None:
    assert case.read() == case.read()
