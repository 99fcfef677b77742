"""Files of `NAME=value` lines as the dotenv package reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


def read_dotenv(text: str) -> Mapping[str, str]:
    """Read the assignments; a line that is none is left out, and the first value counts."""
    values: dict[str, str] = {}
    for _, name, value in assignments(text):
        values.setdefault(name, value)
    return values


def assignments(text: str) -> Iterator[tuple[int, str, str]]:
    """The line, the name and the value of every assignment."""
    for number, line in enumerate(text.splitlines(), 1):
        name, equals, value = line.strip().removeprefix("export ").partition("=")
        name = name.strip()
        if equals and name.isidentifier():
            yield number, name, _unquoted(value.strip())


def _unquoted(value: str) -> str:
    quote = value[:1]
    if quote in ("'", '"', "`") and value.find(quote, 1) > 0:
        return value[1 : value.find(quote, 1)]
    return value.partition(" #")[0].strip()
