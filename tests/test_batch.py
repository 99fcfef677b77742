"""Batch mode: many repositories, each costing only itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.console import Console

from migrator.batch.find import find_repositories
from migrator.batch.run import run_batch
from migrator.errors import ExitCode, MigrationError
from migrator.questions import Answers

VAGRANTFILE = """\
Vagrant.configure("2") do |config|
  config.vm.box = "ubuntu/bionic64"
  config.vm.provision "shell", inline: "apt-get install -y nodejs"
end
"""
MANIFEST = '{"name": "app", "scripts": {"start": "node server.js"}}'
QUIET = Console(quiet=True)


def repository(root: Path, **files: str | bytes) -> None:
    """A directory with these files; `__` in a name stands for a dot."""
    root.mkdir(parents=True)
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (root / name.replace("__", ".")).write_bytes(data)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two repositories that work, one whose Vagrantfile is binary, and one without any."""
    root = tmp_path / "all"
    server = "require('http').createServer().listen(3000)"
    repository(root / "one", Vagrantfile=VAGRANTFILE, package__json=MANIFEST, server__js=server)
    repository(root / "group" / "two", Vagrantfile=VAGRANTFILE, package__json=MANIFEST)
    repository(root / "broken", Vagrantfile=b"\x00\x01")
    repository(root / "other", README__md="no machine here")
    return root


def index(out: Path) -> dict[str, dict[str, object]]:
    """The rows of the index by the repository's name."""
    rows = json.loads((out / "index.json").read_text("utf-8"))["rows"]
    return {row["name"]: row for row in rows}


def test_a_repository_that_fails_costs_only_itself(folder: Path, tmp_path: Path) -> None:
    code = run_batch(folder, tmp_path / "out", 2, Answers(), QUIET)

    rows = index(tmp_path / "out")
    assert code == ExitCode.NEEDS_PERSON
    assert sorted(rows) == ["broken", "group/two", "one"]
    assert rows["broken"]["status"] == "failed"
    assert "binary" in str(rows["broken"]["error"])
    assert rows["one"]["node"] == "8.10.0"
    assert (tmp_path / "out" / "one" / "Dockerfile").is_file()


def test_every_repository_has_a_row_in_the_markdown_index(folder: Path, tmp_path: Path) -> None:
    run_batch(folder, tmp_path / "out", 1, Answers(), QUIET)

    text = (tmp_path / "out" / "index.md").read_text("utf-8")
    assert text.count("\n| ") == 2 + 3
    assert "(<one/migration/report.md>)" in text


def test_two_batches_give_the_same_index(folder: Path, tmp_path: Path) -> None:
    run_batch(folder, tmp_path / "first", 2, Answers(), QUIET)
    run_batch(folder, tmp_path / "second", 1, Answers(), QUIET)

    first, second = (tmp_path / name / "index.json" for name in ("first", "second"))
    assert first.read_bytes() == second.read_bytes()


def test_the_repositories_themselves_are_left_alone(folder: Path, tmp_path: Path) -> None:
    before = sorted(path.relative_to(folder) for path in folder.rglob("*"))

    run_batch(folder, tmp_path / "out", 1, Answers(), QUIET)

    assert sorted(path.relative_to(folder) for path in folder.rglob("*")) == before


def test_a_folder_without_repositories_is_named(tmp_path: Path) -> None:
    with pytest.raises(MigrationError, match="no repository with a Vagrantfile"):
        find_repositories(tmp_path)
