"""The image of a backing service at the VM's version, with a tag that exists."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from migrator.knowledge.services import definition, numbers
from migrator.knowledge.tables import table


@dataclass(frozen=True)
class ServiceImage:
    """`image` with its tag, the release line in it, and a note when it is not the one asked for.

    `exact` is True when the line is the VM's own: the same major and minor version, or the
    same major where the service counts so.
    """

    image: str
    version: str | None
    exact: bool
    note: str | None


@functools.lru_cache(maxsize=1024)
def image_for(kind: str, version: str | None, variant: str | None = None) -> ServiceImage | None:
    """The image of a service, None for a kind that is not known.

    Without a version the line that is maintained today is taken and the note says so. When the
    VM's line cannot be had, the nearest later one of the same major is taken, then
    the nearest earlier, then the nearest later of all. `variant` is "management" for RabbitMQ
    with its web console; a variant that the image does not have is ignored.
    """
    known = definition(kind)
    if known is None:
        return None
    tags = _pullable(known.image)
    if not tags:
        return ServiceImage(f"{known.image}:latest", None, False, _no_lines(known.image))
    asked = numbers(version) if version else ()
    note: str | None
    if not asked:
        line = known.default_version or max(tags, key=numbers)
        note = f"no source names the version, so it is {line}, which is maintained today"
    else:
        line = _nearest(asked, tags)
        note = None if _is_line(line, asked) else _why_another(known.image, version or "", line)
    suffix = table("services")["services"][kind].get("variants", {}).get(variant, "")
    return ServiceImage(f"{known.image}:{tags[line]}{suffix}", line, note is None, note)


def service_tag_exists(image: str) -> bool:
    """Whether `mongo:3.6` names an image of the table that a current engine can pull.

    `latest` counts only for an image of which no other tag is known.
    """
    name, _, tag = image.partition(":")
    rows = table("services")["services"].values()
    row = next((each for each in rows if each["image"] == name), None)
    if row is None:
        return False
    known = _pullable(name).values()
    if not known:
        return tag == "latest"
    suffixes = ("", *row.get("variants", {}).values())
    return any(f"{each}{suffix}" == tag for each in known for suffix in suffixes)


def known_tags(image: str) -> tuple[str, ...]:
    """The tags of release lines that can be pulled; none for an image that has no row."""
    return tuple(_pullable(image).values())


@functools.cache
def _pullable(image: str) -> dict[str, str]:
    """Release lines and the tag of each, without those in a format that engines refuse."""
    knowledge = table("service_tags")
    found: dict[str, str] = {}
    for line, row in knowledge["tags"].get(image, {}).items():
        tag, until = row if isinstance(row, list) else (line, row)
        if until is None or until >= knowledge["schema1_before"]:
            found[line] = tag
    return found


def _nearest(asked: tuple[int, ...], lines: Iterable[str]) -> str:
    ordered = sorted(lines, key=numbers)
    same = [line for line in ordered if _is_line(line, asked)]
    if same:
        return same[-1]
    major = [line for line in ordered if numbers(line)[0] == asked[0]]
    later = [line for line in ordered if numbers(line) > asked]
    return next(
        (line for line in major if numbers(line) > asked),
        major[-1] if major else later[0] if later else ordered[-1],
    )


def _is_line(line: str, asked: tuple[int, ...]) -> bool:
    """Whether a version is of a line: 9.6.3 of "9.6", 10.4 of "10", and a bare 3 of "3.6"."""
    own = numbers(line)
    shorter = min(len(own), len(asked))
    return own[:shorter] == asked[:shorter]


def _why_another(image: str, version: str, line: str) -> str:
    every = table("service_tags")["tags"].get(image, {})
    asked = numbers(version)
    if any(_is_line(each, asked) for each in every):
        return f"the images of {version} have a format that current engines refuse; {line} is next"
    return f"there is no image of {version}; {line} is the nearest"


def _no_lines(image: str) -> str:
    return f"which tags {image} has is not known, so its version is not pinned"
