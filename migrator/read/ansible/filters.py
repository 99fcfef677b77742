"""The filters and tests of Jinja and Ansible that playbooks use.

A filter gets the evaluator, the value before the bar, and its arguments; where one of
them is unknown, so is the result, unless the filter says otherwise.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from migrator.read.ansible.documents import read_document
from migrator.read.ansible.methods import joined, replaced
from migrator.read.ansible.operators import contains, formatted, same
from migrator.read.ansible.values import (
    OMIT,
    Undefined,
    as_json,
    as_text,
    listed,
    truth,
    undefined,
    unknown,
)
from migrator.read.ansible.versions import version_holds
from migrator.read.shell import patterns
from migrator.read.yaml_text import NotYaml
from migrator.values import Unknown

if TYPE_CHECKING:
    from migrator.read.ansible.expressions import Evaluator

Filter = Callable[["Evaluator", Any, list[Any], dict[str, Any]], Any]
Test = Callable[["Evaluator", Any, list[Any]], Any]

MAX_SUBJECT = 2_000


def _default(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    """`default(x)` for what is not set, `default(x, true)` also for what is empty."""
    fallback = given[0] if given else named.get("default_value", "")
    empty_too = truth(given[1] if len(given) > 1 else named.get("boolean", False))
    if isinstance(subject, Undefined) or (empty_too and truth(subject) is False):
        return fallback
    return subject


def _map(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    """`map(attribute='x')` and `map('filter', …)`."""
    items = listed(subject)
    if "attribute" in named:
        return [_path(at, item, str(named["attribute"])) for item in items]
    if given:
        return [at.filtered(str(given[0]), item, given[1:], {}) for item in items]
    return unknown("a map that is not computed here")


def _path(at: Evaluator, item: Any, path: str) -> Any:
    for key in path.split(".")[:8]:
        item = at.item(item, int(key) if key.isdigit() else key)
    return item


def _selecting(kept: bool, by_attribute: bool) -> Filter:
    """`select`, `reject`, `selectattr` and `rejectattr`."""

    def choose(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
        found = []
        for item in listed(subject):
            rest = given
            value = item
            if by_attribute:
                value, rest = _path(at, item, str(given[0] if given else "")), given[1:]
            holds = at.tested(str(rest[0]), value, rest[1:]) if rest else truth(value)
            known = truth(holds) if holds is not None else None
            if known is None:
                return unknown("which items are chosen cannot be told")
            if known is kept:
                found.append(item)
        return found

    return choose


def _combine(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    found: dict[str, Any] = {}
    for one in (subject, *given):
        if not isinstance(one, Mapping):
            return unknown("a combination of what is no mapping")
        found.update(one)
    return found


def _flatten(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    levels = given[0] if given else named.get("levels")
    return flattened(subject, levels if isinstance(levels, int) else 8)


def flattened(items: Any, levels: int) -> list[Any]:
    """A list with the lists in it opened, down to `levels`."""
    found: list[Any] = []
    for item in listed(items):
        if isinstance(item, (list, tuple)) and levels > 0:
            found += flattened(item, levels - 1)
        else:
            found.append(item)
    return found


def _expression(source: Any, flags: Mapping[str, Any]) -> re.Pattern[str] | None:
    ignoring = truth(flags.get("ignorecase", False)) is True
    return patterns.expression(str(source), extended=True, ignore_case=ignoring)


def _regex_replace(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    words = [*given, *(named[key] for key in ("pattern", "replacement") if key in named)]
    compiled = _expression(words[0], named) if words else None
    if compiled is None or len(str(subject)) > MAX_SUBJECT:
        return unknown("a regular expression that is not tried here")
    try:
        return compiled.sub(str(words[1]) if len(words) > 1 else "", str(subject))
    except (re.error, IndexError):
        return unknown("a regular expression that is not understood")


def _regex_search(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    compiled = _expression(given[0], named) if given else None
    if compiled is None or len(str(subject)) > MAX_SUBJECT:
        return unknown("a regular expression that is not tried here")
    match = compiled.search(str(subject))
    return match.group(0) if match else ""


def _from_text(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    """JSON is read as the YAML that it is, too."""
    try:
        return read_document(str(subject))
    except NotYaml:
        return unknown("a text that is no YAML or JSON")


def _dict2items(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    if not isinstance(subject, Mapping):
        return unknown("the items of what is no mapping")
    return [{"key": key, "value": value} for key, value in subject.items()]


def _items2dict(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    pairs = [item for item in listed(subject) if isinstance(item, Mapping)]
    return {str(pair.get("key")): pair.get("value") for pair in pairs}


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


def _replace(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    if len(given) < 2:
        return unknown("a replacement without its texts")
    return replaced(str(subject), str(given[0]), str(given[1]), at.budget)


def _ternary(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    return given[0 if truth(subject) else 1] if len(given) > 1 else undefined("ternary")


def _unique(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    found: list[Any] = []
    for item in listed(subject):
        at.budget.reserve(len(found))
        if not any(same(item, other) for other in found):
            found.append(item)
    return found


def _ends(index: int) -> Filter:
    def pick(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
        items = subject if isinstance(subject, (str, list)) else listed(subject)
        return items[index] if items else undefined("the item of an empty list")

    return pick


def _sort(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    backwards = truth(given[0] if given else named.get("reverse", False)) is True
    return sorted(listed(subject), key=str, reverse=backwards)


def _simple(compute: Callable[[str], Any]) -> Filter:
    """A filter of one text."""

    def apply(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
        text = as_text(subject)
        return compute(text) if isinstance(text, str) else text

    return apply


def _of_list(compute: Callable[[list[Any]], Any]) -> Filter:
    def apply(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
        return compute(listed(subject))

    return apply


def _length(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    return len(subject) if isinstance(subject, (str, list, tuple, Mapping)) else 0


def _set_operation(keep: Callable[[bool], bool], adding: bool) -> Filter:
    def apply(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
        first, second = listed(subject), listed(given[0] if given else None)
        if adding:
            return _unique(at, [*first, *second], [], {})
        at.budget.reserve(len(first) * len(second))
        return [item for item in first if keep(contains(second, item) is True)]

    return apply


def _whole(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    return subject


def _version_filter(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
    return _version(at, subject, given)


def _known(chosen: Filter) -> Filter:
    """The filter where everything is known, else an unknown value."""

    def apply(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
        for value in (subject, *given, *named.values()):
            if isinstance(value, Undefined):
                return value
            if isinstance(value, Unknown):
                return unknown(value.reason)
        return chosen(at, subject, given, named)

    return apply


FILTERS: dict[str, Filter] = {
    "default": _default,
    "d": _default,
    "mandatory": _whole,
    "string": _simple(str),
    **{
        name: _known(chosen)
        for name, chosen in {
            "lower": _simple(str.lower),
            "upper": _simple(str.upper),
            "capitalize": _simple(str.capitalize),
            "title": _simple(str.title),
            "trim": _simple(str.strip),
            "basename": _simple(posixpath.basename),
            "dirname": _simple(posixpath.dirname),
            "expanduser": _whole,
            "realpath": _whole,
            "splitext": _simple(lambda text: list(posixpath.splitext(text))),
            "quote": _simple(lambda text: "'" + text.replace("'", "'\"'\"'") + "'"),
            "regex_escape": _simple(re.escape),
            "list": _of_list(list),
            "first": _ends(0),
            "last": _ends(-1),
            "length": _length,
            "count": _length,
            "sort": _sort,
            "unique": _unique,
            "reverse": _of_list(lambda items: items[::-1]),
            "union": _set_operation(bool, adding=True),
            "difference": _set_operation(lambda there: not there, adding=False),
            "intersect": _set_operation(bool, adding=False),
            "join": _join,
            "replace": _replace,
            "format": lambda at, subject, given, named: formatted(str(subject), given),
            "split": lambda at, subject, given, named: str(subject).split(
                str(given[0]) if given else None
            ),
            "int": _number(int),
            "float": _number(float),
            "bool": _bool,
            "ternary": _ternary,
            "map": _map,
            "select": _selecting(True, by_attribute=False),
            "reject": _selecting(False, by_attribute=False),
            "selectattr": _selecting(True, by_attribute=True),
            "rejectattr": _selecting(False, by_attribute=True),
            "combine": _combine,
            "flatten": _flatten,
            "dict2items": _dict2items,
            "items2dict": _items2dict,
            "regex_replace": _regex_replace,
            "regex_search": _regex_search,
            "from_json": _from_text,
            "from_yaml": _from_text,
            "to_json": lambda at, subject, given, named: as_json(subject),
            "to_nice_json": lambda at, subject, given, named: as_json(subject),
            "to_yaml": lambda at, subject, given, named: as_json(subject),
            "to_nice_yaml": lambda at, subject, given, named: as_json(subject),
            "version": _version_filter,
            "version_compare": _version_filter,
            "safe": _whole,
            "e": _whole,
        }.items()
    },
}


def _defined(at: Evaluator, subject: Any, given: list[Any]) -> Any:
    return not isinstance(subject, Undefined)


def _version(at: Evaluator, subject: Any, given: list[Any]) -> Any:
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


def _matching(whole: bool) -> Test:
    def holds(at: Evaluator, subject: Any, given: list[Any]) -> Any:
        compiled = _expression(given[0], {}) if given else None
        if isinstance(subject, Unknown) or compiled is None or len(str(subject)) > MAX_SUBJECT:
            return unknown("a match that cannot be told")
        text = str(subject)
        return (compiled.match(text) if whole else compiled.search(text)) is not None

    return holds


def _checked(holds: Callable[[Any], bool]) -> Test:
    def test(at: Evaluator, subject: Any, given: list[Any]) -> Any:
        return unknown(subject.reason) if isinstance(subject, Unknown) else holds(subject)

    return test


def _in(at: Evaluator, subject: Any, given: list[Any]) -> Any:
    return contains(given[0], subject) if given else False


def _equal(at: Evaluator, subject: Any, given: list[Any]) -> Any:
    if isinstance(subject, Unknown) or not given or isinstance(given[0], Unknown):
        return unknown("an equality of unknown values")
    return same(subject, given[0])


TESTS: dict[str, Test] = {
    "defined": _defined,
    "undefined": lambda at, subject, given: isinstance(subject, Undefined),
    "version": _version,
    "version_compare": _version,
    "failed": _result("failed", True),
    "failure": _result("failed", True),
    "succeeded": _result("failed", False),
    "success": _result("failed", False),
    "changed": _result("changed", True),
    "change": _result("changed", True),
    "skipped": _result("skipped", True),
    "skip": _result("skipped", True),
    "match": _matching(whole=True),
    "search": _matching(whole=False),
    "regex": _matching(whole=False),
    "in": _in,
    "contains": lambda at, subject, given: contains(subject, given[0]) if given else False,
    "equalto": _equal,
    "eq": _equal,
    "==": _equal,
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
    "sameas": _equal,
}


def _as_filter(test: Test) -> Filter:
    def apply(at: Evaluator, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
        return test(at, subject, given)

    return apply


for _name in ("failed", "failure", "succeeded", "success", "changed", "skipped"):
    # Playbooks of Ansible 1 and 2.0 to 2.8 write these tests as filters: `result|failed`.
    FILTERS[_name] = _as_filter(TESTS[_name])
FILTERS["omit"] = lambda at, subject, given, named: OMIT
