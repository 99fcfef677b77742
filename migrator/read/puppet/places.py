"""Where a provisioner's manifests and modules lie, and what the Vagrantfile tells them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from migrator.read.options import paths_of, plain
from migrator.read.project import NotReadable
from migrator.read.puppet.modules import Modules
from migrator.read.recording import Setting
from migrator.read.shell import Guest
from migrator.read.shell.files import Files
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


def told(setting: Setting, option: str) -> str | None:
    """The file of the repository that an option of `puppet apply` names; None without one.

    The options are one text or several, the path is the guest's: `--hiera_config /vagrant/h.yaml`.
    """
    given = setting.provisioner.options.get("options")
    texts = [given] if isinstance(given, str) else given if isinstance(given, tuple) else ()
    words = [word for text in texts if isinstance(text, str) for word in text.split()]
    found = re.search(rf"(?:^| ){re.escape(option)}[= ](\S+)", " ".join(words))
    if found is None or not found[1].startswith("/"):
        return None
    return Files(setting.guest, setting.project, setting.state).host_path(found[1])


def shared_folder(setting: Setting, files: Files, mount: str) -> str | None:
    """The folder that `puppet:///MOUNT/…` is, by the fileserver.conf that is told; None without.

    `files` are the guest's as they are by now: the folder may be a link that Puppet made.
    https://www.puppet.com/docs/puppet/3.8/file_serving.html: `[mount]`, then `path FOLDER`.
    """
    config = told(setting, "--fileserverconfig")
    if config is None or not setting.project.is_file(config):
        return None
    try:
        text = setting.project.text(config)
    except NotReadable:
        return None
    found = re.search(rf"^\s*\[{re.escape(mount)}\][^\[]*?^\s*path\s+(\S+)", text, re.MULTILINE)
    return None if found is None else files.host_path(found[1])


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
