"""Where the running machines are looked into: Vagrant's own, SSH addresses, transcripts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

# The name of a machine that was not given one: whichever the files define.
UNNAMED = ""


@dataclass(frozen=True)
class GuestSources:
    """How guests are reached; Vagrant is asked only where nothing else is named.

    `transcripts` and `addresses` (`user@host:port`) are by machine; `UNNAMED` stands for
    the one that the files define. `ssh_config` names machines by its Host lines.
    """

    transcripts: Mapping[str, Path] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    ssh_config: Path | None = None

    @property
    def named(self) -> bool:
        """Whether any guest is named, so that Vagrant has no part in it."""
        return bool(self.transcripts or self.addresses or self.ssh_config)
