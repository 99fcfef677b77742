"""Regular expressions, tried only where that cannot take long."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from migrator.read.ansible.filters.kinds import Test
from migrator.read.ansible.values import truth, unknown
from migrator.read.shell import patterns
from migrator.values import Unknown

if TYPE_CHECKING:
    from migrator.read.ansible.expressions import Evaluator


def expression(
    at: Evaluator, source: Any, text: str, flags: Mapping[str, Any]
) -> re.Pattern[str] | None:
    """The compiled expression; None where it is not tried on this text."""
    ignoring = truth(flags.get("ignorecase", False)) is True
    found = patterns.expression(str(source), extended=True, ignore_case=ignoring)
    if found is None or len(text) > found.limit:
        return None
    at.budget.reserve(found.effort(len(text)))
    return found.compiled


def regex_replace(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    """`regex_replace('^v', '')`."""
    words = [*given, *(named[key] for key in ("pattern", "replacement") if key in named)]
    compiled = expression(at, words[0], str(subject), named) if words else None
    if compiled is None:
        return unknown("a regular expression that is not tried here")
    try:
        return compiled.sub(str(words[1]) if len(words) > 1 else "", str(subject))
    except (re.error, IndexError):
        return unknown("a regular expression that is not understood")


def regex_search(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    """`regex_search('[0-9]+')`: the match, or nothing."""
    compiled = expression(at, given[0], str(subject), named) if given else None
    if compiled is None:
        return unknown("a regular expression that is not tried here")
    match = compiled.search(str(subject))
    return match.group(0) if match else ""


def matching(from_start: bool) -> Test:
    """`is match` at the start of the text, `is search` anywhere."""

    def holds(at: Evaluator, subject: Any, given: list[Any]) -> Any:
        if isinstance(subject, Unknown) or not given or isinstance(given[0], Unknown):
            return unknown("a match of what is not known")
        compiled = expression(at, given[0], str(subject), {})
        if compiled is None:
            return unknown("a regular expression that is not tried here")
        found = compiled.match(str(subject)) if from_start else compiled.search(str(subject))
        return found is not None

    return holds
