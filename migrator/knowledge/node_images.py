"""Which official Node image a version gets: one that exists, can be pulled, and whose apt works.

The strategy is that of docs/decisions/0001-old-node-on-archived-debian.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from migrator.knowledge.node_releases import Line, as_of, key_of, line_name, lines, release
from migrator.knowledge.node_tags import (
    debian_version,
    has_user,
    has_yarn,
    is_pullable,
    line_tags,
    pullable_versions,
    tag_exists,
    tags_as_of,
    was_built,
)
from migrator.knowledge.nodegyp import GypPython, gyp_python

# Bookworm first: it is the release that most lines have and that is supported longest among
# those; bullseye last, because its support has ended although its packages are still served.
PREFERRED_SUITES = ("bookworm", "trixie", "bullseye")


@dataclass(frozen=True)
class ImageChoice:
    """An image that runs one Node version.

    `base` is what the Dockerfile builds on. With the strategy "copy-node" it is plain
    Debian, and /usr/local of `node_from` has to be copied onto it. `version` is what the
    image really holds; `exact` is False when that is not what was asked for. `python` is
    the package that this Node's node-gyp needs. `bundles_yarn`: the image has yarn 1, in
    /opt with links from /usr/local/bin, which copying /usr/local alone breaks.
    """

    strategy: Literal["official", "copy-node"]
    base: str
    node_from: str | None
    debian: str
    create_user: bool
    version: str
    exact: bool
    python: str
    bundles_yarn: bool
    why: str


def choose_image(
    version: str, *, builds_native: bool = False, needs_python2: bool = False
) -> ImageChoice | None:
    """The image for a version, None when no image of its line can be pulled.

    `builds_native` says that the application compiles native modules with the npm that
    came with this Node, whose node-gyp limits the Debian release; `needs_python2` that it
    needs Python 2 in any case, which bullseye is the last release to have.
    """
    found = _image_version(version)
    if found is None:
        return None
    actual, note = found
    python = gyp_python(actual)
    newest = "bullseye" if needs_python2 else python.newest_debian if builds_native else "trixie"
    suites = [suite for suite in PREFERRED_SUITES if not _is_newer(suite, newest)]
    for suite in suites:
        if tag_exists(f"{actual}-{suite}-slim"):
            return _official(actual, version, suite, python, note)
    return _copied(actual, version, suites[0], python, note)


def latest_lts_image() -> str | None:
    """The newest long-term support release that has an image, as far as the tables know."""
    found = [version for line in lines() for version in [_lts_image(line)] if version]
    return found[-1] if found else None


def nearest_lts_image(version: str) -> str | None:
    """The last release with an image of the nearest long-term support line at or above a version.

    None when there is none above.
    """
    for line in lines():
        last = _lts_image(line)
        if last is not None and key_of(last) >= key_of(version):
            return last
    return None


def _lts_image(line: Line) -> str | None:
    """The last release of a line that was made for long-term support and has an image."""
    if line.lts is None or line.lts > as_of():
        return None
    supported = [
        version
        for version in pullable_versions(line.name)
        for known in [release(version)]
        if known is not None and known.date >= line.lts
    ]
    return supported[-1] if supported else None


def _official(
    actual: str, asked: str, suite: str, python: GypPython, note: str | None
) -> ImageChoice:
    why = f"the official image of Node {actual} on Debian {suite}, whose packages are still served"
    return ImageChoice(
        strategy="official",
        base=f"node:{actual}-{suite}-slim",
        node_from=None,
        debian=suite,
        create_user=not has_user(actual),
        version=actual,
        exact=actual == asked,
        python=python.package,
        bundles_yarn=has_yarn(actual),
        why=_sentence(why, note),
    )


def _copied(
    actual: str, asked: str, suite: str, python: GypPython, note: str | None
) -> ImageChoice:
    why = (
        f"the official images of Node {actual} are on archived Debian releases, where apt-get "
        f"fails, so its files are copied onto {suite}, whose glibc runs them"
    )
    return ImageChoice(
        strategy="copy-node",
        base=f"debian:{suite}-slim",
        node_from=f"node:{actual}-slim",
        debian=suite,
        create_user=True,
        version=actual,
        exact=actual == asked,
        python=python.package,
        bundles_yarn=has_yarn(actual),
        why=_sentence(why, note),
    )


def _image_version(version: str) -> tuple[str, str | None] | None:
    """The version whose image is taken, with the reason when it is another one."""
    if version.count(".") != 2:
        return None
    if is_pullable(version):
        return version, None
    usable = pullable_versions(line_name(version))
    if not usable:
        return None
    later = [each for each in usable if key_of(each) > key_of(version)]
    return (later[0] if later else usable[-1]), _why_another(version)


def _why_another(version: str) -> str:
    if was_built(version):
        return f"the image of {version} has a format that current engines refuse"
    if release(version) is None or key_of(version) > key_of(line_tags(version)["last"]):
        return f"whether {version} has an image is not known (the tags are of {tags_as_of()})"
    return f"there never was an official image of {version}"


def _is_newer(suite: str, than: str) -> bool:
    return int(debian_version(suite)) > int(debian_version(than))


def _sentence(why: str, note: str | None) -> str:
    return why if note is None else f"{note}; {why}"
