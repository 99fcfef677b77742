"""The Node version that a project's own files ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.read.manifest import read_manifest
from migrator.read.project import Project
from migrator.read.version_files import DeclaredVersion, declared_versions


def declared(root: Path, directory: str = ".") -> list[DeclaredVersion]:
    package = root / directory / "package.json"
    manifest = read_manifest(package.read_text(), "package.json") if package.exists() else None
    return list(declared_versions(Project(root), directory, manifest))


@pytest.mark.parametrize(
    ("text", "spec", "line"),
    [
        ("v8.11.1\n", "v8.11.1", 1),
        ("lts/carbon", "lts/carbon", 1),
        ("# the server's\r\n\r\n 6 # as on production\r\n", "6", 3),
    ],
)
def test_an_nvmrc_is_its_first_line(tmp_path: Path, text: str, spec: str, line: int) -> None:
    (tmp_path / ".nvmrc").write_bytes(text.encode())

    assert declared(tmp_path) == [DeclaredVersion("nvmrc", spec, ".nvmrc", line)]


@pytest.mark.parametrize("text", ["", "\n# 8\n", "key=value\n"])
def test_an_nvmrc_of_nothing_declares_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / ".nvmrc").write_text(text)

    assert declared(tmp_path) == []


def test_tool_versions_name_node_among_others(tmp_path: Path) -> None:
    (tmp_path / ".tool-versions").write_text("ruby 2.4.1\n# nodejs 4\nnodejs 10.15.3 system\n")

    assert declared(tmp_path) == [DeclaredVersion("tool-versions", "10.15.3", ".tool-versions", 3)]


@pytest.mark.parametrize("text", ["ruby 2.4.1\n", "nodejs\n", "#nodejs 8.0.0\n", "nodejs-x 8\n"])
def test_tool_versions_of_other_tools_declare_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / ".tool-versions").write_text(text)

    assert declared(tmp_path) == []


def test_volta_comes_before_engines(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text(
        '{"engines": {"npm": "3",\n"node": ">= 6"},\n"volta": {"node": "8.1.0"}}'
    )

    assert declared(tmp_path) == [
        DeclaredVersion("volta", "8.1.0", "package.json", 3),
        DeclaredVersion("engines", ">= 6", "package.json", 2),
    ]


def test_the_nearest_file_comes_first(tmp_path: Path) -> None:
    (tmp_path / ".nvmrc").write_text("4")
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / ".node-version").write_text("6.0.0")

    assert declared(tmp_path, "web") == [
        DeclaredVersion("node-version", "6.0.0", "web/.node-version", 1),
        DeclaredVersion("nvmrc", "4", ".nvmrc", 1),
    ]


def test_a_file_of_a_sibling_folder_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "api").mkdir()
    (tmp_path / "web").mkdir()
    (tmp_path / "api" / ".nvmrc").write_text("4")

    assert declared(tmp_path, "web") == []
