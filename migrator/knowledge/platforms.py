"""Other platforms than Node, by the files and packages that reveal a program written for them."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from migrator.knowledge.tables import table


@dataclass(frozen=True)
class Platform:
    """One platform.

    `files` and `endings` are what its projects have; `application` those of the files that
    only a whole application has, not a library or a tool. `packages` and `prefixes` are of
    packages of any manager that a machine needs only to run such a program.
    """

    name: str
    files: tuple[str, ...]
    endings: tuple[str, ...]
    application: tuple[str, ...]
    packages: frozenset[str]
    prefixes: tuple[str, ...]

    def marks(self, path: str) -> bool:
        """Whether a file at `path`, relative to a project's folder, is one that it has."""
        return path in self.files or ("/" not in path and path.endswith(self.endings))

    def runs_by(self, package: str) -> bool:
        """Whether a machine that has the package runs programs of this platform."""
        name = package.lower()
        return name in self.packages or name.startswith(self.prefixes)


@functools.cache
def every_platform() -> tuple[Platform, ...]:
    """All platforms of the table, in its order."""
    return tuple(
        Platform(
            entry["name"],
            tuple(entry["files"]),
            tuple(entry.get("endings", ())),
            tuple(entry["application"]),
            frozenset(entry["packages"]),
            tuple(entry["prefixes"]),
        )
        for entry in table("platforms")["platforms"]
    )


def is_build_file(path: str) -> bool:
    """Whether a file is a build tool's configuration: a Gulpfile, webpack.config.js."""
    name = path.rpartition("/")[2].lower()
    return name.startswith(tuple(table("platforms")["builders"]))
