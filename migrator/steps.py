"""Provisioning steps: what the ledger accounts for, before anyone decided anything."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One thing that provisioning does; `skipped` says why it does not run, if it does not.

    `run` is the provisioner's: "once", "always" or "never". `kind` is the provisioner's
    kind: shell, file, ansible, …; `declared` the line of the Vagrantfile that declares it.
    """

    machine: str
    kind: str
    source: str
    line: int
    end_line: int
    text: str
    skipped: str | None = None
    run: str = "once"
    declared: int = 0
