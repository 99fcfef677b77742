"""What a filter and a test are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from migrator.read.ansible.values import Undefined, as_text, listed, unknown
from migrator.values import Unknown

if TYPE_CHECKING:
    from migrator.read.ansible.expressions import Evaluator

Filter = Callable[["Evaluator", Any, list[Any], dict[str, Any]], Any]
"""Evaluator, the value before the bar, arguments by position and by name -> the new value."""

Test = Callable[["Evaluator", Any, list[Any]], Any]
"""Evaluator, the value before `is`, arguments -> True, False or an Unknown."""


def known(chosen: Filter) -> Filter:
    """The filter where everything is known; else its result is as unknown as what it is given."""

    def apply(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
        for value in (subject, *given, *named.values()):
            if isinstance(value, Undefined):
                return value
            if isinstance(value, Unknown):
                return unknown(value.reason)
        return chosen(at, subject, given, named)

    return apply


def of_text(compute: Callable[[str], Any]) -> Filter:
    """A filter that needs only the value's text."""

    def apply(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
        text = as_text(subject)
        return compute(text) if isinstance(text, str) else text

    return apply


def of_list(compute: Callable[[list[Any]], Any]) -> Filter:
    """A filter that needs only the value as a list."""

    def apply(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
        return compute(listed(subject))

    return apply


def whole(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    """The filter that changes nothing."""
    return subject
