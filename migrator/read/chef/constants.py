"""Ruby's constants as a Chef run on the guest has them."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from migrator.read.chef.node import CHEF_VERSION
from migrator.read.shell.files import Files
from migrator.read.vagrantfile.ruby.registry import Call
from migrator.read.vagrantfile.ruby.values import Module, Receiver, Ruby, Symbol
from migrator.read.vagrantfile.world.files import FILE
from migrator.read.vagrantfile.world.namespace import HostOnly
from migrator.values import Unknown

if TYPE_CHECKING:
    from migrator.read.chef.kitchen import Kitchen

CACHE = "/var/chef/cache"
_CONFIG = {
    "file_cache_path": CACHE, "file_backup_path": "/var/chef/backup", "solo": True,
    "node_name": "vagrant", "environment": "_default",
}  # fmt: skip
_QUESTIONS = {
    "exist?": "any", "exists?": "any", "file?": "file", "directory?": "folder",
    "symlink?": "link", "executable?": "any", "readable?": "any", "size?": "file",
}  # fmt: skip


class GuestFiles(Receiver):
    """`File` in a recipe: questions are about the guest as it is by then."""

    type_name = "File"

    def __init__(self, kitchen: Kitchen) -> None:
        self.kitchen = kitchen

    def answer(self, call: Call) -> Ruby:
        kind = _QUESTIONS.get(call.name)
        path = call.argument(0)
        if isinstance(path, Unknown):
            return path
        if kind is not None:
            return self._is(kind, posixpath.join("/", str(path)))
        if call.name in ("read", "readlines", "open", "mtime", "stat", "readlink", "zero?"):
            return self._content(call, posixpath.join("/", str(path)))
        return FILE.answer(call)

    def _files(self) -> Files:
        recording = self.kitchen.recording
        return Files(recording.guest, recording.project, recording.state)

    def _is(self, kind: str, path: str) -> bool:
        files = self._files()
        if kind == "link":
            return path in files.links
        if kind == "file":
            return files.is_file(path)
        folder = files.is_directory(path)
        return folder if kind == "folder" else folder or files.is_file(path)

    def _content(self, call: Call, path: str) -> Ruby:
        file = self._files().read(path) if call.name in ("read", "readlines") else None
        if file is None or not isinstance(file.content, str):
            return call.unknown(f"{path} of the guest is not known")
        return file.content if call.name == "read" else file.content.splitlines(keepends=True)


class Silent(Receiver):
    """`Chef::Log` and other things that are only told."""

    type_name = "Chef::Log"

    def answer(self, call: Call) -> Ruby:
        if call.name in ("nil?", "is_a?", "class"):
            return NotImplemented
        return self if call.name == "[]" else None


class Config(Receiver):
    """`Chef::Config[:file_cache_path]`."""

    type_name = "Chef::Config"

    def answer(self, call: Call) -> Ruby:
        key = call.required() if call.name == "[]" and call.arguments else call.name
        return _CONFIG.get(key.name if isinstance(key, Symbol) else str(key))


def _mixed_in(name: str) -> Module:
    """A class of Chef's into which libraries mix their methods."""
    module = Module(name, True)

    def include(call: Call) -> Ruby:
        module.includes += [each for each in call.arguments if isinstance(each, Module)]
        return None

    module.own.update(dict.fromkeys(("include", "send", "extend", "prepend"), include))
    return module


def helpers() -> Module:
    """`Chef::Recipe`, whose methods recipes can call."""
    return _mixed_in("Chef::Recipe")


def add_constants(kitchen: Kitchen) -> None:
    """Put Chef's own names among the constants, and let `File` be the guest's."""
    chef = Module("Chef", True)
    server = "data bags and searches need a Chef server"
    chef.constants.update(
        {
            "Log": Silent(),
            "Config": Config(),
            "VERSION": CHEF_VERSION,
            "EncryptedDataBagItem": HostOnly("EncryptedDataBagItem", server),
            "DataBagItem": HostOnly("DataBagItem", server),
            "Search": HostOnly("Search", server),
            "ShellOut": HostOnly("ShellOut", "a command of the guest is not executed"),
            "Provider": Module("Chef::Provider", True),
            "Resource": Module("Chef::Resource", True),
            "Mixin": Module("Chef::Mixin"),
            "Node": Module("Chef::Node", True),
            "Recipe": kitchen.helpers,
            "Exceptions": Module("Chef::Exceptions"),
        }
    )
    files = GuestFiles(kitchen)
    mixlib = Module("Mixlib")
    mixlib.constants["ShellOut"] = chef.constants["ShellOut"]
    for module in (chef, mixlib, *chef.constants.values()):
        if isinstance(module, Module):
            module.own.setdefault("method_missing", _of_chef)
    kitchen.run.main.constants.update(
        {"Chef": chef, "Mixlib": mixlib, "Ohai": Silent(), "File": files, "FileTest": files}
    )


def _of_chef(call: Call) -> Ruby:
    """Classes of Chef's own that no recipe's outcome depends on: `Chef::Provider::Service`."""
    return Silent()
