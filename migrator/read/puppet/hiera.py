"""Hiera: the repository's YAML data, in the order of its hierarchy."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any

from migrator.read.project import NotReadable
from migrator.read.puppet.places import told
from migrator.read.puppet.values import MAX_ITEMS, Puppet
from migrator.read.recording import Setting
from migrator.yaml_text import NotYaml, read_yaml

MAX_LEVELS = 50
MAX_DEPTH = 20
_PLACE = re.compile(r"%\{(?:::)?(?:facts\.)?([\w.:]+)\}")


class Hiera:
    """The data that `hiera.yaml` names, strongest first; facts fill the places in its paths."""

    def __init__(self, setting: Setting, facts: Mapping[str, Puppet]) -> None:
        self.setting = setting
        self.facts = facts
        self._data = [data for path in self._paths() if (data := self._read(path))]

    def get(self, key: str) -> Puppet:
        """The value of a key; None where no level has it."""
        for data in self._data:
            if key in data:
                return data[key]
        return None

    def all(self, key: str) -> list[Puppet]:
        """The values that all levels have for a key, strongest first."""
        return [data[key] for data in self._data if key in data]

    def _paths(self) -> Iterator[str]:
        named = self.setting.provisioner.options.get("hiera_config_path")
        by_path = self.setting.path(named) if isinstance(named, str) else None
        config = by_path or told(self.setting, "--hiera_config")
        if config is None:
            return
        read = self._read(config)
        levels = _list(read.get("hierarchy", read.get(":hierarchy")))
        for level in levels[:MAX_LEVELS]:
            names = [level] if isinstance(level, str) else []
            if isinstance(level, dict):
                names = [*_list(level.get("path")), *_list(level.get("paths"))]
            for name in names:
                path = self._filled(str(name))
                if path is not None:
                    path = path if path.endswith((".yaml", ".yml")) else f"{path}.yaml"
                    yield posixpath.normpath(posixpath.join(self._folder(read, config), path))

    def _folder(self, read: Mapping[str, Any], config: str) -> str:
        """Where the data lies: beside the configuration, whatever absolute path the guest has."""
        yaml = read.get(":yaml") or read.get("defaults") or {}
        folder = yaml.get(":datadir", yaml.get("datadir")) if isinstance(yaml, dict) else None
        beside = posixpath.dirname(config)
        if not isinstance(folder, str):
            return posixpath.join(beside, "data" if "defaults" in read else "hieradata")
        for guest, host in sorted(
            self.setting.guest.folders.items(), key=lambda item: -len(item[0])
        ):
            if folder == guest or folder.startswith(f"{guest.rstrip('/')}/"):
                return posixpath.normpath(posixpath.join(host, folder[len(guest) :].strip("/")))
        if folder.startswith("/"):
            return posixpath.join(beside, posixpath.basename(folder.rstrip("/")))
        return posixpath.join(beside, folder)

    def _filled(self, path: str) -> str | None:
        """A path with facts in its places; None where one is not known."""
        for place in _PLACE.findall(path):
            value = self.facts.get(place)
            if not isinstance(value, str):
                return None
            path = _PLACE.sub(value.replace("\\", ""), path, count=1)
        return path

    def _read(self, path: str) -> dict[str, Puppet]:
        try:
            read = read_yaml(self.setting.project.text(path))
        except (NotReadable, NotYaml):
            return {}
        if not isinstance(read, dict):
            return {}
        return {str(key): _plain(value) for key, value in list(read.items())[:MAX_ITEMS]}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _plain(value: object, depth: int = 0) -> Puppet:
    """A value of YAML as Puppet has it: what is neither text nor number becomes text."""
    if depth > MAX_DEPTH:
        return None
    if isinstance(value, dict):
        items = list(value.items())[:MAX_ITEMS]
        return {str(key): _plain(item, depth + 1) for key, item in items}
    if isinstance(value, list):
        return [_plain(item, depth + 1) for item in value[:MAX_ITEMS]]
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)
