"""A development runner without a file runs the package's main, and a bare node nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.pipeline import Request, analyse, decide
from migrator.plan import Plan
from migrator.questions import Answers

VAGRANTFILE = """Vagrant.configure("2") do |config|
  config.vm.provision "shell", inline: "apt-get install -y nodejs"
end
"""


def plan_of(root: Path, start: str) -> Plan:
    manifest = f'{{"main": "server.js", "scripts": {{"start": "{start}"}}}}'
    files = {"Vagrantfile": VAGRANTFILE, "package.json": manifest, "server.js": "listen(3000)\n"}
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    return decide(analyse(Request(root=root)), Answers())


@pytest.mark.parametrize("start", ["nodemon", "nodemon -L --watch app", "node ."])
def test_the_packages_main_is_started(tmp_path: Path, start: str) -> None:
    plan = plan_of(tmp_path, start)

    assert plan.app is not None
    assert plan.app.start == ["node", "server.js"]


@pytest.mark.parametrize("start", ["supervisor", "node-dev", "node"])
def test_a_program_without_a_file_starts_nothing_by_itself(tmp_path: Path, start: str) -> None:
    plan = plan_of(tmp_path, start)

    assert plan.app is not None
    assert plan.app.start == ["npm", "start"]
