"""What stands in a Dockerfile, stage by stage, as its template prints it."""

from __future__ import annotations

from dataclasses import dataclass

from migrator.plan import Image


@dataclass(frozen=True)
class Copy:
    """COPY of files from the context, or from a stage."""

    sources: tuple[str, ...]
    target: str
    stage: str | None = None


@dataclass(frozen=True)
class Packages:
    """One installation of OS or npm packages, with the comment above it."""

    names: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Installation:
    """RUN of the package manager: everything, and what the release needs where that is less.

    Of each, the commands are tried in order until one works; `notes` stand above the first
    one, `more_notes` above the second. `files` and `variables` are what
    it may see and no layer keeps, mounted by their ids. `locks_cache` lets one of two stages
    wait for the other, where the package manager cannot share its cache. `folders` are where the
    packages land.
    """

    notes: tuple[str, ...]
    more_notes: tuple[str, ...]
    cache: str
    locks_cache: bool
    production: tuple[tuple[str, ...], ...]
    everything: tuple[tuple[str, ...], ...]
    files: tuple[tuple[str, str], ...] = ()
    variables: tuple[str, ...] = ()
    folders: tuple[str, ...] = ("node_modules",)


@dataclass(frozen=True)
class Fetched:
    """The stage that gets packages with another npm, and the scripts that are left to run.

    `everything` and `production` take its packages over, from where it keeps each set.
    """

    notes: tuple[str, ...]
    image: str
    settings: tuple[str, ...]
    scripts: tuple[tuple[str, ...], ...]
    everything: tuple[Copy, ...]
    production: tuple[Copy, ...]


@dataclass(frozen=True)
class Tests:
    """The test stage: what it starts from and runs."""

    stage: str
    copy: Copy | None
    notes: tuple[str, ...]
    once: bool
    runs: tuple[tuple[str, ...], ...]
    gate_runs: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Release:
    """The release stage's own lines; `programs` is the folder that goes on the PATH."""

    copies: tuple[Copy, ...]
    gated: bool
    ports: tuple[str, ...]
    port_notes: tuple[str, ...]
    health: tuple[str, ...] | None
    start: tuple[str, ...] | None
    start_notes: tuple[str, ...]
    programs: str | None = None


@dataclass(frozen=True)
class Dockerfile:
    """Everything that the template prints, in the order in which it stands there."""

    about: tuple[str, ...]
    image: Image
    from_node: tuple[str, ...]
    from_node_notes: tuple[str, ...]
    packages: Packages
    globals: Packages
    build_packages: Packages
    build_globals: Packages
    tools: bool
    prunes: bool
    sources_first: Copy | None
    sources_after: Copy | None
    sources_why: tuple[str, ...]
    fetched: Fetched | None
    clones: bool
    compiles: bool
    manifest: tuple[Copy, ...]
    installation: Installation
    install_keeps_tree: bool
    build: tuple[str, ...] | None
    build_copy: Copy | None
    build_keeps_tree: bool
    tests: Tests
    release: Release
