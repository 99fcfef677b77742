"""Everything that is read of a repository before anything is concluded from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from migrator.knowledge import distributions
from migrator.machine import VagrantConfig
from migrator.plan import OperatingSystem
from migrator.read.docker_provisioner import from_provider
from migrator.read.json_text import without_comments
from migrator.read.manifest import Manifest, ManifestNotReadable, read_manifest
from migrator.read.own_clones import own_clones
from migrator.read.project import NotReadable, Project
from migrator.read.provisioning import Provisioned, follow_machine
from migrator.read.synced_folders import GuestPaths, shared_folders
from migrator.read.vagrantfile import read_vagrantfile
from migrator.read.vagrantfiles import candidates
from migrator.steps import Step
from migrator.values import Unknown

MAX_MANIFESTS = 200


@dataclass(frozen=True)
class Repository:
    """What the repository says: its machines, their provisioning, its packages.

    `systems` is by machine; `manifests` by directory ("." is the root);
    `unreadable_manifests` are package.json files that are not JSON, also where it is plain
    what they mean.
    """

    config: VagrantConfig
    systems: Mapping[str, OperatingSystem | None]
    provisioned: tuple[Provisioned, ...]
    steps: tuple[Step, ...]
    manifests: Mapping[str, Manifest]
    unreadable_manifests: tuple[ManifestNotReadable, ...] = ()
    folders: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def paths(self) -> dict[str, GuestPaths]:
        """How each machine's paths map to the repository."""
        links = {followed.machine: followed.links for followed in self.provisioned}
        return {
            name: GuestPaths(folders, links.get(name, {})) for name, folders in self.folders.items()
        }


def read_repository(
    project: Project,
    vagrantfile: str | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    provider: str | None = None,
) -> Repository:
    """Read the Vagrantfile, follow its provisioning and find the packages.

    Of several Vagrantfiles, unless one is named, the one is taken that sets up the most:
    one with provisioning and with a package below its folder.
    MigrationError when there is none, or it cannot be read at all.
    """
    manifests, unreadable = read_manifests(project)
    config = _choose(
        [
            read_vagrantfile(project, path, environment=environment, provider=provider)
            for path in candidates(project, vagrantfile)
        ],
        manifests,
    )
    vagrantfile = config.vagrantfile
    root = manifests.get(".")
    names = {project.root.name, *((root.name,) if root is not None and root.name else ())}
    systems: dict[str, OperatingSystem | None] = {}
    folders: dict[str, dict[str, str]] = {}
    provisioned: list[Provisioned] = []
    steps: list[Step] = []
    for machine in config.machines:
        box = None if isinstance(machine.box, Unknown) else machine.box
        url = None if isinstance(machine.box_url, Unknown) else machine.box_url
        systems[machine.name] = distributions.os_of_box(box, url)
        folders[machine.name] = shared_folders(machine, vagrantfile)
        followed = follow_machine(
            machine,
            project,
            vagrantfile,
            systems[machine.name],
            folders[machine.name],
            first_step=len(steps),
            machines=config.machines,
        )
        folders[machine.name] = own_clones(followed.commands, names) | folders[machine.name]
        provisioned.append(followed)
        steps += followed.steps
    return Repository(
        config, systems, tuple(provisioned), tuple(steps), manifests, unreadable, folders
    )


def _choose(configs: list[VagrantConfig], manifests: Mapping[str, Manifest]) -> VagrantConfig:
    """The configuration that sets up the most; the first of equal ones."""

    def weight(config: VagrantConfig) -> tuple[bool, bool]:
        folder = config.vagrantfile.rpartition("/")[0]
        below = any(f"{name}/".startswith(f"{folder}/") for name in manifests) or not folder
        machines = config.machines
        return any(one.provisioners or from_provider(one) for one in machines), below

    return max(configs, key=weight)


def read_manifests(
    project: Project,
) -> tuple[dict[str, Manifest], tuple[ManifestNotReadable, ...]]:
    """Every package.json of the repository by its directory, and those that npm cannot read."""
    manifests: dict[str, Manifest] = {}
    unreadable: list[ManifestNotReadable] = []
    paths = [path for path in project.files() if path.rpartition("/")[2] == "package.json"]
    for path in sorted(paths, key=lambda path: (path.count("/"), path))[:MAX_MANIFESTS]:
        try:
            text = project.text(path)
        except NotReadable:
            continue
        manifest, error = _as_meant(text, path)
        if error is not None:
            unreadable.append(error)
        if manifest is not None:
            manifests[path.rpartition("/")[0] or "."] = manifest
    return manifests, tuple(unreadable)


def _as_meant(text: str, path: str) -> tuple[Manifest | None, ManifestNotReadable | None]:
    """A package.json, and what is wrong with it.

    Comments and commas too many leave no doubt about what is meant, though npm refuses them.
    """
    try:
        return read_manifest(text, path), None
    except ManifestNotReadable as error:
        try:
            return read_manifest(without_comments(text), path), error
        except ManifestNotReadable:
            return None, error
