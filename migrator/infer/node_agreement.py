"""Whether two sources that name a Node release disagree."""

from __future__ import annotations

from migrator.knowledge.node_ranges import acceptance
from migrator.knowledge.node_specs import resolve
from migrator.model import NodeCandidate


def agrees(candidate: NodeCandidate, chosen: NodeCandidate) -> bool:
    """Whether a source is content with the chosen release.

    An exact version of another release of the same line counts as content, unless the
    running machine is asked: then something was changed there.
    """
    version = chosen.version
    if candidate.version is None or version is None or candidate.version == version:
        return True
    accepts = acceptance(candidate.spec.strip().removeprefix("v"))
    if candidate.source != "live" and accepts is not None and accepts(version):
        return True
    if f"{version}.".startswith(f"{candidate.version}."):
        return True
    if "live" in {candidate.source, chosen.source}:
        named = resolve(candidate.spec)
        if named is not None and named.kind == "exact":
            return False
    return _line(candidate.version) == _line(version)


def _line(version: str) -> str:
    """The release line; a distribution's table may know no more than it."""
    parts = version.split(".")
    return ".".join(parts[:2]) if parts[0] == "0" else parts[0]
