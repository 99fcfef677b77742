"""What nothing tells is a question, never a guess."""

from __future__ import annotations

from pathlib import Path

from migrator.pipeline import Request, analyse, decide
from migrator.plan import Plan
from migrator.questions import Answers

VAGRANTFILE = """\
Vagrant.configure("2") do |config|
  config.vm.box = "ubuntu/bionic64"
  config.vm.provision "shell", inline: "apt-get install -y nodejs"
end
"""


def plan_of(root: Path, **files: str) -> Plan:
    """The plan of a repository with these files; `__` in a name stands for a dot."""
    everything = {"Vagrantfile": VAGRANTFILE, "package__json": '{"name": "app"}', **files}
    for name, text in everything.items():
        (root / name.replace("__", ".")).write_text(text)
    return decide(analyse(Request(root=root)), Answers())


def test_an_entry_file_that_only_exports_is_not_taken_for_the_start(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, app__js="module.exports = () => 'hello';\n")

    assert plan.app is not None
    assert plan.app.start is None
    question = next(each for each in plan.questions if each.id == "app.start")
    assert question.answer is None
    assert question.choices == ["node app.js"]


def test_an_entry_file_that_listens_is_the_start(tmp_path: Path) -> None:
    plan = plan_of(
        tmp_path,
        app__js="module.exports = () => 'hello';\n",
        index__js="require('http').createServer(require('./app')).listen(3000);\n",
    )

    assert plan.app is not None
    assert plan.app.start == ["node", "index.js"]
    assert plan.app.port == 3000


def test_a_port_that_nothing_tells_is_null_and_asked(tmp_path: Path) -> None:
    plan = plan_of(
        tmp_path, server__js="require('http').createServer().listen(process.env.PORT);\n"
    )

    assert plan.app is not None
    assert plan.app.port is None
    assert [each.id for each in plan.questions if each.answer is None] == ["app.port"]


def test_every_fact_has_its_evidence(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, server__js="require('http').createServer().listen(3000);\n")

    told = {line.fact for line in plan.evidence}
    assert {"app.node.version", "app.port", "app.start", "app.dir"} <= told
