"""What work is worth in steps, so that few large operations count like many small ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.read.vagrantfile.ruby.regexps import cost
from migrator.read.vagrantfile.ruby.values import Regexp, Ruby, Symbol, text_of

if TYPE_CHECKING:
    from migrator.read.vagrantfile.ruby.registry import Call

_ITEMS_A_STEP = 16
_CHARACTERS_A_STEP = 1024
_MATCHES_A_STEP = 128


def steps_of(call: Call) -> int:
    """The steps that a built-in method may take with what it is called on and with."""
    steps = 0
    patterns: list[Regexp] = []
    texts: list[str] = []
    for value in (call.receiver, *call.arguments):
        if isinstance(value, (list, dict)):
            steps += len(value) // _ITEMS_A_STEP
        elif isinstance(value, str):
            steps += len(value) // _CHARACTERS_A_STEP
            texts.append(value)
        elif isinstance(value, Regexp):
            patterns.append(value)
        elif isinstance(value, Symbol):
            texts.append(value.name)
    for pattern in patterns:
        steps += sum(steps_of_match(pattern, text) for text in texts)
    return steps


def steps_of_match(pattern: Ruby, text: Ruby) -> int:
    """The steps that a match may take."""
    if not isinstance(pattern, Regexp) or not isinstance(text, (str, Symbol)):
        return 0
    return int(min(cost(pattern.source, text_of(text)), 1e9)) // _MATCHES_A_STEP
