"""Texts with `{{ … }}` and `{% … %}` to values."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import TemplateError, nodes
from jinja2.sandbox import SandboxedEnvironment

from migrator.read.ansible.budget import MAX_TEXT, Budget, Spent
from migrator.read.ansible.documents import Verbatim
from migrator.read.ansible.expressions import Names
from migrator.read.ansible.statements import LoopControl, Writer
from migrator.read.ansible.values import OMIT, as_text, unknown
from migrator.values import Text

MAX_DEPTH = 20
_MARKS = ("{{", "{%", "{#")
# Only its parser is used. Ansible trims the line end after a block, also in files.
_SYNTAX = SandboxedEnvironment(
    trim_blocks=True,
    keep_trailing_newline=True,
    extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
)


@lru_cache(maxsize=1024)
def _parsed(text: str) -> nodes.Template | str:
    """The template's syntax tree, or why there is none."""
    try:
        return _SYNTAX.parse(text)
    except TemplateError as error:
        return f"the template cannot be read: {error}"
    except (RecursionError, ValueError, OverflowError, MemoryError):
        return "the template cannot be read"


def rendered(value: Any, names: Names, budget: Budget, depth: int = 0) -> Any:
    """A raw value with every template in it computed; never raises.

    A text that is nothing but one expression becomes that expression's value, a list or
    a mapping too. Items that come out as `omit` are left out.
    """
    if isinstance(value, str):
        return render_text(value, names, budget)
    if not isinstance(value, (Mapping, list, tuple)):
        return value
    if depth > MAX_DEPTH:
        return unknown("it is nested too deeply")
    try:
        with budget.one():
            return _rendered_inside(value, names, budget, depth + 1)
    except Spent as limit:
        return unknown(str(limit))


def _rendered_inside(value: Any, names: Names, budget: Budget, depth: int) -> Any:
    """A mapping or list with its values computed."""
    budget.step()
    if isinstance(value, Mapping):
        pairs = ((k, rendered(v, names, budget, depth)) for k, v in value.items())
        return {as_key(k, names, budget): v for k, v in pairs if v is not OMIT}
    items = [rendered(item, names, budget, depth) for item in value]
    return [item for item in items if item is not OMIT]


def as_key(key: object, names: Names, budget: Budget) -> str:
    return str(render_text(str(key), names, budget))


def render_text(text: str, names: Names, budget: Budget) -> Any:
    """One text's value; see `rendered`."""
    if isinstance(text, Verbatim) or not any(mark in text for mark in _MARKS):
        return text
    if len(text) > MAX_TEXT:
        return unknown("the template is too large")
    template = _parsed(text)
    if isinstance(template, str):
        return unknown(template)
    try:
        with budget.one():
            expression = _single(template)
            writer = Writer(names, budget)
            if expression is not None:
                return writer.value(expression)
            return writer.text(template.body)
    except Spent as limit:
        return unknown(str(limit))
    except LoopControl:
        return unknown("a break outside of a loop")
    except RecursionError:
        return unknown("the template is nested too deeply")


def _single(template: nodes.Template) -> nodes.Expr | None:
    """The expression that is the whole text, None when there is more."""
    match template.body:
        case [nodes.Output(nodes=[expression])] if not isinstance(expression, nodes.TemplateData):
            return expression
    return None


def render_file(text: str, names: Names, budget: Budget) -> Text:
    """A template file's text."""
    found = render_text(text, names, budget)
    return as_text(found)


def expression_value(text: str, names: Names, budget: Budget) -> Any:
    """The value of a bare expression, as `when` has it."""
    return render_text("{{ " + text + " }}", names, budget)


@lru_cache(maxsize=1024)
def names_in(text: str) -> frozenset[str]:
    """The variables that a bare expression looks at."""
    template = _parsed("{{ " + text + " }}")
    if isinstance(template, str):
        return frozenset()
    return frozenset(name.name for name in template.find_all(nodes.Name))
