"""The filters and tests of Jinja and Ansible that playbooks use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from migrator.read.ansible.filters.kinds import Filter, Test, known, whole
from migrator.read.ansible.filters.lists import LISTS, flattened
from migrator.read.ansible.filters.testing import RESULTS, TESTS, version
from migrator.read.ansible.filters.texts import TEXTS
from migrator.read.ansible.values import Undefined, truth

if TYPE_CHECKING:
    from migrator.read.ansible.expressions import Evaluator

__all__ = ["FILTERS", "TESTS", "flattened"]


def _default(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    """`default(x)` for what is not set, `default(x, true)` also for what is empty."""
    fallback = given[0] if given else named.get("default_value", "")
    empty_too = truth(given[1] if len(given) > 1 else named.get("boolean", False))
    if isinstance(subject, Undefined) or (empty_too and truth(subject) is False):
        return fallback
    return subject


def _from_test(test: Test) -> Filter:
    """A test that is written as a filter."""

    def apply(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
        return test(at, subject, given)

    return apply


_AS_FILTERS = {**RESULTS, "version": version, "version_compare": version}

FILTERS: dict[str, Filter] = {
    **{name: known(chosen) for name, chosen in {**TEXTS, **LISTS}.items()},
    **{name: _from_test(test) for name, test in _AS_FILTERS.items()},
    "default": _default,
    "d": _default,
    "mandatory": whole,
    "string": whole,
}
