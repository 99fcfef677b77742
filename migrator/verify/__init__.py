"""Checks of rendered files that need no Docker: what is written must be able to work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from migrator.render import RenderedFile
from migrator.verify.check import Check
from migrator.verify.compose import check_compose
from migrator.verify.images import check_images
from migrator.verify.release import check_release
from migrator.verify.secrets import check_secrets

_CHECKS = (check_compose, check_images, check_release, check_secrets)


def verify(files: Sequence[RenderedFile]) -> tuple[Check, ...]:
    """The result of every check, in a fixed order."""
    texts: Mapping[str, str] = {file.path: file.text for file in files}
    return tuple(check(texts) for check in _CHECKS)
