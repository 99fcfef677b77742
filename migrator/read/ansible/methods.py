"""Methods of texts, lists and mappings that templates call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from migrator.read.ansible.budget import Budget
from migrator.read.ansible.values import as_text, unknown
from migrator.read.shell.texts import separated
from migrator.values import Unknown

_OF_TEXTS: dict[str, Callable[..., Any]] = {
    name: getattr(str, name)
    for name in (
        "capitalize count endswith find isdigit lower lstrip partition rfind rpartition rsplit "
        "rstrip split splitlines startswith strip title upper"
    ).split()
}
_OF_MAPPINGS: dict[str, Callable[..., Any]] = {
    "items": lambda mapping: [list(pair) for pair in mapping.items()],
    "iteritems": lambda mapping: [list(pair) for pair in mapping.items()],
    "keys": lambda mapping: list(mapping),
    "values": lambda mapping: list(mapping.values()),
    "get": lambda mapping, key, default=None: mapping.get(key, default),
    "has_key": lambda mapping, key: key in mapping,
}
_OF_LISTS: dict[str, Callable[..., Any]] = {
    "index": lambda items, item: items.index(item) if item in items else -1,
    "count": lambda items, item: items.count(item),
}


def method(subject: Any, name: str, given: list[Any], budget: Budget) -> Any:
    """Call a method of a value; Unknown where value, method or arguments are not known."""
    for value in (subject, *given):
        if isinstance(value, Unknown):
            return unknown(value.reason)
    if isinstance(subject, str) and name == "join" and given and isinstance(given[0], list):
        return joined(subject, given[0], budget)
    if isinstance(subject, str) and name == "replace" and len(given) == 2:
        return replaced(subject, str(given[0]), str(given[1]), budget)
    kinds = ((str, _OF_TEXTS), (Mapping, _OF_MAPPINGS), (list, _OF_LISTS))
    chosen = next((known.get(name) for kind, known in kinds if isinstance(subject, kind)), None)
    if chosen is None:
        return unknown(f"the method {name} is not computed here")
    try:
        found = chosen(subject, *given)
    except (TypeError, ValueError):
        return unknown(f"the method {name} is called in a way that is not understood")
    return list(found) if isinstance(found, tuple) else found


def joined(separator: str, items: list[Any], budget: Budget) -> Any:
    """The items as one text with a separator between them."""
    texts = [as_text(item) for item in items]
    budget.reserve(sum(len(str(text)) for text in texts) + len(separator) * len(texts))
    return separated(separator, texts)


def replaced(text: str, old: str, new: str, budget: Budget) -> str:
    """`text` with every `old` made `new`."""
    count = text.count(old)
    budget.reserve(len(text) + max(0, count * (len(new) - len(old))))
    return text.replace(old, new)
