"""Which Vagrantfile a repository's machines are described in."""

from __future__ import annotations

from migrator.errors import MigrationError
from migrator.read.project import Project

MAX_CANDIDATES = 8
_ASIDE = frozenset(
    {"cookbooks", "vendor", "test", "tests", "examples", "example", "roles", "modules"}
)


def candidates(project: Project, wanted: str | None = None) -> list[str]:
    """The Vagrantfiles to consider, relative to the root, the likeliest first; never empty.

    `wanted` is the one that the user named. Otherwise the root's own comes first, then
    those nearest to it. MigrationError when there is none.
    """
    if wanted is not None:
        if project.is_file(wanted):
            return [project.relative(wanted)]
        raise MigrationError(
            f"There is no Vagrantfile {wanted} in the repository.",
            next="Name one that exists, relative to the repository's root.",
        )
    found = sorted(vagrantfiles(project), key=lambda path: (_is_aside(path), path.count("/"), path))
    if not found:
        raise MigrationError(
            "There is no Vagrantfile in the repository.",
            next="Give the directory that holds it, or name it with --vagrantfile.",
        )
    return found[:MAX_CANDIDATES]


def vagrantfiles(project: Project) -> list[str]:
    """Every file named Vagrantfile, in Vagrant's spellings, sorted."""
    return [path for path in project.files() if path.rpartition("/")[2].lower() == "vagrantfile"]


def _is_aside(path: str) -> bool:
    return any(part in _ASIDE for part in path.split("/")[:-1])
