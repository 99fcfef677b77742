"""A Node that no image has: no Dockerfile, and the reason for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.pipeline import Request, analyse, decide
from migrator.plan import Plan
from migrator.questions import Answers

VAGRANTFILE = """\
Vagrant.configure("2") do |config|
  config.vm.box = "ubuntu/trusty64"
  config.vm.provision "shell", inline: <<-SHELL
    curl -sL https://nodejs.org/dist/v{0}/node-v{0}-linux-x64.tar.gz | tar xz -C /usr/local
  SHELL
end
"""


def plan_of(root: Path, node: str) -> Plan:
    (root / "Vagrantfile").write_text(VAGRANTFILE.format(node))
    (root / "package.json").write_text('{"name": "shop", "scripts": {"start": "node app.js"}}')
    (root / "app.js").write_text("require('http').createServer().listen(3000);\n")
    return decide(analyse(Request(root=root)), Answers())


def test_why_no_file_is_written_is_told(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "0.8.28")

    assert plan.status == "manual"
    told = [each for each in plan.warnings if each.code == "node-without-image"]
    assert [(each.source, each.line) for each in told] == [("Vagrantfile", 4)]
    assert told[0].message.startswith("No image of Node 0.8.28 can be pulled, so no Dockerfile")
    assert "--node-policy nearest-lts takes 4." in told[0].message


@pytest.mark.parametrize("node", ["0.10.28", "8.17.0"])
def test_a_node_with_an_image_has_no_such_warning(tmp_path: Path, node: str) -> None:
    codes = {each.code for each in plan_of(tmp_path, node).warnings}

    assert "node-without-image" not in codes
