"""One declaration for each function of a state module: what it does to a guest."""

from __future__ import annotations

from migrator.read.salt.applying import (
    databases,
    files,
    machine,
    packages,
    queues,
    running,
    services,
    sources,
)

__all__ = ["databases", "files", "machine", "packages", "queues", "running", "services", "sources"]
