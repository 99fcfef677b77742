"""Batch mode: many repositories, each costing only itself."""

from __future__ import annotations

import io
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


def test_a_vagrantfile_that_is_not_ruby_is_a_failure_with_its_reason(
    folder: Path, tmp_path: Path
) -> None:
    repository(folder / "cut", Vagrantfile='Vagrant.configure("2") do |c|\n c.vm.box = \n')
    repository(folder / "php", Vagrantfile=VAGRANTFILE.replace("nodejs", "php"))

    run_batch(folder, tmp_path / "out", 1, Answers(), QUIET)

    rows = index(tmp_path / "out")
    assert rows["cut"]["status"] == "failed"
    assert "Vagrantfile:1: this is not Ruby" in str(rows["cut"]["error"])
    assert rows["cut"]["next"]
    assert (rows["php"]["status"], rows["php"]["error"]) == ("not-node", None)
    assert "No Node.js application" in str(rows["php"]["reason"])
    text = (tmp_path / "out" / "index.md").read_text("utf-8")
    assert "| – |\n" not in "".join(line for line in text.splitlines(True) if "not-node" in line)


def test_a_broken_vagrantfile_of_an_application_costs_it_nothing_else(
    folder: Path, tmp_path: Path
) -> None:
    broken = VAGRANTFILE.removesuffix("end\n")
    repository(folder / "cut", Vagrantfile=broken, package__json=MANIFEST, server__js="")

    run_batch(folder, tmp_path / "out", 1, Answers(), QUIET)

    assert index(tmp_path / "out")["cut"]["status"] != "failed"


def test_a_failure_leaves_its_reason_and_nothing_of_an_earlier_run(
    folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run_batch(folder, out, 1, Answers(), QUIET)
    (out / "one" / "Dockerfile").write_text("FROM mine\n")
    (folder / "one" / "Vagrantfile").write_bytes(b"\x00\x01")

    run_batch(folder, out, 1, Answers(), QUIET)

    left = [path.relative_to(out / "one").as_posix() for path in (out / "one").rglob("*.*")]
    assert sorted(left) == ["migration/files.json", "migration/report.md"]
    assert (out / "one" / "Dockerfile").read_text() == "FROM mine\n"
    assert "binary" in (out / "one" / "migration" / "report.md").read_text("utf-8")
    assert "(<one/migration/report.md>)" in (out / "index.md").read_text("utf-8")


@pytest.mark.parametrize("place", ["all", "all/one", "all/new/place", "all/../all", "link"])
def test_results_among_the_repositories_are_refused(
    place: str, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "link").symlink_to(folder)
    before = sorted(folder.rglob("*"))

    with pytest.raises(MigrationError, match="in the folder that is read") as refused:
        run_batch(folder, tmp_path / place, 1, Answers(), QUIET)

    assert refused.value.exit_code == ExitCode.USAGE
    assert sorted(folder.rglob("*")) == before


def test_results_beside_a_folder_of_the_same_beginning_are_not_refused(
    folder: Path, tmp_path: Path
) -> None:
    run_batch(folder, tmp_path / "all-results", 1, Answers(), QUIET)

    assert (tmp_path / "all-results" / "index.md").is_file()


def test_the_end_says_where_the_index_is_and_why_the_exit_code_is_not_0(
    folder: Path, tmp_path: Path
) -> None:
    printed = io.StringIO()

    run_batch(folder, tmp_path / "out", 1, Answers(), Console(file=printed, width=40))

    assert printed.getvalue().splitlines() == [
        "3 repositories: 1 failed, 1 needs-decisions, 1 ready.",
        f"wrote {tmp_path / 'out' / 'index.md'}",
        "Exit code 1: 2 of 3 need a person; the index says why.",
    ]


def test_the_end_says_nothing_of_an_exit_code_of_0(tmp_path: Path) -> None:
    server = "require('http').createServer().listen(3000)"
    files = {"Vagrantfile": VAGRANTFILE, "package__json": MANIFEST, "server__js": server}
    repository(tmp_path / "all" / "one", **files)
    printed = io.StringIO()

    code = run_batch(tmp_path / "all", tmp_path / "out", 1, Answers(), Console(file=printed))

    assert code == ExitCode.DONE
    assert "Exit code" not in printed.getvalue()
    assert printed.getvalue().startswith("1 repository: 1 ready.")


def test_a_folder_without_repositories_is_named(tmp_path: Path) -> None:
    with pytest.raises(MigrationError, match="no repository with a Vagrantfile"):
        find_repositories(tmp_path)
