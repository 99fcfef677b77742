"""Which Vagrantfile a repository's machines are described in."""

from __future__ import annotations

from migrator.errors import MigrationError
from migrator.read.project import Project

_ASIDE = frozenset(
    {"cookbooks", "vendor", "test", "tests", "examples", "example", "roles", "modules"}
)


def find_vagrantfile(project: Project, wanted: str | None = None) -> str:
    """The Vagrantfile's path relative to the root.

    `wanted` is what the user named (or VAGRANT_VAGRANTFILE). Otherwise the root's own, else the one
    nearest to the root, by name where several are equally near. MigrationError when there is none.
    """
    if wanted is not None:
        if project.is_file(wanted):
            return project.relative(wanted)
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
    return found[0]


def vagrantfiles(project: Project) -> list[str]:
    """Every file named Vagrantfile, in Vagrant's spellings, sorted."""
    return [path for path in project.files() if path.rpartition("/")[2].lower() == "vagrantfile"]


def _is_aside(path: str) -> bool:
    return any(part in _ASIDE for part in path.split("/")[:-1])
