"""Every image that is named can be had."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from migrator.knowledge.docker_images import split
from migrator.knowledge.node_tags import tag_exists
from migrator.knowledge.service_images import known_tags
from migrator.verify.check import Check, dockerfiles, judged
from migrator.verify.compose import services

_NAME = "images exist"
_EXACT_NODE = re.compile(r"\d+\.\d+\.\d+(?:-(?!alpine)[\w-]+)?")
_NUMBERS = re.compile(r"\d+(?:\.\d+)*")


def check_images(texts: Mapping[str, str]) -> Check:
    """The tags of Node's and the services' images are ones that were published."""
    named = [*_from_dockerfiles(texts), *_from_compose(texts)]
    if not named:
        return Check(_NAME, "skipped", ("no image is named",))
    return judged(
        _NAME, [f"{path} names {image}, which never was" for path, image in named if _lost(image)]
    )


def _lost(image: str) -> bool:
    """Whether an image is one that the tables could hold and do not.

    A person's own image, a moving tag (`node:lts`) and a variant (`postgres:16-alpine`) are
    not in them; nothing is said of those.
    """
    name, tag = split(image)
    if name == "node":
        return bool(_EXACT_NODE.fullmatch(tag)) and not tag_exists(tag)
    lines = known_tags(name)
    return bool(lines and _NUMBERS.fullmatch(tag)) and not any(
        f"{tag}.".startswith(f"{line}.") for line in lines
    )


def _from_dockerfiles(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for path, instructions in dockerfiles(texts):
        stages = {words[-1] for words in instructions if words[0] == "FROM" and "AS" in words}
        for image in filter(None, map(_image, instructions)):
            if image not in stages:
                yield path, image


def _image(words: list[str]) -> str | None:
    """The image or stage that an instruction takes from."""
    if words[0] == "FROM":
        return next((word for word in words[1:] if not word.startswith("--")), None)
    sources = [word for word in words[1:] if word.startswith("--from=")]
    return sources[0].removeprefix("--from=") if words[0] == "COPY" and sources else None


def _from_compose(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for service in services(texts.get("compose.yaml", "")).values():
        if "image" in service:
            yield "compose.yaml", str(service["image"])
