"""The manifest: the sums of what we wrote, by which the next run knows its own files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from migrator.write.disk import content_of, locate, replace

MANIFEST = "migration/files.json"


def read_manifest(destination: Path) -> dict[str, list[str]]:
    """The sums that we recorded; none when the file is missing or is not one of ours."""
    content = content_of(locate(MANIFEST, destination), MANIFEST)
    try:
        files = json.loads(content or b"{}")["files"]
        return {
            path: [one for one in known if isinstance(one, str)]
            for path, known in files.items()
            if isinstance(known, list)
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def write_manifest(destination: Path, files: Mapping[str, list[str]]) -> None:
    """Record what is ours; nothing is written when that is recorded already."""
    text = json.dumps({"files": dict(sorted(files.items()))}, indent=2) + "\n"
    target = locate(MANIFEST, destination)
    if content_of(target, MANIFEST) != text.encode():
        replace(target, text.encode())


def sum_of(content: bytes) -> str:
    """The sum that the manifest has of a content."""
    return hashlib.sha256(content).hexdigest()
