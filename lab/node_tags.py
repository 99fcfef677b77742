"""What the official image under a `node:` tag is, by the package's own table of tags."""

from __future__ import annotations

import re
from dataclasses import dataclass

from migrator.knowledge.node_releases import key_of, line_name, npm_of, release, releases_of
from migrator.knowledge.node_tags import has_user, has_yarn, is_pullable, line_tags, tag_exists

# "8.17.0", "0.10", "18" and so on, then "-slim", "-buster", "-buster-slim".
_TAG = re.compile(r"(?P<version>\d+(?:\.\d+){0,2})(?:-(?P<variant>[a-z0-9-]+))?")

# The -slim tag of two lines moved to the next Debian release later than the plain
# tag: from this version on it is on the plain tag's release, before on jessie.
_SLIM_MOVED = {"6": "6.15.0", "10": "10.14.1"}


@dataclass(frozen=True)
class NodeImage:
    """What is in one official image: exact versions, the Debian release, the image's habits.

    `npm` is null for the few releases whose npm is not known.
    """

    node: str
    npm: str | None
    suite: str
    slim: bool
    has_user: bool
    has_entrypoint: bool
    has_yarn: bool


def node_image(tag: str) -> NodeImage | None:
    """Say what `node:TAG` is, or null when it never existed or can no longer be pulled."""
    match = _TAG.fullmatch(tag)
    version = _exact(match["version"]) if match else None
    if match is None or version is None:
        return None
    variant = match["variant"] or ""
    if not tag_exists(f"{version}-{variant}" if variant else version):
        return None
    entrypoint_since = line_tags(version)["entrypoint_since"]
    return NodeImage(
        node=version,
        npm=npm_of(version),
        suite=_suite(version, variant),
        slim=variant.endswith("slim"),
        has_user=has_user(version),
        has_entrypoint=entrypoint_since is not None and key_of(entrypoint_since) <= key_of(version),
        has_yarn=has_yarn(version),
    )


def _exact(version: str) -> str | None:
    """The release that a tag such as "8" or "8.12" ended on, of those that can be pulled."""
    parts = version.split(".")
    line = ".".join(parts[:2]) if parts[0] == "0" else parts[0]
    if release(version) is not None:
        return version if is_pullable(version) else None
    named = [
        each.version
        for each in releases_of(line)
        if is_pullable(each.version) and f"{each.version}.".startswith(f"{version}.")
    ]
    return named[-1] if named else None


def _suite(version: str, variant: str) -> str:
    """The Debian release under an existing tag."""
    if variant not in ("", "slim"):
        return variant.removesuffix("-slim")
    moved = _SLIM_MOVED.get(line_name(version))
    if variant == "slim" and moved is not None and key_of(version) < key_of(moved):
        return "jessie"
    rows: list[tuple[str, str, str]] = line_tags(version)["plain"]
    return next(
        suite for first, last, suite in rows if key_of(first) <= key_of(version) <= key_of(last)
    )
