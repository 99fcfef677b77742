"""NodeSource's set-up scripts and repositories: which line of Node each one serves.

The tables of roles, cookbooks and modules name a repository `nodesource:node_8.x`, much as
`ppa:…` names one, rather than repeat an address that has moved before.
"""

from __future__ import annotations

import re

# Names from github.com/nodesource/distributions. The unnumbered ones were the 0.10 and
# 0.12 lines for as long as they were served (seen in facts of 2026-11-23).
_NAMED = {
    "setup": "0.10",
    "setup_dev": "0.12",
    "setup_lts.x": "lts",
    "setup_current.x": "current",
    "setup_iojs_1.x": "iojs-1.x",
    "setup_iojs_2.x": "iojs-2.x",
    "setup_iojs_3.x": "iojs-3.x",
    "iojs_1.x": "iojs-1.x",
    "iojs_2.x": "iojs-2.x",
    "iojs_3.x": "iojs-3.x",
    "node": "0.10",
    "node_dev": "0.12",
}
_NUMBERED = re.compile(r"(?:setup|node|pub)_(0\.1[02]|\d{1,2})(?:\.x)?")


_ADDRESS = re.compile(r"\S*\bnodesource(?:\.com/|:)\S*")


def nodesource_addresses(text: str) -> list[str]:
    """The words of a package source that name a NodeSource repository, by address or name."""
    return _ADDRESS.findall(text)


def nodesource_line(name: str) -> str | None:
    """The line that a script or repository serves, as a spec: "8.x", "0.10", "lts", "iojs-2.x".

    `name` is the address or its last part: `setup_8.x`, `setup`, `node_8.x`, `pub_12.x`,
    `nodesource:node_8.x`. A run gives the last release of the line, because the repositories
    keep no other. None when it is no name of theirs.
    """
    parts = [part for part in re.split("[/:]", name.strip().split("?")[0]) if part]
    for part in reversed(parts):
        if part in _NAMED:
            return _NAMED[part]
        if match := _NUMBERED.fullmatch(part):
            return match[1] if match[1].startswith("0.") else f"{match[1]}.x"
    return None
