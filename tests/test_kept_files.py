"""A person's container files: kept, said, and evidence still when they had to make room."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.test_bad_input import migrator, repository

VAGRANTFILE = """\
Vagrant.configure("2") do |config|
  config.vm.box = "ubuntu/focal64"
  config.vm.network "forwarded_port", guest: 3000, host: 3000
end
"""
MANIFEST = '{"name": "shop", "scripts": {"start": "node server.js"}}'
SERVER = "require('http').createServer().listen(3000);\n"
THEIRS = 'FROM node:18\nCOPY . .\nEXPOSE 3000\nCMD ["npm", "start"]\n'
COMPOSE = "services:\n  web:\n    build: .\n    ports: ['3000:3000']\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An application in a machine without a Node, with a Dockerfile of a person's that has one."""
    return repository(
        tmp_path / "shop",
        Vagrantfile=VAGRANTFILE,
        package__json=MANIFEST,
        server__js=SERVER,
        Dockerfile=THEIRS,
    )


def node_of(root: Path) -> str:
    """The release of Node that the plan in a repository has."""
    plan = json.loads((root / "migration" / "plan.json").read_text("utf-8"))
    version = plan["app"]["node"]["version"]
    assert isinstance(version, str)
    return version


def test_what_is_kept_is_said_instead_of_ready(project: Path) -> None:
    (project / "docker-compose.yml").write_text(COMPOSE)

    result = migrator("generate", str(project))

    assert result.returncode == 1
    for told in (result.stdout, (project / "migration" / "report.md").read_text("utf-8")):
        assert "Ready: the files can be built" not in told
        assert "migrator generate --force" in told.replace("\n  ", " ")
    assert "kept Dockerfile, which a person wrote or changed" in result.stderr
    assert "kept docker-compose.yml, whose place compose.yaml would take" in result.stderr
    assert not (project / "compose.yaml").exists()
    assert not (project / "compose.override.yaml").exists()


def test_a_file_of_ours_that_a_person_changed_is_said_instead_of_ready(project: Path) -> None:
    migrator("generate", "--force", str(project))
    with (project / "Dockerfile").open("a") as stream:
        stream.write("# mine\n")

    result = migrator("generate", str(project))

    assert result.returncode == 1
    assert "Ready: the files can be built" not in result.stdout
    assert "kept Dockerfile" in result.stderr


def test_a_compose_file_elsewhere_is_in_nobodys_way(project: Path) -> None:
    (project / "Dockerfile").rename(project / "Dockerfile.dev")
    (project / "test").mkdir()
    (project / "test" / "docker-compose.yml").write_text(COMPOSE)

    result = migrator("generate", str(project))

    assert result.returncode == 0
    assert "Ready: the files can be built" in result.stdout
    assert (project / "compose.yaml").exists()


def test_force_replaces_and_says_so(project: Path) -> None:
    (project / "docker-compose.yml").write_text(COMPOSE)

    result = migrator("generate", "--force", str(project))

    assert result.returncode == 0
    assert "not overwritten" not in result.stdout + result.stderr
    assert "kept what a person wrote in Dockerfile as Dockerfile.before-migrator" in result.stderr
    assert "compose.yaml now takes the place of docker-compose.yml" in result.stderr
    assert (project / "Dockerfile.before-migrator").read_text("utf-8") == THEIRS
    assert (project / "docker-compose.yml").read_text("utf-8") == COMPOSE


@pytest.mark.parametrize("name", ["docker-compose.yml", "compose.yaml"])
def test_what_made_room_is_evidence_still(project: Path, name: str) -> None:
    (project / name).write_text(COMPOSE)
    migrator("generate", "--force", str(project))
    files = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}

    again = migrator("generate", str(project))

    assert node_of(project).startswith("18.")
    assert again.returncode == 0
    assert "wrote" not in again.stderr
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == files
    assert migrator("check", str(project)).stdout == ""
    assert migrator("verify", str(project)).returncode == 0


def test_a_file_named_as_one_that_made_room_is_none_without_the_replaced(project: Path) -> None:
    (project / "Dockerfile").rename(project / "Dockerfile.before-migrator")

    migrator("generate", "--defaults", str(project))

    assert not node_of(project).startswith("18.")


def test_what_made_room_is_in_no_image(project: Path) -> None:
    migrator("generate", "--force", str(project))

    ignored = (project / ".dockerignore").read_text("utf-8").splitlines()
    assert "**/*.before-migrator" in ignored


def test_force_elsewhere_leaves_the_repository_and_its_names(project: Path, tmp_path: Path) -> None:
    result = migrator("generate", "--force", "--output", str(tmp_path / "out"), str(project))

    assert result.returncode == 0
    assert "before-migrator" not in (tmp_path / "out" / "Dockerfile").read_text("utf-8")
    assert not (project / "Dockerfile.before-migrator").exists()


def test_verify_finds_a_dockerfile_that_the_repository_would_not_give(project: Path) -> None:
    (project / "Dockerfile").unlink()
    migrator("generate", "--node", "18", str(project))

    result = migrator("verify", str(project))

    assert result.returncode == 0
    assert "passed: the release stage is sound" in result.stdout


def test_verify_reads_nothing_outside_whatever_the_manifest_names(project: Path) -> None:
    (project / "Dockerfile").unlink()
    (project.parent / "outside").write_text("DB_PASSWORD=hunter2hunter2\n")
    migrator("generate", "--node", "18", str(project))
    manifest = project / "migration" / "files.json"
    recorded = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps({"files": {**recorded["files"], "../outside": ["0"]}}))

    result = migrator("verify", str(project))

    assert result.returncode == 0
    assert "outside" not in result.stdout


def test_verify_says_that_there_is_no_dockerfile(project: Path) -> None:
    (project / "Dockerfile").unlink()

    result = migrator("verify", str(project))

    assert result.returncode == 3
    assert "There is no Dockerfile to verify" in result.stderr
