"""Environment variables of the guest: which are worth knowing, and what stays secret."""

from __future__ import annotations

import re

from migrator.knowledge.session_variables import worth_knowing
from migrator.redact import MASK, names_a_secret, redact
from migrator.values import Text, Unknown

__all__ = ["secret_hidden", "worth_knowing"]


def secret_hidden(name: str, value: str, place: str, line: int) -> Text:
    """The value, or an Unknown that keeps what is no secret of it."""
    if names_a_secret(name) or value == MASK:
        return Unknown("the value of a secret is not read", place, line)
    masked = redact(f"{name}={value}").partition("=")[2]
    if MASK not in masked:
        return value
    parts: list[str | None] = []
    for piece in re.split(f"({re.escape(MASK)})", masked):
        if piece:
            parts.append(None if piece == MASK else piece)
    return Unknown("it contains a secret", place, line, tuple(parts))
