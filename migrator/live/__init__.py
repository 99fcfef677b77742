"""How a running machine is reached: through Vagrant, over SSH, or from a transcript."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from migrator.evidence import Evidence


def inspect_running(root: Path, expected: Sequence[str] = ()) -> tuple[Evidence, ...]:
    """What the running machines of a directory hold; see `inspection.inspect_directory`."""
    # Loaded only when asked for: SSH takes long to load, and most runs look at files alone.
    from migrator.live.inspection import inspect_directory

    return inspect_directory(root, expected)
