"""Hard-coded addresses in the JSON and YAML files that the code loads."""

from __future__ import annotations

from collections.abc import Iterator

from migrator.read.javascript.addresses import MARKS, address_in
from migrator.read.javascript.program import Program
from migrator.read.javascript.written import WrittenAddress
from migrator.read.json_text import NotJson, read_lenient_json
from migrator.redact import redact

MAX_VALUES = 5000
_HINTS = ("dialect", "client", "driver", "adapter", "connector", "type")


def addresses_in_files(program: Program, paths: list[str]) -> Iterator[WrittenAddress]:
    """Yield the addresses in files of values, each file in the order of its keys."""
    for path in paths:
        text = program.text(path)
        if text is None or path.endswith("package.json") or not any(m in text for m in MARKS):
            continue
        loaded = program.loaded(path, lenient=True)
        if loaded is not None:
            yield from _in_value(loaded.content, path, text)


def _in_value(content: object, path: str, text: str) -> Iterator[WrittenAddress]:
    document = None
    if path.endswith((".json", ".json5")):
        try:
            document = read_lenient_json(text)
        except NotJson:
            return
    for keys, value, siblings in _texts(content):
        address = address_in(value)
        if address is None:
            continue
        hint = next((siblings[key] for key in _HINTS if isinstance(siblings.get(key), str)), None)
        port = siblings.get("port")
        yield WrittenAddress(
            redact(value),
            path,
            None if document is None else document.line(*keys),
            address.kind,
            address.host,
            address.port or (port if address.bare and isinstance(port, int) else None),
            address.scheme or (str(hint)[:40] if hint is not None else _key(keys)),
        )


def _key(keys: tuple[str, ...]) -> str | None:
    """The key around `host` or `url`, which often names what is there: `redis`, `db`."""
    return keys[-2][:40] if len(keys) > 1 else None


def _texts(content: object) -> Iterator[tuple[tuple[str, ...], str, dict[str, object]]]:
    """Every text below a value, with its keys and the mapping it stands in."""
    pending: list[tuple[tuple[str, ...], object, dict[str, object]]] = [((), content, {})]
    visited = 0
    while pending and visited < MAX_VALUES:
        keys, value, siblings = pending.pop()
        visited += 1
        if isinstance(value, str):
            yield keys, value, siblings
        elif isinstance(value, dict):
            inside = {str(key): entry for key, entry in value.items()}
            pending += [((*keys, key), entry, inside) for key, entry in reversed(inside.items())]
        elif isinstance(value, list):
            entries = list(enumerate(value))[::-1]
            pending += [((*keys, str(position)), entry, siblings) for position, entry in entries]
