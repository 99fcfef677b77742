"""Every image that is named can be had."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from migrator.knowledge.node_tags import tag_exists
from migrator.knowledge.service_images import service_tag_exists
from migrator.verify.check import Check, dockerfiles, judged
from migrator.verify.compose import services

_NAME = "images exist"


def check_images(texts: Mapping[str, str]) -> Check:
    """The tags of Node's and the services' images are ones that were published."""
    named = [*_from_dockerfiles(texts), *_from_compose(texts)]
    if not named:
        return Check(_NAME, "skipped", ("no image is named",))
    return judged(
        _NAME, [f"{path} names {image}, which never was" for path, image in named if _lost(image)]
    )


def _lost(image: str) -> bool:
    name, _, tag = image.partition(":")
    if name == "node":
        return not tag_exists(tag)
    return name != "debian" and not service_tag_exists(image)


def _from_dockerfiles(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for path, instructions in dockerfiles(texts):
        stages = {words[-1] for words in instructions if words[0] == "FROM"}
        for words in instructions:
            image = _image(words)
            if image is not None and image not in stages:
                yield path, image


def _image(words: list[str]) -> str | None:
    """The image or stage that an instruction takes from."""
    if words[0] == "FROM":
        return words[1]
    copied = words[0] == "COPY" and words[1].startswith("--from=")
    return words[1].removeprefix("--from=") if copied else None


def _from_compose(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for service in services(texts.get("compose.yaml", "")).values():
        if "image" in service:
            yield "compose.yaml", service["image"]
