"""Where a provisioner's manifests and modules lie, and what the Vagrantfile tells them."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import replace

from migrator.read.options import paths_of, plain
from migrator.read.puppet.modules import Modules
from migrator.read.recording import Setting
from migrator.read.shell import Guest
from migrator.values import Unknown, Value


def places(setting: Setting) -> tuple[list[str], list[str]]:
    """The manifests to compile, and the folders with modules."""
    options = setting.provisioner.options
    environment = options.get("environment")
    base = options.get("environment_path")
    if isinstance(base, str) or isinstance(environment, str):
        folder = (
            f"{base if isinstance(base, str) else 'environments'}/{environment or 'production'}"
        )
        manifest = options.get("manifest_file")
        path = f"{folder}/manifests" + (f"/{manifest}" if isinstance(manifest, str) else "")
        modules = [f"{folder}/modules", *paths_of(options.get("module_path"))]
    else:
        manifest = options.get("manifest_file")
        manifest = manifest if isinstance(manifest, str) else "default.pp"
        path = f"{_manifests_folder(options)}/{manifest}"
        modules = paths_of(options.get("module_path"))
    return _manifests(setting, setting.path(path)), [setting.path(each) for each in modules]


def _manifests_folder(options: Mapping[str, Value]) -> str:
    folders = paths_of(options.get("manifests_path"))
    return folders[0] if folders else "manifests"


def _manifests(setting: Setting, path: str) -> list[str]:
    project = setting.project
    if project.is_dir(path):
        names = [name for name in project.entries(path) if name.endswith(".pp")]
        return [posixpath.join(path, name) for name in names]
    return [path] if project.is_file(path) else []


def with_mounts(setting: Setting, manifests: Sequence[str], folders: Sequence[str]) -> Guest:
    """The guest with the folders that Vagrant shares for Puppet."""
    shared = dict(setting.guest.folders)
    if manifests:
        shared["/tmp/vagrant-puppet/manifests"] = posixpath.dirname(manifests[0]) or "."
    for place, folder in enumerate(folders):
        if setting.project.is_dir(folder):
            shared[f"/tmp/vagrant-puppet/modules-{place}"] = folder
    return replace(setting.guest, folders=shared)


def given_facts(value: Value) -> dict[str, object]:
    """The facts that the Vagrantfile gives."""
    if not isinstance(value, Mapping):
        return {}
    return {name: plain(item) for name, item in value.items()}


def facts_of_modules(modules: Modules) -> dict[str, Unknown]:
    why = "a fact that a module computes in the guest"
    return {name: Unknown(why, path, 1) for name, path in modules.facts().items()}
