"""Environment variables that any session has: a login's, a shell's, a process manager's."""

from __future__ import annotations

import re

from migrator.knowledge.tables import table

# What npm, pm2 and bash add has lower-case letters or is no name at all.
_NAME = re.compile(r"[A-Z_][A-Z0-9_]{0,80}")


def worth_knowing(name: str) -> bool:
    """Whether the variable may be the application's: not what every login has."""
    if _NAME.fullmatch(name) is None:
        return False
    known = table("session_variables")
    return name not in known["names"] and not name.startswith(tuple(known["prefixes"]))


def describes_guest(name: str) -> bool:
    """Whether a variable says where things are in the guest, which is wrong in any container."""
    return name in table("session_variables")["of_guest"]
