"""Image references, and the stand-in that the lab makes for each."""

from __future__ import annotations

from collections.abc import Iterator

from lab.debian_images import ARCHIVED, SERVED, ensure_buildpack, ensure_debian
from lab.engine import has_image
from lab.node_images import make_node_image
from lab.node_tags import node_image
from lab.service_images import SERVICES, make_service_image
from migrator.knowledge.service_images import service_tag_exists


class NeverExisted(Exception):
    """A reference that no registry ever served, or that a current engine cannot pull."""


class NoStandIn(Exception):
    """An image that exists but cannot be made of Debian's and npm's packages (MongoDB, Alpine)."""


def ensure_image(reference: str) -> str:
    """Make the stand-in for `reference` unless the engine has it; return the reference.

    Raises NeverExisted for a tag that there never was, NoStandIn for an image
    that the lab has no means to make.
    """
    name, tag = split_reference(reference)
    if name == "node":
        _ensure_node(tag)
    elif name == "debian":
        _ensure_debian(tag)
    elif name == "buildpack-deps":
        ensure_buildpack(tag)
    elif name in SERVICES and "alpine" not in tag:
        _ensure_service(name, tag)
    else:
        raise NoStandIn(f"{reference} cannot be made of Debian's and npm's packages")
    return reference


def split_reference(reference: str) -> tuple[str, str]:
    """Split "docker.io/library/node:18-slim" into ("node", "18-slim")."""
    short = reference.removeprefix("docker.io/").removeprefix("library/")
    name, _, tag = short.partition(":")
    return name, tag or "latest"


def _ensure_node(tag: str) -> None:
    if "alpine" in tag:
        raise NoStandIn(f"node:{tag} is built on musl, which no package here brings")
    image = node_image(tag)
    if image is None:
        raise NeverExisted(f"there never was an image node:{tag} that a current engine can pull")
    if not has_image(f"node:{tag}"):
        make_node_image(f"node:{tag}", image)


def _ensure_debian(tag: str) -> None:
    suite = tag.removesuffix("-slim")
    if suite not in (*SERVED, *ARCHIVED) or suite == tag:
        raise NeverExisted(f"the lab makes debian:SUITE-slim only, not debian:{tag}")
    ensure_debian(suite)


def _ensure_service(name: str, tag: str) -> None:
    line = tag.removesuffix("-management")
    if line != "latest" and not service_tag_exists(f"{name}:{line}"):
        raise NeverExisted(f"no release line of {name} has an image {name}:{line}")
    if not has_image(f"{name}:{tag}"):
        make_service_image(name, tag)


def dockerfile_references(text: str) -> list[str]:
    """List the images that a Dockerfile pulls: in FROM and COPY --from, in order, each once.

    Names of earlier stages are no images. Arguments before the first FROM are
    put in; the files looked at give each a default.
    """
    stages: set[str] = set()
    arguments: dict[str, str] = {}
    found: dict[str, None] = {}
    for words in _instructions(text):
        match words:
            case ["ARG", assignment, *_] if "=" in assignment:
                argument, _, value = assignment.partition("=")
                arguments[argument] = value
            case ["FROM", reference, *rest]:
                found[_with_arguments(reference, arguments)] = None
                stages.update(rest[1:2])
            case ["COPY" | "RUN", *options]:
                found.update(dict.fromkeys(_from_options(options)))
    return [name for name in found if name not in stages and name != "scratch"]


def _instructions(text: str) -> Iterator[list[str]]:
    """Yield the words of each instruction, the keyword in capitals, platform flags left out."""
    joined = text.replace("\\\n", " ")
    for line in joined.splitlines():
        words = [word for word in line.split() if not word.startswith("--platform=")]
        if words and not words[0].startswith("#"):
            yield [words[0].upper(), *words[1:]]


def _from_options(options: list[str]) -> Iterator[str]:
    """Yield what `--from=` of COPY and `from=` of RUN --mount name."""
    for option in options:
        if not option.startswith("--"):
            return
        for part in option.lstrip("-").split(","):
            if part.startswith("from="):
                yield part.removeprefix("from=")


def _with_arguments(reference: str, arguments: dict[str, str]) -> str:
    for name, value in arguments.items():
        reference = reference.replace(f"${{{name}}}", value).replace(f"${name}", value)
    return reference
