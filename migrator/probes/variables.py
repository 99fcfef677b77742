"""Environment variables of the guest: which are worth knowing, and what stays secret."""

from __future__ import annotations

import re

from migrator.knowledge.tables import table
from migrator.redact import MASK, names_a_secret, redact
from migrator.values import Text, Unknown

# What npm, pm2 and bash add has lower-case letters or is no name at all.
_NAME = re.compile(r"[A-Z_][A-Z0-9_]{0,80}")


def worth_knowing(name: str) -> bool:
    """Whether the variable may be the application's: not what every login has."""
    if _NAME.fullmatch(name) is None:
        return False
    known = table("session_variables")
    return name not in known["names"] and not name.startswith(tuple(known["prefixes"]))


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
