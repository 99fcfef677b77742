"""Options of the Vagrantfile's provisioners, in the forms that the readers of provisioning take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from migrator.values import Value


def plain(value: Value) -> Any:
    """A value as dicts and lists; what is not known stays so, wherever it stands in it."""
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    return [plain(one) for one in value] if isinstance(value, tuple) else value


def paths_of(value: Value) -> list[str]:
    """The texts in an option that is one path, several, or pairs such as `[:host, "x"]`."""
    if isinstance(value, str):
        return [] if value in ("host", "vm") else [value]
    if isinstance(value, tuple):
        return [path for item in value for path in paths_of(item)]
    return []
