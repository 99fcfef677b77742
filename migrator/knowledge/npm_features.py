"""What each npm can do, and the npm that fetches for those that can do too little."""

from __future__ import annotations

from typing import Literal

from migrator.knowledge.tables import table

Feature = Literal["only", "shared_cache", "ci", "omit", "lock_3", "engines"]


def can(npm: str | None, feature: Feature) -> bool:
    """Whether a version of npm has a feature; an npm that is not known counts as a current one.

    `only` and `omit` are the options that leave development dependencies out, `lock_3` the
    lock file format that it reads, `engines` that it prefers versions for the running Node,
    `shared_cache` that two of it can use one cache at once.
    """
    since: str = table("npm_features")["since"][feature]
    return _numbers(npm) >= _numbers(since)


def installs_peers(npm: str | None) -> bool:
    """Whether this npm installs the peer dependencies of packages."""
    row = table("npm_features")["no_peers"]
    return not _numbers(row["from"]) <= _numbers(npm) < _numbers(row["below"])


def fetcher_node() -> str:
    """The Node whose npm can choose packages for another Node, as it was on a given day."""
    node: str = table("npm_features")["fetcher"]["node"]
    return node


def held_by_name(node: str) -> list[str]:
    """Packages with versions that a Node runs, where newer ones do not say that it does not."""
    rows = table("npm_features")["held"]
    return [row["package"] for row in rows if _numbers(node) < _numbers(row["node_below"])]


def _numbers(version: str | None) -> tuple[int, ...]:
    if version is None:
        return (99,)
    parts = version.partition("-")[0].split(".")
    return tuple(int(part[:18]) if part.isdecimal() else 0 for part in parts[:3])
