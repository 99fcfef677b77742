"""From the evaluator's values to those of the result: plain, small, and free of the host.

The made-up places of `world/paths.py` become relative again; where one stands in the
middle of a text it becomes an unknown part, because it differs from host to host.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from migrator.machine import Location
from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.control import Incalculable
from migrator.read.vagrantfile.ruby.identity import current
from migrator.read.vagrantfile.ruby.interpreter import Interpreter
from migrator.read.vagrantfile.ruby.keys import unkey
from migrator.read.vagrantfile.ruby.texts import concatenate, to_s
from migrator.read.vagrantfile.ruby.values import (
    Hash,
    Range,
    Receiver,
    Regexp,
    Ruby,
    String,
    Symbol,
)
from migrator.read.vagrantfile.world.paths import HOME, HOST, root, working_directory
from migrator.values import Text, Unknown, Value

MAX_DEPTH = 30


class Exporter:
    """Turns values into the result's; `at` is where what cannot be exported is said to be."""

    def __init__(self, run: Interpreter) -> None:
        self.run = run
        self.here = working_directory(run)
        self.top = root(run)
        self.count = 0

    def text(self, value: Ruby, at: Location) -> Text | None:
        """A text, or None for nil and for what was never set."""
        value = current(self.run, value)
        if value is None or (isinstance(value, Receiver) and not hasattr(value, "text")):
            return None
        if isinstance(value, Unknown):
            return self._unknown(value)
        try:
            text = to_s(value)
        except Incalculable as reason:
            return Unknown(str(reason), at.source, at.line)
        return self._unknown(text) if isinstance(text, Unknown) else self.place(str(text), at)

    def place(self, text: str, at: Location) -> Text:
        """A text without the made-up places."""
        if HOST not in text:
            return text
        if text.startswith(HOST) and not re.search(r"[\s:;,'\"]", text):
            return self._relative(text)
        pieces: list[str | Unknown] = []
        for piece in re.split(f"({re.escape(self.top)}|{re.escape(HOME)}|{HOST})", text):
            if piece in (self.top, HOME, HOST):
                what = "the home folder" if piece == HOME else "the repository's folder"
                pieces.append(Unknown(f"{what} differs from host to host", at.source, at.line))
            else:
                pieces.append(piece)
        return concatenate(pieces)

    def _relative(self, path: str) -> str:
        if path == HOME or path.startswith(f"{HOME}/"):
            return "~" + path[len(HOME) :]
        path = posixpath.normpath(path)
        if path == self.here:
            return "."
        return posixpath.relpath(path, self.here)

    def _unknown(self, value: Unknown) -> Unknown:
        if all(part is None or HOST not in part for part in value.parts):
            return Unknown(value.reason, value.source, value.line, value.parts)
        at = Location(value.source, value.line)
        pieces = [
            Unknown(value.reason, value.source, value.line)
            if part is None
            else self._embedded(part, at)
            for part in value.parts
        ]
        joined = concatenate(pieces)
        return joined if isinstance(joined, Unknown) else value

    def _embedded(self, part: str, at: Location) -> Text:
        return self.place(part, at)

    def number(self, value: Ruby, at: Location) -> int | Unknown | None:
        """An integer; a text counts as Ruby's `to_i` reads it."""
        value = current(self.run, value)
        if value is None or isinstance(value, Receiver):
            return None
        if isinstance(value, Unknown):
            return Unknown(value.reason, value.source, value.line, value.parts)
        if isinstance(value, bool):
            return Unknown("it is not a number", at.source, at.line)
        if isinstance(value, (int, float)):
            return int(value)
        found = re.match(r"\s*([+-]?\d[\d_]*)", value) if isinstance(value, str) else None
        if isinstance(value, str):
            return int(found[1].replace("_", "")[:20]) if found else 0
        return Unknown("it is not a number", at.source, at.line)

    def flag(self, value: Ruby, default: bool) -> bool:
        """Whether a setting is on."""
        return default if value is None or isinstance(value, Unknown) else value is not False

    def value(self, value: Ruby, at: Location, depth: int = 0) -> Value:
        """Any value: arrays as tuples, hashes with texts for keys, symbols as texts."""
        self.count += 1
        if self.count > limits.MAX_ITEMS or depth > MAX_DEPTH:
            return Unknown("the value is too large", at.source, at.line)
        if value is None or isinstance(value, (bool, int, float)):
            return value
        if isinstance(value, (str, Symbol, Unknown)):
            return self.text(value, at)
        if isinstance(value, (list, tuple)):
            return tuple(self.value(item, at, depth + 1) for item in value)
        if isinstance(value, dict):
            return self.mapping(value, at, depth)
        if isinstance(value, (Range, Regexp)):
            return self.text(value, at)
        if isinstance(value, Receiver) and hasattr(value, "text"):
            return self.text(value, at)
        if isinstance(value, Receiver) and hasattr(value, "settings"):
            return self.mapping(Hash(value.settings), at, depth)
        return Unknown("the value is code", at.source, at.line)

    def mapping(
        self, values: Mapping[Ruby, Ruby], at: Location, depth: int = 0
    ) -> dict[str, Value]:
        """A hash with texts for keys."""
        result: dict[str, Value] = {}
        for key, item in values.items():
            name = self.text(unkey(key), at)
            result["" if name is None else str(name)] = self.value(item, at, depth + 1)
        return result

    def location(self, value: Ruby) -> Location | None:
        """Where the first line of a text stands, when its lines are those of a file."""
        value = current(self.run, value)
        return value.at if isinstance(value, String) else None
