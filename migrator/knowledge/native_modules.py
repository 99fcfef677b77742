"""npm packages that need more than JavaScript: what to install for them, and when."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any, Literal

from migrator.knowledge.os_packages import renamed
from migrator.knowledge.tables import table


@dataclass(frozen=True)
class Prebuilt:
    """From which version binaries come ready-made, in the npm package or by download.

    A download is for the Node versions of its day only and may be gone by now, so it does
    not make the build packages dispensable; a binary inside the package does.
    """

    since: str
    source: Literal["package", "download"]


@dataclass(frozen=True)
class Needs:
    """The Debian packages that an npm package needs to be installed and to run.

    `python` among `build` stands for the Python that this Node's node-gyp runs.
    `musl` says from when it works on Alpine ("since 5.0.0", "no", "builds from source"), None
    where that is not known; `note` is for the report.
    """

    build: tuple[str, ...]
    runtime: tuple[str, ...]
    prebuilt: Prebuilt | None = None
    musl: str | None = None
    note: str | None = None


@functools.lru_cache(maxsize=1024)
def needs_of(package: str, suite: str = "bookworm") -> Needs | None:
    """What an npm package needs on a Debian release, None when it needs nothing that is known."""
    row = _rows().get(package)
    if row is None:
        return None
    prebuilt = row.get("prebuilt")
    return Needs(
        build=tuple(name if name == "python" else renamed(name, suite) for name in row["build"]),
        runtime=tuple(renamed(name, suite) for name in row["runtime"]),
        prebuilt=Prebuilt(prebuilt["since"], prebuilt["from"]) if prebuilt else None,
        musl=row.get("musl"),
        note=row.get("note"),
    )


def is_compiled(package: str) -> bool:
    """Whether installing an npm package may compile something with node-gyp."""
    needs = needs_of(package)
    return needs is not None and "python" in needs.build


@functools.cache
def _rows() -> dict[str, dict[str, Any]]:
    return {name: row for row in table("native_modules")["modules"] for name in row["names"]}
