"""The base image: one that exists, can be pulled, and whose apt works."""

from __future__ import annotations

from dataclasses import dataclass

from migrator.knowledge.node_images import ImageChoice, choose_image
from migrator.knowledge.node_releases import key_of
from migrator.plan import Image, PackageManager

# The last Yarn 1, and the pnpm that understands each lock file format; source: their changelogs.
_YARN = "yarn@1.22.22"
_PNPM_BY_NODE = ((18, "pnpm@9"), (16, "pnpm@8"), (14, "pnpm@7"), (12, "pnpm@6"), (10, "pnpm@5"))


@dataclass(frozen=True)
class ImageDecision:
    """The image, and the package with the Python that this Node's node-gyp needs."""

    image: Image | None
    choice: ImageChoice | None

    @property
    def python(self) -> str:
        """The Debian package of that Python."""
        return self.choice.python if self.choice else "python3"

    @property
    def libraries(self) -> tuple[str, ...]:
        """What this Node loads and a slim image lacks: libatomic from 25 on (node's images)."""
        return ("libatomic1",) if self.choice and key_of(self.choice.version) >= (25, 0, 0) else ()

    @property
    def suite(self) -> str:
        """The Debian release of the image."""
        return self.choice.debian if self.choice else "bookworm"


def decide_image(version: str | None, builds_native: bool) -> ImageDecision:
    """Choose the image of a Node version, none when the version is not known or has no image."""
    choice = choose_image(version, builds_native=builds_native) if version else None
    if choice is None:
        return ImageDecision(None, None)
    image = Image(
        strategy=choice.strategy,
        base=choice.base,
        node_from=choice.node_from,
        debian=choice.debian,
        create_user=choice.create_user,
        why=choice.why,
    )
    return ImageDecision(image, choice)


def brought_by_npm(manager: PackageManager, choice: ImageChoice | None) -> str | None:
    """The npm package that brings the package manager, None when the image has it already."""
    if manager.name == "npm" or choice is None:
        return None
    if manager.name == "yarn":
        return None if choice.bundles_yarn else _YARN
    if manager.version is not None:
        return f"pnpm@{manager.version}"
    major = int(choice.version.partition(".")[0])
    return next((name for least, name in _PNPM_BY_NODE if major >= least), "pnpm@3")
