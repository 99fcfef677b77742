"""What is in a public container image, told by its name and tag."""

from __future__ import annotations

import functools
import re

from migrator.knowledge.tables import table

MAX_LENGTH = 300
_VERSION = re.compile(r"v?(\d+(?:\.\d+)*)(?=[-_]|$)")
_HUB = ("docker.io/library/", "docker.io/", "registry.hub.docker.com/", "library/")


def service_of_image(image: str) -> tuple[str, str | None] | None:
    """The kind of service and its version that `mongo:3.2` stands for.

    The version is None where the tag names none; None for an image that is not known.
    """
    name, tag = split(image)
    kind = _kinds().get(name)
    if kind is None:
        return None
    match = _VERSION.match(tag)
    told = match is not None and name not in table("docker_images")["untold"]
    return kind, match.group(1) if match and told else None


def node_of_image(image: str) -> str | None:
    """The Node.js version of `node:6-slim`, "" where the tag names none; None for another image."""
    name, tag = split(image)
    if name not in table("docker_images")["node"]:
        return None
    match = _VERSION.match(tag)
    return match.group(1) if match else ""


def split(image: str) -> tuple[str, str]:
    """An image's name on its default registry, and its tag, "" where there is none."""
    name = image[:MAX_LENGTH].partition("@")[0]
    folder, slash, last = name.rpartition("/")
    last, _, tag = last.partition(":")
    name = f"{folder}{slash}{last}"
    for prefix in _HUB:
        name = name.removeprefix(prefix)
    return name, tag


@functools.cache
def _kinds() -> dict[str, str]:
    kinds: dict[str, list[str]] = table("docker_images")["kinds"]
    return {name: kind for kind, names in kinds.items() for name in names}
