"""Provisioning that clones the repository itself instead of sharing its folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.read.project import Project
from migrator.read.repository import read_repository


def folders(root: Path, script: str) -> dict[str, str]:
    files = {
        "Vagrantfile": 'Vagrant.configure("2") { |c| c.vm.provision "shell", path: "setup.sh" }\n',
        "setup.sh": script,
        "package.json": '{"name": "chat"}',
    }
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    found = read_repository(Project(root)).paths()["default"].folders
    return {guest: host for guest, host in found.items() if guest != "/vagrant"}


@pytest.mark.parametrize(
    ("script", "path"),
    [
        ("git clone https://github.com/ann/chat.git /srv/chat", "/srv/chat"),
        ("cd /opt\ngit clone -b stable --depth 1 git@github.com:ann/chat", "/opt/chat"),
        ("cd /var/www && git clone https://example.org/chat/ web", "/var/www/web"),
    ],
)
def test_its_folder_is_the_repository(tmp_path: Path, script: str, path: str) -> None:
    assert folders(tmp_path, script) == {path: "."}


@pytest.mark.parametrize(
    "script",
    [
        "git clone https://github.com/ann/other /srv/chat",
        "git clone https://github.com/chat/other /srv/chat",
        "git clone https://github.com/ann/chat $(mktemp -d)",
        "git clone https://github.com/ann/chat /vagrant",
        "git pull https://github.com/ann/chat /srv/chat",
    ],
)
def test_another_repository_or_place_is_not(tmp_path: Path, script: str) -> None:
    assert folders(tmp_path, script) == {}
