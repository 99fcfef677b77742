"""The wizard's conversation, with a person who answers from a script."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console

from migrator.errors import ExitCode
from migrator.pipeline import Request, analyse, decide
from migrator.plan import Plan, Question
from migrator.questions import Answers
from migrator.wizard import converse, settle

QUIET = Console(quiet=True)
VAGRANTFILE = """\
Vagrant.configure("2") do |config|
  config.vm.box = "ubuntu/bionic64"
  config.vm.network "forwarded_port", guest: 3000, host: 3000
  config.vm.provision "shell", inline: <<-SHELL
    VERSION=$(curl -s https://example.org/version)
    curl -sL https://deb.nodesource.com/setup_$VERSION | bash -
    apt-get install -y nodejs some-unknown-package
  SHELL
end
"""


class ScriptedAsker:
    """Answers by question id; what is not in the script stays open."""

    def __init__(self, answers: dict[str, str] | None = None, picked: str = "write") -> None:
        self.answers = answers or {}
        self.picked = picked
        self.asked: list[str] = []

    def answer(self, question: Question) -> str | None:
        """Note the question and answer it."""
        self.asked.append(question.id)
        return self.answers.get(question.id)

    def agree(self, text: str, *, default: bool) -> bool:
        """Take the default."""
        return default

    def choose(self, text: str, choices: list[str]) -> str:
        """Pick what the script says."""
        return self.picked


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository whose Node version and one package cannot be known."""
    root = tmp_path / "project"
    root.mkdir()
    (root / "Vagrantfile").write_text(VAGRANTFILE)
    (root / "package.json").write_text('{"name": "app", "scripts": {"start": "node server.js"}}')
    (root / "server.js").write_text("require('http').createServer().listen(3000);\n")
    return root


class Maker:
    """Makes the plan of one repository for whatever has been answered."""

    def __init__(self, root: Path) -> None:
        self.situation = analyse(Request(root=root))

    def __call__(self, answers: Answers) -> Plan:
        return decide(self.situation, answers)


def test_every_open_question_is_asked_once(project: Path) -> None:
    asker = ScriptedAsker({"app.node": "8"})

    plan = settle(Maker(project), asker, Answers(), QUIET)

    assert asker.asked == ["app.node", "package.some-unknown-package"]
    assert plan.app is not None
    assert plan.app.node.version == "8.17.0"
    assert plan.status == "needs-decisions"


def test_an_answered_question_is_not_asked_again(project: Path) -> None:
    asker = ScriptedAsker()

    settle(Maker(project), asker, Answers({"app.node": "8"}), QUIET)

    assert asker.asked == ["package.some-unknown-package"]


def test_defaults_leave_nothing_to_ask(project: Path) -> None:
    asker = ScriptedAsker()

    plan = settle(Maker(project), asker, Answers(take_defaults=True), QUIET)

    assert asker.asked == []
    assert plan.status == "ready"


def test_the_files_are_written_when_the_person_agrees(project: Path) -> None:
    asker = ScriptedAsker({"app.node": "8", "package.some-unknown-package": "drop"})

    code = converse(Maker(project), asker, Answers(), project, False, QUIET)

    assert code == ExitCode.DONE
    assert "node:8.17.0" in (project / "Dockerfile").read_text("utf-8")


def test_nothing_is_written_when_the_person_leaves(project: Path) -> None:
    asker = ScriptedAsker({"app.node": "8"}, picked="leave without writing")

    code = converse(Maker(project), asker, Answers(), project, False, QUIET)

    assert code == ExitCode.NEEDS_PERSON
    assert not (project / "Dockerfile").exists()


def test_a_persons_dockerfile_is_kept_and_said(project: Path) -> None:
    (project / "Dockerfile").write_text("FROM scratch\n")
    asker = ScriptedAsker({"app.node": "8", "package.some-unknown-package": "drop"})

    code = converse(Maker(project), asker, Answers(), project, False, QUIET)

    assert code == ExitCode.NEEDS_PERSON
    assert (project / "Dockerfile").read_text("utf-8") == "FROM scratch\n"
    assert (project / "Dockerfile.migrator-new").exists()
