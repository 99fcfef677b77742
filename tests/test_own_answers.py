"""A repository's own migrator.yaml: read by every command, below what the caller says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from migrator.ask.answers_file import parse_answers
from migrator.batch.run import run_batch
from migrator.errors import MigrationError
from migrator.pipeline import Request, analyse, decide, with_own_answers
from migrator.plan import Plan
from migrator.questions import Answers, Place
from migrator.render import render
from tests.test_bad_input import migrator, repository

VAGRANTFILE = """\
Vagrant.configure("2") do |config|
  config.vm.box = "ubuntu/bionic64"
  config.vm.network "forwarded_port", guest: 3000, host: 3000
  config.vm.provision "shell", inline: <<-SHELL
    curl -sL https://deb.nodesource.com/setup_8.x | bash -
    apt-get install -y nodejs postgresql htop imagemagick some-unknown-package
    set-the-motd --loud
  SHELL
end
"""
MANIFEST = '{"name": "app", "scripts": {"start": "node server.js", "test": "mocha"}}'
SERVER = "require('http').createServer().listen(3000);\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository on Node 8 with a package that nobody knows."""
    return repository(
        tmp_path / "shop", Vagrantfile=VAGRANTFILE, package__json=MANIFEST, server__js=SERVER
    )


def plan_of(root: Path, own: str, given: Answers | None = None) -> Plan:
    """The plan of a repository with this migrator.yaml."""
    (root / "migrator.yaml").write_text(own, "utf-8")
    request, answers = with_own_answers(Request(root=root), given or Answers())
    return decide(analyse(request), answers)


def node_of(plan: Plan) -> str | None:
    assert plan.app is not None
    return plan.app.node.version


def test_its_answers_are_in_the_plan_with_their_lines(project: Path) -> None:
    plan = plan_of(project, "# ours\napp:\n  node: 10\n  port: 8080\n  start: node other.js\n")

    told = {line.fact: line for line in plan.evidence if line.source == "migrator.yaml"}
    assert plan.app is not None
    assert (node_of(plan), plan.app.port, plan.app.start) == ("10.24.1", 8080, ["node", "other.js"])
    assert {fact: (line.line, line.method) for fact, line in told.items()} == {
        "app.node.version": (3, "answer"),
        "app.port": (4, "answer"),
        "app.start": (5, "answer"),
    }


@pytest.mark.parametrize(
    ("given", "node"),
    [
        (Answers(), "10.24.1"),
        (Answers({"app.node": "12"}), "12.22.12"),
        (Answers({"app.node-policy": "same"}), "8.17.0"),
        (Answers(take_defaults=True), "10.24.1"),
    ],
    ids=["alone", "below a release", "below a policy", "above a default"],
)
def test_it_stands_below_a_person_and_above_a_default(
    project: Path, given: Answers, node: str
) -> None:
    assert node_of(plan_of(project, "app.node: 10\napp.node-policy: latest-lts\n", given)) == node


def test_a_person_stands_above_the_answers_file_and_that_above_migrator_yaml() -> None:
    own = parse_answers("app.node: 8\napp.port: 1\nname: own\n", "migrator.yaml")
    file = parse_answers("app.node: 10\napp.port: 2\n", "answers.yaml")
    person = Answers({"app.node": "12"}, places={"app.node": Place("--node")})

    merged = person.over(file).over(own)

    assert merged.given == {"app.node": "12", "app.port": "2", "name": "own"}
    assert {id: str(place) for id, place in merged.places.items()} == {
        "app.node": "--node",
        "app.port": "answers.yaml:2",
        "name": "migrator.yaml:3",
    }


def test_a_package_goes_where_the_answers_say_whether_it_is_known_or_not(project: Path) -> None:
    plan = plan_of(
        project, "package: {some-unknown-package: build, imagemagick: drop, htop: runtime}\n"
    )

    dropped = {one.name: one.reason for one in plan.os_packages.dropped}
    assert plan.os_packages.runtime == ["htop"]
    assert plan.os_packages.build == ["some-unknown-package"]
    assert dropped["imagemagick"] == "a person decided so"


def test_a_step_and_a_warning_can_be_ignored(project: Path) -> None:
    before = plan_of(project, "")
    after = plan_of(project, "ignore: {steps: ['set-the-motd *'], warnings: [node-eol]}\n")

    manual = [entry.text for entry in before.ledger if entry.outcome == "manual"]
    (entry,) = [entry for entry in after.ledger if "motd" in entry.text]
    assert any("set-the-motd" in text for text in manual)
    assert (entry.outcome, entry.reason) == (
        "dropped",
        "migrator.yaml:1 says that it is not needed",
    )
    assert {warning.code for warning in before.warnings} - {
        warning.code for warning in after.warnings
    } == {"node-eol"}


def test_a_step_that_became_something_is_not_ignored(project: Path) -> None:
    plan = plan_of(project, "ignore.steps: ['*']\n")

    assert {entry.outcome for entry in plan.ledger} == {"image", "dropped"}


def test_a_file_that_is_ignored_is_not_read(project: Path) -> None:
    (project / "old").mkdir()
    (project / "old" / ".nvmrc").write_text("4\n")
    (project / ".nvmrc").write_text("6\n")

    read = plan_of(project, "")
    ignored = plan_of(project, "ignore.files: [.nvmrc, old/]\n")

    assert any(line.source == ".nvmrc" for line in read.evidence)
    assert not any(line.source == ".nvmrc" for line in ignored.evidence)


def test_images_come_through_the_mirror_and_are_pinned(project: Path) -> None:
    digest = f"sha256:{'ab' * 32}"
    own = f"image:\n  mirror: registry.example:5000/hub\n  digest:\n    postgres:10: {digest}\n"

    plan = plan_of(project, own)

    assert plan.app is not None and plan.app.image is not None
    files = {file.path: file.text for file in render(plan)}
    assert plan.app.image.base.startswith("registry.example:5000/hub/")
    assert f"FROM {plan.app.image.base} AS base" in files["Dockerfile"]
    assert f"image: registry.example:5000/hub/postgres:10@{digest}" in files["compose.yaml"]


def test_a_digest_of_an_image_that_is_not_used_is_said(project: Path) -> None:
    plan = plan_of(project, f"image.digest:\n  postgres:9.6: sha256:{'0' * 64}\n")

    (warning,) = [warning for warning in plan.warnings if warning.code == "digest-unused"]
    assert (warning.source, warning.line) == ("migrator.yaml", 2)


def test_the_service_is_called_as_the_answers_say(project: Path) -> None:
    compose = {file.path: file.text for file in render(plan_of(project, "app.service: web\n"))}

    assert "\n  web:\n" in compose["compose.yaml"]
    assert "\n  web:\n" in compose["compose.override.yaml"]
    assert "\n  app:\n" not in compose["compose.yaml"]


@pytest.mark.parametrize("name", ["postgres", "proxy", "scheduler", "setup"])
def test_the_application_cannot_be_called_like_another_container(project: Path, name: str) -> None:
    with pytest.raises(MigrationError, match=rf"migrator\.yaml:1: .* {name}"):
        plan_of(project, f"app.service: {name}\n")


def test_the_name_and_the_gate_are_taken_over(project: Path) -> None:
    plan = plan_of(project, "name: Our Shop\ntest-gate: no\n")

    assert (plan.project.name, plan.test_gate) == ("Our Shop", False)


def test_another_vagrantfile_can_be_named(project: Path) -> None:
    (project / "vm").mkdir()
    (project / "vm" / "Vagrantfile").write_text(VAGRANTFILE.replace("setup_8", "setup_12"))

    assert node_of(plan_of(project, "vagrantfile: vm/Vagrantfile\n")) == "12.22.12"


@pytest.mark.parametrize("command", ["inspect", "generate", "report", "check", "verify"])
def test_every_command_refuses_a_wrong_line(project: Path, command: str) -> None:
    (project / "migrator.yaml").write_text("app:\n  prot: 3000\n")

    result = migrator(command, str(project))

    assert result.returncode == 3
    assert "migrator.yaml:2: app.prot is not a key of an answers file." in result.stderr
    assert "Write app.port instead." in result.stderr
    assert not (project / "Dockerfile").exists()


def test_a_link_out_of_the_repository_is_not_followed(project: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("name: secret\n")
    (project / "migrator.yaml").symlink_to(tmp_path / "secret.yaml")

    result = migrator("inspect", str(project))

    assert result.returncode == 3
    assert "migrator.yaml cannot be read: it lies outside the repository." in result.stderr


def test_check_follows_it_and_shows_what_differs(project: Path) -> None:
    (project / "migrator.yaml").write_text("app.node: 10\npackage.some-unknown-package: drop\n")
    migrator("generate", str(project))
    same = migrator("check", str(project))

    (project / "migrator.yaml").write_text("app.node: 12\npackage.some-unknown-package: drop\n")
    changed = migrator("check", str(project))

    assert (same.returncode, same.stdout) == (0, "")
    assert changed.returncode == 1
    assert "--- a/Dockerfile" in changed.stdout
    assert "+FROM node:12.22.12" in changed.stdout
    assert "Dockerfile" in changed.stderr


def test_a_batch_honours_each_repositorys_own(tmp_path: Path) -> None:
    for name, own in (("a", "app.node: 10\n"), ("b", ""), ("c", "app.nod: 10\n")):
        repository(
            tmp_path / "all" / name,
            Vagrantfile=VAGRANTFILE,
            package__json=MANIFEST,
            server__js=SERVER,
            migrator__yaml=own,
        )

    run_batch(tmp_path / "all", tmp_path / "out", 1, Answers(), Console(quiet=True))

    rows = {row["name"]: row for row in index(tmp_path / "out")}
    assert (rows["a"]["node"], rows["b"]["node"]) == ("10.24.1", "8.17.0")
    assert rows["c"]["status"] == "failed"
    assert rows["c"]["error"] == "migrator.yaml:1: app.nod is not a key of an answers file."


def index(out: Path) -> list[dict[str, Any]]:
    """The rows of a batch's index."""
    rows: list[dict[str, Any]] = json.loads((out / "index.json").read_text("utf-8"))["rows"]
    return rows


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--node", "banana"), "--node 'banana' names no release of Node"),
        (("--node", "26.13.099"), "--node '26.13.099' names no release of Node"),
        (("--node", ""), "--node '' is empty"),
        (("--registry-mirror", ""), "--registry-mirror '' is empty"),
        (("--node", "8", "--node-policy", "same"), "exclude each other"),
        (("--registry-mirror", "https://x"), "--registry-mirror"),
        (("--node-policy", "newest"), "latest-lts"),
    ],
)
def test_an_option_that_cannot_be_is_wrong_usage(
    project: Path, options: tuple[str, ...], said: str
) -> None:
    result = migrator("inspect", str(project), *options)

    assert result.returncode == 2
    assert said in result.stderr


def test_the_schema_is_printed() -> None:
    command = [sys.executable, "-m", "migrator", "schema", "answers"]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)

    assert "app.node-policy" in json.loads(result.stdout)["properties"]
