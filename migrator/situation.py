"""Everything that deciding starts from: what was read, and what was seen."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from migrator.evidence import Evidence, Origin
from migrator.infer.application import Folder
from migrator.read.containers import ContainerFiles
from migrator.read.lockfile import Lockfile
from migrator.read.manifest import Manifest, ManifestNotReadable
from migrator.read.npmrc import RegistryAccess
from migrator.read.repository import Repository


@dataclass(frozen=True)
class Application:
    """The directory that is migrated, and what its own files say.

    `entry_files` are the usual server files that exist there, `server` the one of them whose
    code listens or is a program by itself, where nothing else says what is started;
    `source_files` those of the application that the parse check goes through;
    `install_files` what an install reads beside the manifest; `workspaces` the packages that
    are installed with it, by their folders. All are relative to `directory`. The dependencies of
    `manifest` are also those of its workspaces.
    `access` is what lets the install into a registry, null where it needs no credential.
    """

    directory: str
    manifest: Manifest | None
    locks: Sequence[Lockfile] = ()
    entry_files: Sequence[str] = ()
    server: str | None = None
    source_files: Sequence[str] = ()
    install_files: Sequence[str] = ()
    access: RegistryAccess | None = None
    others: Sequence[Folder] = ()
    why: Sequence[str] = ()
    workspaces: Mapping[str, Manifest] = field(default_factory=dict)


@dataclass(frozen=True)
class Situation:
    """One repository, read; the input of `migrator.decide`.

    `not_node` says what the repository is instead, where it has a package.json or a Node
    but no Node application. `committed` is the day of the newest commit, null where there
    is no history.
    `in_repository` maps guest paths that provisioning loads to paths of the repository;
    `made` has what writes a file there that no checkout has.
    """

    name: str
    vagrantfile: str
    repository: Repository
    evidence: Sequence[Evidence]
    application: Application | None
    not_node: str | None = None
    committed: datetime.date | None = None
    in_repository: Mapping[str, str] = field(default_factory=dict)
    made: Mapping[str, Origin] = field(default_factory=dict)
    unreadable_manifests: Sequence[ManifestNotReadable] = ()
    other_vagrantfiles: Sequence[str] = ()
    containers: ContainerFiles = field(default_factory=ContainerFiles)
    test_gate: bool = True
