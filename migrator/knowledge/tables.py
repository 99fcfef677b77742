"""The JSON tables of this package, each read once, when it is first needed."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


@functools.cache
def table(name: str) -> dict[str, Any]:
    """The table `name` (its file's name without `.json`); callers must not change it."""
    loaded: dict[str, Any] = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return loaded
