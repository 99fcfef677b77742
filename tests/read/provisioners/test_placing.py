"""Files of the repository that a provisioner puts into the guest, whichever provisioner it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.read.project import Project
from migrator.read.repository import read_repository

PLAYBOOK = "- hosts: all\n  tasks:\n    - copy: src=app.conf dest=/etc/app.conf\n"
WAYS = {
    "file": (
        'config.vm.provision "file", source: "app.conf", destination: "/etc/app.conf"',
        {"app.conf": ""},
    ),
    "ansible": (
        'config.vm.provision("ansible") { |ansible| ansible.playbook = "site.yml" }',
        {"app.conf": "", "site.yml": PLAYBOOK},
    ),
    "chef": (
        'config.vm.provision("chef_solo") { |chef| chef.add_recipe "app" }',
        {
            "cookbooks/app/recipes/default.rb": "cookbook_file '/etc/app.conf'\n",
            "cookbooks/app/files/default/app.conf": "",
        },
    ),
    "puppet": (
        'config.vm.provision("puppet") { |puppet| puppet.module_path = "modules" }',
        {
            "manifests/default.pp": (
                "file { '/etc/app.conf': source => 'puppet:///modules/app/app.conf' }\n"
            ),
            "modules/app/files/app.conf": "",
        },
    ),
}


@pytest.mark.parametrize("way", sorted(WAYS))
@pytest.mark.parametrize(
    ("written", "placed"),
    [(b"one\r\ntwo\r\n", "one\ntwo\n"), (b"one\rtwo\n", "one\rtwo\n"), (b"", "")],
)
def test_a_file_comes_into_the_guest_with_unix_line_ends(
    way: str, written: bytes, placed: str, tmp_path: Path
) -> None:
    provision, files = WAYS[way]
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text.encode() or written)
    (tmp_path / "Vagrantfile").write_text(
        f'Vagrant.configure("2") do |config|\n  config.vm.box = "ubuntu/bionic64"\n'
        f"  {provision}\nend\n",
        "utf-8",
    )

    found = read_repository(Project(tmp_path)).provisioned[0].files

    assert [(file.path, file.content) for file in found] == [("/etc/app.conf", placed)]
