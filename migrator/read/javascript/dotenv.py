"""Files of `NAME=value` lines as the dotenv package reads them."""

from __future__ import annotations

from collections.abc import Mapping


def read_dotenv(text: str) -> Mapping[str, str]:
    """Read the assignments; a line that is none is left out, and the first value counts."""
    values: dict[str, str] = {}
    for line in text.splitlines():
        name, equals, value = line.strip().removeprefix("export ").partition("=")
        name = name.strip()
        if equals and name.isidentifier():
            values.setdefault(name, _unquoted(value.strip()))
    return values


def _unquoted(value: str) -> str:
    quote = value[:1]
    if quote in ("'", '"', "`") and value.find(quote, 1) > 0:
        return value[1 : value.find(quote, 1)]
    return value.partition(" #")[0].strip()
