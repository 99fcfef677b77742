"""The wizard's conversation, with a person who answers from a script."""

from __future__ import annotations

import functools
import io
from pathlib import Path

import pytest
from rich.console import Console

from migrator.ask.answers_file import parse_answers
from migrator.errors import ExitCode
from migrator.pipeline import Request, analyse, decide, with_own_answers
from migrator.plan import Plan, Question
from migrator.questions import Answers
from migrator.render import render
from migrator.situation import Situation
from migrator.wizard import converse, settle
from migrator.write import difference

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

    def __init__(
        self, answers: dict[str, str] | None = None, picked: str = "write", agrees: bool = True
    ) -> None:
        self.answers = answers or {}
        self.picked = picked
        self.agrees = agrees
        self.asked: list[str] = []

    def answer(self, question: Question) -> str | None:
        """Note the question and answer it."""
        self.asked.append(question.id)
        return self.answers.get(question.id)

    def agree(self, text: str, *, default: bool) -> bool:
        """Say what the script says."""
        return self.agrees and default

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

    plan, _ = settle(Maker(project), asker, Answers(), QUIET)

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

    plan, _ = settle(Maker(project), asker, Answers(take_defaults=True), QUIET)

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

    printed = io.StringIO()

    code = converse(Maker(project), asker, Answers(), project, False, Console(file=printed))

    assert code == ExitCode.NEEDS_PERSON
    assert "kept Dockerfile, which a person wrote" in printed.getvalue()
    assert "docker compose up" not in printed.getvalue()
    assert (project / "Dockerfile").read_text("utf-8") == "FROM scratch\n"
    assert (project / "Dockerfile.migrator-new").exists()


def test_what_was_answered_is_kept_and_makes_the_same_files_again(project: Path) -> None:
    (project / "migrator.yaml").write_text("# ours\nname: shop\n")
    asker = ScriptedAsker({"app.node": "8", "package.some-unknown-package": "drop"})
    request, answers = with_own_answers(Request(root=project), Answers())
    situation = analyse(request)

    converse(
        functools.partial(decide, situation),
        asker,
        answers,
        project,
        False,
        QUIET,
        project / "migrator.yaml",
    )

    again = decide(*as_next_time(project))
    assert (project / "migrator.yaml").read_text("utf-8") == (
        '# ours\nname: shop\napp.node: "8"\npackage.some-unknown-package: drop\n'
    )
    assert difference(render(again), project) == ""


def as_next_time(root: Path) -> tuple[Situation, Answers]:
    """The repository and its answers as the next run finds them."""
    request, answers = with_own_answers(Request(root=root), Answers())
    return analyse(request), answers


@pytest.mark.parametrize(("picked", "keeps"), [("leave without writing", True), ("write", False)])
def test_answers_are_kept_only_when_the_person_wants_that(
    project: Path, picked: str, keeps: bool
) -> None:
    asker = ScriptedAsker({"app.node": "8"}, picked=picked, agrees=keeps)
    file = project / "migrator.yaml"

    converse(Maker(project), asker, Answers(), project, False, QUIET, file)

    assert not file.exists()


def test_what_stands_in_a_file_is_not_offered_to_be_kept(project: Path) -> None:
    asker = ScriptedAsker()
    given = parse_answers("app.node: 8\n", "answers.yaml")

    converse(Maker(project), asker, given, project, False, QUIET, project / "migrator.yaml")

    assert not (project / "migrator.yaml").exists()


def test_a_form_that_answers_do_not_fit_into_is_left_alone(project: Path) -> None:
    file = project / "migrator.yaml"
    file.write_text("{name: shop}\n")

    converse(
        Maker(project), ScriptedAsker({"app.node": "8"}), Answers(), project, False, QUIET, file
    )

    assert file.read_text("utf-8") == "{name: shop}\n"


def test_what_a_default_has_answered_is_asked_all_the_same(project: Path) -> None:
    site = "server { listen 80; location / { proxy_pass http://localhost:3000; expires 1h; } }"
    write = f"    echo '{site}' > /etc/nginx/conf.d/app.conf\n  SHELL\n"
    (project / "Vagrantfile").write_text(VAGRANTFILE.replace("  SHELL\n", write))
    asker = ScriptedAsker({"proxy": "none"})

    plan, _ = settle(Maker(project), asker, Answers(), QUIET)

    assert asker.asked.count("proxy") == 1
    assert [each.answer for each in plan.questions if each.id == "proxy"] == ["none"]


def test_a_default_is_not_said_to_be_what_a_person_decided(project: Path) -> None:
    by_default = Maker(project)(Answers(take_defaults=True))
    by_a_person = Maker(project)(Answers({"app.node": "8", "package.some-unknown-package": "drop"}))

    facts = [
        {line.fact: line.method for line in plan.evidence if line.fact in _ANSWERED}
        for plan in (by_default, by_a_person)
    ]
    reasons = [
        "\n".join(entry.reason for entry in plan.ledger) for plan in (by_default, by_a_person)
    ]
    assert [set(each.values()) for each in facts] == [{"default"}, {"answer"}]
    assert "some-unknown-package: the default was taken" in reasons[0]
    assert "some-unknown-package: a person decided so" in reasons[1]
    assert "a person" not in reasons[0]


_ANSWERED = ("os_packages.dropped", "app.node.version")
