"""`when`: whether a task runs on a fresh machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from migrator.read.ansible.naming import Names
from migrator.read.ansible.templates import expression_value, names_in
from migrator.read.ansible.values import truth
from migrator.values import Unknown

MAX_SHOWN = 160


@dataclass(frozen=True)
class Decision:
    """Whether a task runs; `reason` says why it does not, `assumed` what was presumed."""

    runs: bool
    reason: str = ""
    assumed: tuple[str, ...] = ()


def decide(conditions: tuple[Any, ...], names: Names) -> Decision:
    """Go through every condition around a task; one that cannot be decided counts as true.

    What a registered result is compared with is decided as on a fresh machine, and said so.
    """
    assumed: list[str] = []
    for condition in _each(conditions):
        shown = " ".join(str(condition).split())[:MAX_SHOWN]
        known = truth(evaluate(condition, names))
        presumed = bool(names_in(str(condition)) & names.run.results)
        if known is False:
            where = " on a fresh machine" if presumed else ""
            return Decision(False, f"its condition `{shown}` does not hold{where}")
        if known is None or presumed:
            assumed.append(f"`{shown}` is taken as true")
    return Decision(True, "", tuple(assumed[-8:]))


def _each(conditions: tuple[Any, ...]) -> list[Any]:
    found: list[Any] = []
    for condition in conditions:
        found += condition if isinstance(condition, list) else [condition]
    return found


def evaluate(condition: Any, names: Names) -> Any:
    """A condition's value: a bare expression, also where part of it is a template."""
    if not isinstance(condition, str):
        return True if condition is None else condition
    text: Any = condition
    if "{{" in condition or "{%" in condition:
        text = names.render(condition)
        if not isinstance(text, str) or text == condition:
            return text
    if not text.strip():
        return True
    found = expression_value(text, names, names.run.budget)
    if isinstance(found, str) and found != text and not isinstance(found, Unknown):
        # A variable may hold a condition itself.
        return evaluate_word(found, names)
    return found


def evaluate_word(text: str, names: Names) -> Any:
    """What a variable's text means as a condition: a comparison in it is computed."""
    if any(sign in text for sign in ("==", "!=", " is ", " in ")):
        return expression_value(text, names, names.run.budget)
    return text
