"""Filters of texts and numbers."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any

from migrator.read.ansible.documents import read_document
from migrator.read.ansible.filters.kinds import Filter, of_text, whole
from migrator.read.ansible.filters.matching import regex_replace, regex_search
from migrator.read.ansible.methods import joined, replaced
from migrator.read.ansible.operators import formatted
from migrator.read.ansible.values import as_json, listed, truth, undefined, unknown
from migrator.yaml_text import NotYaml

if TYPE_CHECKING:
    from migrator.read.ansible.expressions import Evaluator


def _from_text(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    """JSON is read as the YAML that it is, too."""
    try:
        return read_document(str(subject))
    except NotYaml:
        return unknown("a text that is no YAML or JSON")


def _number(kind: type[int] | type[float]) -> Filter:
    def convert(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
        try:
            return kind(float(str(subject)[:40]))
        except (ValueError, OverflowError):
            return given[0] if given else 0

    return convert


def _bool(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    return str(subject).strip().lower() in {"yes", "on", "1", "true"}


def _join(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    return joined(str(given[0]) if given else str(named.get("d", "")), listed(subject), at.budget)


def _split(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    separator = str(given[0]) if given else None
    return str(subject).split(separator or None)


def _replace(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    if len(given) < 2:
        return unknown("a replacement without its texts")
    return replaced(str(subject), str(given[0]), str(given[1]), at.budget)


def _format(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    return formatted(str(subject), given)


def _ternary(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    return given[0 if truth(subject) else 1] if len(given) > 1 else undefined("ternary")


def _to_json(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    return as_json(subject)


TEXTS: dict[str, Filter] = {
    "lower": of_text(str.lower),
    "upper": of_text(str.upper),
    "capitalize": of_text(str.capitalize),
    "title": of_text(str.title),
    "trim": of_text(str.strip),
    "basename": of_text(posixpath.basename),
    "dirname": of_text(posixpath.dirname),
    "splitext": of_text(lambda text: list(posixpath.splitext(text))),
    "quote": of_text(lambda text: "'" + text.replace("'", "'\"'\"'") + "'"),
    "regex_escape": of_text(re.escape),
    "regex_replace": regex_replace,
    "regex_search": regex_search,
    "join": _join,
    "split": _split,
    "replace": _replace,
    "format": _format,
    "int": _number(int),
    "float": _number(float),
    "bool": _bool,
    "ternary": _ternary,
    "from_json": _from_text,
    "from_yaml": _from_text,
    "to_json": _to_json,
    "to_nice_json": _to_json,
    "to_yaml": _to_json,
    "to_nice_yaml": _to_json,
    "expanduser": whole,
    "realpath": whole,
    "safe": whole,
    "escape": whole,
    "e": whole,
}
