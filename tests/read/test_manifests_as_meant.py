"""package.json files that npm refuses: what they mean is read where it is plain."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.read.project import Project
from migrator.read.repository import read_manifests


@pytest.mark.parametrize(
    "text",
    [
        '{\n "name": "shop",\n "scripts": {"start": "node a.js",},\n}',
        '{\n // of the shop\n "name": "shop",\n "scripts": {"start": "node a.js"}\n}',
    ],
)
def test_commas_and_comments_too_many_hide_nothing_and_are_said(tmp_path: Path, text: str) -> None:
    (tmp_path / "package.json").write_text(text, encoding="utf-8")

    manifests, (error,) = read_manifests(Project(tmp_path))

    assert manifests["."].scripts == {"start": "node a.js"}
    assert error.path == "package.json" and error.line > 1


@pytest.mark.parametrize(
    "text", ["", "{", '{"name": shop}', '<<<<<<< HEAD\n{"name": "shop"}', "[]", '{"a": "b" "c": 1}']
)
def test_what_may_mean_anything_is_not_read(tmp_path: Path, text: str) -> None:
    (tmp_path / "package.json").write_text(text, encoding="utf-8")

    manifests, unreadable = read_manifests(Project(tmp_path))

    assert manifests == {} and len(unreadable) == 1


def test_a_sound_one_is_read_without_a_word(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"name": "a // b,}"}', encoding="utf-8")

    manifests, unreadable = read_manifests(Project(tmp_path))

    assert manifests["."].name == "a // b,}" and unreadable == ()
