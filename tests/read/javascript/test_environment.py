"""Environment variables that the code reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.read.javascript import VariableUse, survey
from migrator.read.javascript.dotenv import read_dotenv
from migrator.read.project import Project


def variables(root: Path, code: str) -> list[tuple[str, str | None]]:
    (root / "app.js").write_text(code)
    return [(use.name, use.default) for use in survey(Project(root), ".", ["app.js"]).variables]


@pytest.mark.parametrize(
    ("code", "read"),
    [
        ("connect(process.env.DB_URL)", [("DB_URL", None)]),
        ("connect(process.env['DB_URL'])", [("DB_URL", None)]),
        ("connect(process.env.DB_HOST || 'localhost')", [("DB_HOST", "localhost")]),
        ("connect(process.env.DB_HOST ?? 'localhost')", [("DB_HOST", "localhost")]),
        ("var p = parseInt(process.env.PORT, 10) || 80", [("PORT", "80")]),
        ("var p = Number(process.env.PORT || 80)", [("PORT", "80")]),
        ("var h = process.env.HOST ? process.env.HOST : 'a'", [("HOST", "a"), ("HOST", "a")]),
        ("const { A, B = 'b', C: c } = process.env", [("A", None), ("B", "b"), ("C", None)]),
        ("const env = process.env; use(env.A)", [("A", None)]),
        ("if (process.env.DEBUG) { log(process.env.A) }", [("DEBUG", None), ("A", None)]),
        ("use(process.env.A || process.env.B)", [("A", None), ("B", None)]),
    ],
)
def test_a_variable_is_read_with_its_default(
    tmp_path: Path, code: str, read: list[tuple[str, str | None]]
) -> None:
    assert variables(tmp_path, code) == read


@pytest.mark.parametrize(
    "code",
    [
        "process.env.NODE_ENV = 'test'",
        "delete process.env.DEBUG",
        "// process.env.SECRET",
        "log('process.env.SECRET')",
        "config.env.SECRET",
        "var env = app.get('env'); env.SECRET",
        "process.env[name]",
        "const { env } = process",
        "spawn('node', { env: process.env })",
    ],
)
def test_no_variable_is_read(tmp_path: Path, code: str) -> None:
    assert variables(tmp_path, code) == []


def test_a_read_has_its_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "app.js").write_text("require('./db')")
    (tmp_path / "db.js").write_text("\nconnect(process.env.DB)")

    assert survey(Project(tmp_path), ".", ["app.js"]).variables == (VariableUse("DB", "db.js", 2),)


def test_a_dotenv_file_holds_assignments() -> None:
    text = (
        "# all\nA=1\nexport B = two words # why\nC=\"x # y\"\nD='z'\nA=2\nnot an assignment\n3=4\n"
    )

    assert read_dotenv(text) == {"A": "1", "B": "two words", "C": "x # y", "D": "z"}
