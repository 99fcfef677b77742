"""`migrator check` as CI and a pre-commit hook run it, in a real git repository."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.test_bad_input import migrator, repository

ROOT = Path(__file__).parent.parent
VAGRANTFILE = """\
Vagrant.configure("2") do |config|
  config.vm.box = "ubuntu/bionic64"
  config.vm.provision "shell", inline: <<-SHELL
    curl -sL https://deb.nodesource.com/setup_8.x | bash -
    apt-get install -y nodejs
  SHELL
end
"""
MANIFEST = '{"name": "app", "engines": {"node": ">=4"}, "scripts": {"start": "node server.js"}}'
SERVER = "require('http').createServer().listen(3000);\n"


def git(root: Path, *arguments: str, day: str = "2019-01-01") -> subprocess.CompletedProcess[str]:
    """Run git without anybody's own configuration, on a day."""
    moment = f"{day}T12:00:00"
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(root),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_DATE": moment,
        "GIT_COMMITTER_DATE": moment,
    }
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    command = ["git", *who, *arguments]
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, timeout=60
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with a commit of 2019, and its container files not yet committed."""
    root = repository(
        tmp_path / "shop", Vagrantfile=VAGRANTFILE, package__json=MANIFEST, server__js=SERVER
    )
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "first")
    assert migrator("generate", str(root)).returncode == 0
    return root


@pytest.fixture
def hooked(project: Path) -> Path:
    """The repository with the hook that this project offers, run by git itself."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert hook["language"] == "python" and not hook["pass_filenames"] and hook["always_run"]
    script = project / ".git" / "hooks" / "pre-commit"
    script.write_text(f"#!/bin/sh\nexec {shlex.join(shlex.split(hook['entry']))}\n")
    script.chmod(0o755)
    return project


def test_the_hook_lets_files_pass_that_follow_from_the_repository(hooked: Path) -> None:
    git(hooked, "add", ".")

    assert git(hooked, "commit", "-m", "containers").returncode == 0
    assert git(hooked, "status", "--porcelain").stdout == ""


def test_the_hook_stops_a_commit_that_the_files_do_not_follow(hooked: Path) -> None:
    (hooked / "Vagrantfile").write_text(VAGRANTFILE.replace("setup_8", "setup_10"))
    git(hooked, "add", ".")

    result = git(hooked, "commit", "-m", "newer")

    assert result.returncode == 1
    assert "+# Node.js 10.24.1 comes from" in result.stderr
    assert "Not what the repository gives now: Dockerfile, migration/plan.json" in result.stderr
    assert git(hooked, "log", "--oneline").stdout.count("\n") == 1


def test_the_hook_stops_a_file_that_was_changed_by_hand(hooked: Path) -> None:
    (hooked / "compose.yaml").write_text("services: {}\n")
    git(hooked, "add", ".")

    result = git(hooked, "commit", "-m", "by hand")

    assert result.returncode == 1
    assert "compose.yaml" in result.stderr


def test_neither_a_later_commit_nor_another_folder_makes_files_stale(
    project: Path, tmp_path: Path
) -> None:
    git(project, "add", ".")
    git(project, "commit", "--quiet", "-m", "containers", day="2024-06-01")
    git(tmp_path, "clone", "--quiet", str(project), "another-name")

    assert migrator("check", str(project)).stderr == ""
    assert migrator("check", str(tmp_path / "another-name")).stdout == ""


@pytest.mark.parametrize(
    "plan", ["", "[]", '{"project": 3}', '{"project": {"name": 1, "day": "x"}}', "[" * 9000]
)
def test_a_plan_that_is_none_is_a_difference_and_no_crash(project: Path, plan: str) -> None:
    (project / "migration" / "plan.json").write_text(plan)

    result = migrator("check", str(project))

    assert result.returncode == 1
    assert "Traceback" not in result.stderr


@pytest.fixture
def undecided(tmp_path: Path) -> Path:
    """A repository with two questions, which defaults answered when its files were written."""
    unknown = VAGRANTFILE.replace("install -y nodejs", "install -y some-unknown-package")
    files = {"Vagrantfile": unknown.replace("setup_8", "setup_$VERSION")}
    files |= {"package__json": MANIFEST, "server__js": SERVER}
    root = repository(tmp_path / "shop", **files)
    assert migrator("generate", "--defaults", str(root)).returncode == 0
    return root


@pytest.mark.parametrize("options", [(), ("--defaults",)])
def test_defaults_that_were_taken_are_taken_again(
    undecided: Path, options: tuple[str, ...]
) -> None:
    result = migrator("check", *options, str(undecided))

    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_what_to_run_takes_the_defaults_again(undecided: Path) -> None:
    (undecided / "compose.yaml").write_text("services: {}\n")

    result = migrator("check", str(undecided))

    assert result.returncode == 1
    assert "compose.yaml. Run `migrator generate --defaults`." in result.stderr.replace("\n", " ")


def test_an_answer_that_somebody_gives_comes_before_a_default(undecided: Path) -> None:
    (undecided / "migrator.yaml").write_text("package.some-unknown-package: runtime\n")

    result = migrator("check", str(undecided))

    assert result.returncode == 1
    assert "some-unknown-package" in result.stdout


@pytest.mark.parametrize("answer", ["8\nRUN x", "banana", "", 8, None])
def test_a_recorded_answer_that_is_none_is_not_taken(undecided: Path, answer: object) -> None:
    path = undecided / "migration" / "plan.json"
    plan = json.loads(path.read_text("utf-8"))
    for question in plan["questions"]:
        question |= {"answer": answer, "by_default": False}
    path.write_text(json.dumps(plan))

    result = migrator("check", str(undecided))

    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "banana" not in "\n".join(
        line for line in result.stdout.splitlines() if line.startswith("+")
    )
