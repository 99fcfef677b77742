"""How this machine reaches Debian's and npm's packages.

A container has to reach them the same way, so the stand-in images take these
settings from the machine's own configuration when they are made. Nothing of
it is written into the project, and nothing into what the migrator generates.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DEBIAN_BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")


@dataclass(frozen=True)
class Surroundings:
    """Addresses without a trailing slash, apt's options as lines of apt.conf, and the CA bundle."""

    mirror: str
    security_mirror: str
    apt_options: tuple[str, ...]
    npm_registry: str
    ca_bundle: Path


def _output(*command: str) -> str:
    return subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=True
    ).stdout.strip()


def _apt_mirrors() -> dict[str, str]:
    """The address apt uses for each suite, asked of apt itself: sources have many spellings."""
    targets = _output(
        "apt-get",
        "indextargets",
        "--format",
        "$(RELEASE) $(REPO_URI)",
        "Created-By: Packages",
    )
    pairs = (line.split() for line in targets.splitlines())
    return {suite: address.rstrip("/") for suite, address in pairs}


def _apt_options() -> tuple[str, ...]:
    """Proxy, certificate and clock settings; the rest of apt's configuration stays here."""
    wanted = ("Acquire::http", "Acquire::https", "Acquire::Check-", "Acquire::Retries")
    return tuple(
        line
        for line in _output("apt-config", "dump").splitlines()
        if line.startswith(wanted) and not line.endswith('"";')
    )


@cache
def this_machine() -> Surroundings:
    """Read the settings of the machine that this runs on."""
    codename = _output("sh", "-c", '. /etc/os-release && echo "$VERSION_CODENAME"')
    mirrors = _apt_mirrors()
    mirror = mirrors[codename]
    cafile = _output("npm", "config", "get", "cafile")
    return Surroundings(
        mirror=mirror,
        security_mirror=mirrors.get(f"{codename}-security", f"{mirror}-security"),
        apt_options=_apt_options(),
        npm_registry=_output("npm", "config", "get", "registry"),
        ca_bundle=Path(cafile) if Path(cafile).is_file() else DEBIAN_BUNDLE,
    )
