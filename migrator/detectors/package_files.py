"""What the name of a package's file tells: `/tmp/redis_2.8-1_amd64.deb`, `http://…/a-1.2-3.i686.rpm`.

The shapes are those of Debian's policy (name_version_architecture) and of RPM
(name-version-release.architecture); vendors leave parts out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_LENGTH = 300
_ARCHITECTURE = r"(?:noarch|x86_64|i[3-6]86|aarch64|amd64|all)"
_RPM = re.compile(rf"([^/]+?)-(\d[^-/]*)(?:-[^-/]+)?\.{_ARCHITECTURE}")
_DEB = re.compile(rf"([^/_]+)_(\d[^/_]*)(?:_[^/]+)?|([^/_]+?)-(\d[^/_-]*)(?:[-_]{_ARCHITECTURE})?")
_NAME = re.compile(r"[A-Za-z0-9][\w.+-]*")
_REPOSITORY = re.compile(r"release|repo|epel|rhscl|pgdg")


@dataclass(frozen=True)
class PackageFile:
    """A package's name, and its version where the file's name has one."""

    name: str
    version: str | None

    @property
    def is_repository(self) -> bool:
        """Whether the package only adds a repository: `epel-release-6-8.noarch.rpm`."""
        return _REPOSITORY.search(self.name) is not None


def package_file(path: str) -> PackageFile | None:
    """The package in a file or at an address, None for what is no package's file."""
    stem, dot, kind = path.rpartition("/")[2].rpartition(".")
    if not dot or kind not in {"deb", "rpm"} or len(stem) > MAX_LENGTH:
        return None
    match = (_RPM if kind == "rpm" else _DEB).fullmatch(stem)
    parts = [part for part in match.groups() if part] if match else [stem.partition("_")[0]]
    if _NAME.fullmatch(parts[0]) is None:
        return None
    return PackageFile(parts[0], parts[1] if len(parts) > 1 else None)
