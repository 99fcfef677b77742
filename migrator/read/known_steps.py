"""Steps that well-known cookbooks and modules take, filled in from their attributes or parameters.

The steps are data (`knowledge/cookbooks.json`, `knowledge/forge_modules.json`): words that
become commands, with the attribute's name in braces where its value belongs.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from migrator.read import equivalents
from migrator.read.recording import Account, Recording
from migrator.read.shell.texts import join
from migrator.values import Text

MAX_NESTED = 10
_PLACE = re.compile(r"\{([\w.|-]+(?::\w+)?)\}")
_FORMS = {
    "minor": re.compile(r"(\d+\.\d+)"),
    "release": re.compile(r"v?(\d+(?:\.(?:\d+|x)){0,2})\Z"),
    "numbered": re.compile(r"(\d.*)"),
    "bare": re.compile(r"(?:node_|pub_)?(.*)"),
    "account": re.compile(r"([^@]+)"),
}
"""What of a value is meant: of 3.2.1-1 `minor` is 3.2; `release` and `numbered` are nothing
where it is a word such as `present`; `bare` is without NodeSource's prefix, `account` without
the host behind it."""

Lookup = Callable[[str], Text | None]
"""The value of a name, None where it has none."""


class Steps:
    """Takes the steps of one cookbook or module; `others` are its further lists, by name."""

    def __init__(
        self,
        recording: Recording,
        unit: int,
        lookup: Lookup,
        others: Mapping[str, Sequence[Any]],
        account: Account,
    ) -> None:
        self.recording = recording
        self.unit = unit
        self.lookup = lookup
        self.others = others
        self.account = account

    def take(self, steps: Sequence[Any], depth: int = 0) -> None:
        """Follow every step whose condition holds, in order."""
        for step in steps:
            step = step if isinstance(step, dict) else {"run": step}
            if not self._holds(step) or depth > MAX_NESTED:
                continue
            if "use" in step:
                self.take(self.others.get(step["use"], ()), depth + 1)
            else:
                self._follow(step)

    def _follow(self, step: Mapping[str, Any]) -> None:
        recording, unit, account = self.recording, self.unit, self.account
        if "script" in step:
            recording.script(unit, self._filled(step["script"], shlex.quote), account=account)
        elif "package" in step:
            version = self._filled(step["version"]) if "version" in step else None
            manager = equivalents.manager_of(recording.guest)
            for word in step["package"].split():
                argv = equivalents.install(manager, self._filled(word), version=version)
                recording.run(unit, argv, account)
        elif "service" in step:
            argv = equivalents.service(self._filled(step["service"]), "start")
            recording.run(unit, argv, account)
        else:
            words = [self._filled(word) for word in shlex.split(step["run"])]
            recording.run(unit, [word for word in words if word != ""], account)

    def _filled(self, text: str, quote: Callable[[str], str] = str) -> Text:
        """A text with its places filled; one without a value is empty."""
        pieces: list[Text] = []
        last = 0
        for place in _PLACE.finditer(text):
            pieces.append(text[last : place.start()])
            value = self._value(place[1])
            pieces.append(quote(value) if isinstance(value, str) else value or "")
            last = place.end()
        return join([*pieces, text[last:]])

    def _value(self, names: str) -> Text | None:
        """The value of the first of `a|b|c` that has one; `a:form` is a part of it (`_FORMS`)."""
        names, _, form = names.partition(":")
        found = next((value for value in map(self._look, names.split("|")) if value), None)
        if not form or not isinstance(found, str):
            return found
        match = _FORMS[form].match(found)
        return match[1] if match else None

    def _holds(self, step: Mapping[str, Any]) -> bool:
        wanted, unwanted = step.get("if"), step.get("unless")
        return (wanted is None or all(self._answers(wanted))) and not (
            unwanted is not None and any(self._answers(unwanted))
        )

    def _answers(self, condition: Any) -> Iterator[bool]:
        """The answers to a name (has it a value?), to names with values, or to a list of these."""
        if isinstance(condition, list):
            for each in condition:
                yield from self._answers(each)
        elif isinstance(condition, str):
            yield self._value(condition) not in (None, "", "false")
        else:
            for name, expected in condition.items():
                value = str(self._look(name) or "")
                yield value in (expected if isinstance(expected, list) else [expected])

    def _look(self, name: str) -> Text | None:
        if name == "family":
            return self.recording.guest.family
        if name == "codename":
            return self.recording.guest.codename
        return self.lookup(name)
