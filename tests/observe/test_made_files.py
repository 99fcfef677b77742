"""Files that only provisioning makes, in a folder that the machine shares."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.pipeline import Request, analyse, decide
from migrator.questions import Answers


def made(root: Path, script: str) -> list[tuple[str | None, int | None]]:
    files = {
        "Vagrantfile": 'Vagrant.configure("2") { |c| c.vm.provision "shell", path: "setup.sh" }\n',
        "setup.sh": script,
        "package.json": '{"main": "server.js"}',
        "server.js": "require('http').createServer().listen(3000)\n",
        "config.example.json": '{"port": 3000}\n',
        "there.json": "{}\n",
    }
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    plan = decide(analyse(Request(root=root)), Answers())
    return [
        (warning.message.split()[2].rstrip(","), warning.line)
        for warning in plan.warnings
        if warning.code == "file-made-by-provisioning"
    ]


@pytest.mark.parametrize(
    ("script", "path"),
    [
        ("cd /vagrant\ncp config.example.json config.json\n", "config.json"),
        ("\necho PORT=3000 > /vagrant/env.sh\n", "env.sh"),
        ("\ncurl -o /vagrant/lib/x.js http://example.org/x.js\n", "lib/x.js"),
    ],
)
def test_a_file_that_no_checkout_has_is_said_with_its_line(
    tmp_path: Path, script: str, path: str
) -> None:
    assert made(tmp_path, script) == [(path, 2)]


@pytest.mark.parametrize(
    "script",
    [
        "echo '{}' > /vagrant/there.json\n",
        "touch /vagrant/.provisioned\n",
        "echo x > /vagrant/setup.log\n",
        "echo x > /vagrant/node_modules/a.js\n",
        "echo x > /etc/app.conf\n",
        "echo PORT=3000 > /vagrant/.env\n",
        "echo x > /home/vagrant/.env\n",
    ],
)
def test_what_the_repository_has_or_nobody_reads_is_not(tmp_path: Path, script: str) -> None:
    assert made(tmp_path, script) == []
