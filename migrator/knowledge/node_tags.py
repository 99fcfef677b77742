"""Every tag that the official `node` image ever had, and what is in it."""

from __future__ import annotations

import functools
from typing import Any

from migrator.knowledge.node_releases import key_of, line_name, release, releases_of
from migrator.knowledge.tables import table


def tag_exists(tag: str) -> bool:
    """Whether `node:` ever had this exact-version tag, such as "8.17.0-buster-slim".

    Alpine tags and tags that move ("8", "lts") are not looked up.
    """
    version, _, suffix = tag.partition("-")
    if not was_built(version):
        return False
    line = line_tags(version)
    if suffix in {"", "slim"}:
        return any(_within(version, (first, last)) for first, last, _ in line["plain"])
    return suffix in line["suites"] and _within(version, line["suites"][suffix])


def is_pullable(version: str) -> bool:
    """Whether a current engine can pull the exact tags of a version."""
    return was_built(version) and not _within(version, line_tags(version)["schema1_exact"])


def tags_as_of() -> str:
    """The day the table of tags ends, as an ISO date."""
    as_of: str = table("node_images")["as_of"]
    return as_of


def debian_version(suite: str) -> str:
    """The number of a Debian release: "12" of bookworm; KeyError when it is not known."""
    number: str = table("node_images")["debian"][suite]["version"]
    return number


@functools.cache
def pullable_versions(line: str) -> tuple[str, ...]:
    """The versions of a line whose images can be pulled, oldest first."""
    return tuple(each.version for each in releases_of(line) if is_pullable(each.version))


def was_built(version: str) -> bool:
    """Whether the version ever had an official image."""
    if release(version) is None or version in table("node_images")["never_built"]:
        return False
    line = table("node_images")["lines"].get(line_name(version))
    return line is not None and _within(version, (line["first"], line["last"]))


def line_tags(version: str) -> dict[str, Any]:
    """The table's row for the line of a version that was built; KeyError for other lines."""
    row: dict[str, Any] = table("node_images")["lines"][line_name(version)]
    return row


def _within(version: str, bounds: tuple[str, str] | list[str] | None) -> bool:
    return bounds is not None and key_of(bounds[0]) <= key_of(version) <= key_of(bounds[1])


def has_user(version: str) -> bool:
    """Whether the image has the `node` user, uid 1000."""
    since = line_tags(version)["user_since"]
    return since is not None and key_of(since) <= key_of(version)


def has_yarn(version: str) -> bool:
    """Whether the image has yarn 1."""
    return _within(version, line_tags(version)["yarn"])
