"""What nginx's directives need to mean the same in a container: `nginx_directives.json`."""

from __future__ import annotations

import functools
from typing import Literal

from migrator.knowledge.tables import table

Group = Literal["kept", "effects", "blocks", "tables", "silent"]
_GROUPS: tuple[Group, ...] = ("kept", "effects", "blocks", "tables", "silent")


@functools.cache
def _groups() -> dict[str, Group]:
    return {name: group for group in _GROUPS for name in table("nginx_directives")[group]}


def group_of(name: str) -> Group | None:
    """How a directive is translated; None for one that cannot be.

    `kept` and `effects` mean the same in a container, and `effects` are felt by those who
    ask; `blocks` hold directives, `tables` lines of their own; `silent` are the VM's own.
    """
    return _groups().get(name)


def gives_values(name: str) -> bool:
    """Whether a directive gives what it names a value, or compares it with one."""
    return name in table("nginx_directives")["valued"]


def is_silent_include(path: str) -> bool:
    """Whether an included file is one that the image has, or that is read by itself."""
    return any(word in path for word in table("nginx_directives")["silent_includes"])


def proxy_params() -> tuple[tuple[str, str], ...]:
    """The headers of Debian's /etc/nginx/proxy_params."""
    return tuple((name, value) for name, value in table("nginx_directives")["proxy_params"])
