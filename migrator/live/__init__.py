"""How a running machine is reached: through Vagrant, over SSH, or from a transcript."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from migrator.evidence import Evidence
from migrator.live.sources import GuestSources

# python-vagrant warns while it is loaded where there is no Vagrant, wanted or not; without a
# handler Python prints that on standard error.
logging.getLogger("vagrant").addHandler(logging.NullHandler())


def inspect_running(
    root: Path, expected: Sequence[str] = (), sources: GuestSources | None = None
) -> tuple[Evidence, ...]:
    """What the running machines of a directory hold; see `reaching.look_inside`."""
    # Loaded only when asked for: SSH takes long to load, and most runs look at files alone.
    from migrator.live.reaching import look_inside

    return look_inside(root, expected, sources or GuestSources())
