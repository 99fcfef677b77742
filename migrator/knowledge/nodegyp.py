"""Which Python the node-gyp of a Node version needs to compile native modules."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from migrator.knowledge.node_releases import key_of, npm_of
from migrator.knowledge.tables import table


@dataclass(frozen=True)
class GypPython:
    """The Debian package with the Python that a node-gyp runs, and up to which release."""

    package: str
    newest_debian: str
    why: str


@functools.cache
def gyp_python(version: str) -> GypPython:
    """The Python for the node-gyp inside the npm that came with a version.

    An npm that is not known is that of a release younger than the table.
    """
    npm = npm_of(version)
    rows = table("nodegyp")["pythons"]
    for row in rows:
        if npm is not None and row["npm_below"] is not None:
            if key_of(npm.partition("-")[0]) >= key_of(row["npm_below"]):
                continue
        elif row["npm_below"] is not None:
            continue
        return GypPython(row["package"], row["newest_debian"], row["why"])
    raise AssertionError("the last row of nodegyp.json has no upper bound")
