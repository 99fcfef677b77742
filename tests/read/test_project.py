"""The only file reader: nothing outside of the repository's root is opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.errors import MigrationError
from migrator.read.project import NotReadable, Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A repository beside a file that is none of its business."""
    (tmp_path / "secret").write_text("outside")
    root = tmp_path / "root"
    (root / "folder").mkdir(parents=True)
    (root / "node_modules" / "x").mkdir(parents=True)
    (root / "folder" / "file").write_bytes(b"\xef\xbb\xbfinside\xff")
    (root / "node_modules" / "x" / "index.js").write_text("x")
    (root / "binary").write_bytes(b"a\0b")
    (root / "out").symlink_to(tmp_path / "secret")
    (root / "up").symlink_to(tmp_path)
    (root / "again").symlink_to(root / "folder" / "file")
    (root / "circle").symlink_to(root / "circle")
    return Project(root)


def test_a_file_is_read_without_its_mark_and_with_replaced_bytes(project: Project) -> None:
    assert project.text("folder/file") == "inside\ufffd"
    assert project.text("./folder/../folder/file") == "inside\ufffd"


def test_a_link_within_the_root_is_followed(project: Project) -> None:
    assert project.is_file("again")
    assert project.text("again") == "inside\ufffd"


@pytest.mark.parametrize(
    "path", ["../secret", "out", "up/secret", "folder/../../secret", "/etc/passwd", "a\0b"]
)
def test_what_lies_outside_is_neither_there_nor_read(project: Project, path: str) -> None:
    assert not project.is_file(path)
    with pytest.raises(NotReadable):
        project.text(path)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("nothing", "no such file"),
        ("folder", "not a regular file"),
        ("binary", "a binary file"),
        ("out", "outside the repository"),
    ],
)
def test_a_refusal_says_why(project: Project, path: str, why: str) -> None:
    with pytest.raises(NotReadable, match=why):
        project.text(path)


def test_a_circle_of_links_is_no_file(project: Project) -> None:
    assert not project.is_file("circle")


def test_a_file_above_the_limit_is_refused(project: Project) -> None:
    with pytest.raises(NotReadable, match="larger"):
        project.text("folder/file", limit=3)


def test_installed_packages_are_not_listed(project: Project) -> None:
    assert "folder/file" in project.files()
    assert not any(path.startswith("node_modules") for path in project.files())
    assert not any(path.startswith("up/") for path in project.files())


def test_a_root_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    with pytest.raises(MigrationError, match="is not a directory"):
        Project(tmp_path / "file")
