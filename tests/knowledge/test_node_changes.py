"""What changed between two releases of Node."""

from __future__ import annotations

import pytest

from migrator.knowledge.node_changes import changes_between, native_change, removed_interfaces
from migrator.knowledge.node_releases import key_of, release
from migrator.knowledge.tables import table


def test_only_what_came_between_is_listed() -> None:
    found = changes_between("12.22.12", "14.21.3")

    majors = {key_of(change.since)[0] for change in found if change.kind != "npm"}
    assert majors <= {13, 14}
    assert any("GLOBAL" in change.what for change in found)


@pytest.mark.parametrize(("old", "new"), [("14.21.3", "12.22.12"), ("8.17.0", "8.17.0")])
def test_nothing_changes_downwards_or_on_the_spot(old: str, new: str) -> None:
    assert changes_between(old, new) == []


def test_of_a_packages_rows_the_last_counts() -> None:
    rows = [change for change in changes_between("8.17.0", "18.20.8") if change.packages]

    assert [row.works_from for row in rows if row.packages == ("node-sass",)] == ["8.0.0"]


def test_npm_of_a_node_younger_than_the_table_is_a_new_one() -> None:
    assert any(change.kind == "npm" for change in changes_between("8.17.0", "99.0.0"))


def test_a_compiled_module_is_built_again_for_another_line_only() -> None:
    assert native_change("8.17.0", "10.24.1") is not None
    assert native_change("8.10.0", "8.17.0") is None


def test_every_row_is_of_a_release_and_names_its_source() -> None:
    rows = [row for kind in ("api", "behaviour", "packages") for row in table("node_changes")[kind]]

    assert [row["since"] for row in rows if release(row["since"]) is None] == []
    assert [row for row in [*rows, *table("node_changes")["npm"]] if not row["source"]] == []
    assert [
        row for row in rows if row["what"].endswith(".") or not row["advice"].endswith(".")
    ] == []


def test_every_removed_interface_can_be_searched_for() -> None:
    assert [row["what"] for row in table("node_changes")["api"] if not row["uses"]] == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("util.print('x')", True),
        ("sys.puts(x)", True),
        ("os.tmpDir()", True),
        ("var c = crypto.createCipher(a, b)", True),
        ("if (util.isFunction(f)) {", True),
        ("GLOBAL.config = 1", True),
        ("res._headers.etag", True),
        ("new SlowBuffer(4)", True),
        ("crypto.createCipheriv(a, b, c)", False),
        ("myutil.print(x)", False),
        ("util.inspect(x)", False),
        ("util.isArray(x)", False),
        ("os.tmpdir()", False),
        ("x.GLOBAL.y", False),
        ("this._headers", False),
    ],
)
def test_a_line_of_code_is_told_from_what_only_looks_like_it(line: str, found: bool) -> None:
    assert any(expression.search(line) for _, expression in removed_interfaces()) is found
