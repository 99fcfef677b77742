"""A repository made of a few files, read on the spot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from migrator.machine import VagrantConfig
from migrator.read.project import Project
from migrator.read.vagrantfile import read_vagrantfile

Reader = Callable[..., VagrantConfig]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Write files (the Vagrantfile first, the others by name) and read the Vagrantfile."""

    def write_and_read(
        vagrantfile: str,
        files: Mapping[str, str] | None = None,
        environment: Mapping[str, str] | None = None,
        provider: str | None = None,
    ) -> VagrantConfig:
        root = tmp_path / "project"
        for name, text in {"Vagrantfile": vagrantfile, **(files or {})}.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8", "surrogateescape"))
        return read_vagrantfile(Project(root), environment=environment, provider=provider)

    return write_and_read


@pytest.fixture
def inline(read: Reader) -> Callable[..., object]:
    """The text of one shell provisioner whose script is a Ruby expression."""

    def evaluate(expression: str, setup: str = "", **more: object) -> object:
        config = read(
            f'{setup}\nVagrant.configure("2") do |config|\n'
            f'  config.vm.provision "shell", inline: ({expression})\nend\n',
            **more,
        )
        return config.machines[0].provisioners[0].inline

    return evaluate
