"""What stands behind `is`: tests of values and of a task's result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from migrator.read.ansible.filters.kinds import Test
from migrator.read.ansible.filters.matching import matching
from migrator.read.ansible.operators import contains, same
from migrator.read.ansible.values import Undefined, truth, unknown
from migrator.read.ansible.versions import version_holds
from migrator.values import Unknown

if TYPE_CHECKING:
    from migrator.read.ansible.expressions import Evaluator


def _defined(at: Evaluator, subject: Any, given: list[Any]) -> Any:
    return not isinstance(subject, Undefined)


def _undefined(at: Evaluator, subject: Any, given: list[Any]) -> Any:
    return isinstance(subject, Undefined)


def version(at: Evaluator, subject: Any, given: list[Any]) -> Any:
    """`version('16.04', '>=')`."""
    values = [subject, *given]
    if any(isinstance(value, Unknown) for value in values) or not given:
        return unknown("a comparison of versions that are not known")
    return version_holds(str(subject), str(given[1]) if len(given) > 1 else "eq", str(given[0]))


def _result(key: str, wanted: bool) -> Test:
    """A test of a registered result: `is failed`, `is succeeded`, `is changed`."""

    def holds(at: Evaluator, subject: Any, given: list[Any]) -> Any:
        found = truth(at.item(subject, key))
        if found is None:
            return unknown("the result of a task that is not run")
        return found is wanted

    return holds


def _checked(holds: Callable[[Any], bool]) -> Test:
    def test(at: Evaluator, subject: Any, given: list[Any]) -> Any:
        return unknown(subject.reason) if isinstance(subject, Unknown) else holds(subject)

    return test


def _in(at: Evaluator, subject: Any, given: list[Any]) -> Any:
    return contains(given[0], subject) if given else False


def _contains(at: Evaluator, subject: Any, given: list[Any]) -> Any:
    return contains(subject, given[0]) if given else False


def _equal(at: Evaluator, subject: Any, given: list[Any]) -> Any:
    if isinstance(subject, Unknown) or not given or isinstance(given[0], Unknown):
        return unknown("an equality of unknown values")
    return same(subject, given[0])


RESULTS: dict[str, Test] = {
    "failed": _result("failed", True),
    "failure": _result("failed", True),
    "succeeded": _result("failed", False),
    "success": _result("failed", False),
    "changed": _result("changed", True),
    "change": _result("changed", True),
    "skipped": _result("skipped", True),
    "skip": _result("skipped", True),
}
"""Playbooks before Ansible 2.9 write these as filters, too: `result|failed`."""

TESTS: dict[str, Test] = {
    **RESULTS,
    "defined": _defined,
    "undefined": _undefined,
    "version": version,
    "version_compare": version,
    "match": matching(from_start=True),
    "search": matching(from_start=False),
    "regex": matching(from_start=False),
    "in": _in,
    "contains": _contains,
    "equalto": _equal,
    "eq": _equal,
    "==": _equal,
    "sameas": _equal,
    "none": _checked(lambda value: value is None),
    "string": _checked(lambda value: isinstance(value, str)),
    "number": _checked(lambda value: isinstance(value, (int, float))),
    "integer": _checked(lambda value: isinstance(value, int)),
    "boolean": _checked(lambda value: isinstance(value, bool)),
    "mapping": _checked(lambda value: isinstance(value, Mapping)),
    "sequence": _checked(lambda value: isinstance(value, (list, str))),
    "iterable": _checked(lambda value: isinstance(value, (list, str, Mapping))),
    "true": _checked(lambda value: value is True),
    "false": _checked(lambda value: value is False),
    "truthy": _checked(lambda value: truth(value) is True),
    "falsy": _checked(lambda value: truth(value) is False),
}
