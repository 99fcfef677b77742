"""Evidence of provisioning comes in the order in which the machine runs it."""

from __future__ import annotations

from pathlib import Path

from migrator.pipeline import Request, analyse, decide
from migrator.questions import Answers

VAGRANTFILE = """Vagrant.configure("2") do |config|
  config.vm.box = "ubuntu/precise64"
  config.vm.synced_folder "salt", "/srv/salt"
  config.vm.provision :salt do |salt|
    salt.masterless = true
    salt.run_highstate = true
  end
end
"""
PACKAGE = """nodejs:
  pkg.installed:
    - name: nodejs
"""
SOURCE = """source:
  cmd.run:
    - name: add-apt-repository -y ppa:chris-lea/node.js
"""


def node_of(root: Path, state: str) -> tuple[str | None, str | None]:
    files = {
        "Vagrantfile": VAGRANTFILE,
        "salt/top.sls": "base:\n  '*':\n    - node\n",
        "salt/node.sls": state,
        "package.json": '{"scripts": {"start": "node server.js"}}',
        "server.js": "require('http').createServer().listen(3000)\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    app = decide(analyse(Request(root=root)), Answers()).app
    assert app is not None and app.node is not None
    return app.node.source, app.node.version


def test_a_package_has_the_source_that_stands_below_and_is_required(tmp_path: Path) -> None:
    state = f"{PACKAGE}    - require:\n      - cmd: source\n{SOURCE}"

    assert node_of(tmp_path, state) == ("ppa", "0.10.48")


def test_a_source_that_comes_later_changes_nothing(tmp_path: Path) -> None:
    assert node_of(tmp_path, PACKAGE + SOURCE) == ("distro", "0.6.12")
