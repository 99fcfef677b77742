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
        ("if (worker.suicide) return", True),
        ("domain.dispose()", True),
        ("crypto.createCredentials(options)", True),
        ("os.getNetworkInterfaces()", True),
        ("spawn(x, { customFds: [0, 1, 2] })", True),
        ("process.assert(ready)", True),
        ("var suicide = worker.exitedAfterDisconnect", False),
        ("mydomain.disposed(x)", False),
        ("tls.createSecureContext(options)", False),
        ("os.networkInterfaces()", False),
        ("var customFdsOf = {}", False),
        ("assert(process.ready)", False),
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


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("6.17.1", "8.17.0", ["an idle connection", "crypto.pbkdf2()", "npm writes package-lock"]),
        ("8.17.0", "10.24.1", ["worker.suicide", "domain.dispose", "an asynchronous function"]),
        ("10.24.1", "11.15.0", ["crypto.createCredentials()"]),
        (
            "11.15.0",
            "12.22.12",
            ["util.print()", "os.getNetworkInterfaces", "options.customFds", "TLS 1.0"],
        ),
        ("12.22.12", "14.21.3", ["GLOBAL and root", "os.tmpDir()"]),
        ("14.21.3", "15.14.0", ["a promise that", "package-lock.json has", "peer dependencies"]),
        ("16.20.2", "17.9.1", ["OpenSSL 3", "localhost is looked up"]),
        ("17.9.1", "18.20.8", ["a request has to arrive"]),
        ("18.20.8", "19.9.0", ["requests of the default agent"]),
        ("20.0.0", "20.19.0", []),
        ("20.19.0", "22.12.0", ["crypto.createCipher()"]),
        ("22.12.0", "25.0.0", ["util.isString()", "process.assert()", "_headers", "SlowBuffer"]),
    ],
)
def test_each_change_comes_with_its_release(old: str, new: str, said: list[str]) -> None:
    found = [change.what for change in changes_between(old, new) if not change.packages]

    assert len(found) == len(said)
    assert all(what.startswith(start) for what, start in zip(found, said, strict=True))


@pytest.mark.parametrize(
    ("old", "new", "needs"),
    [
        ("10.24.1", "12.22.12", {"node-sass": "4.12.0", "bcrypt": "3.0.6", "gulp": "4.0.0"}),
        ("12.22.12", "13.14.0", {"node-sass": "4.13.0"}),
        ("13.14.0", "14.21.3", {"node-sass": "4.14.0"}),
        ("14.21.3", "15.14.0", {"node-sass": "5.0.0"}),
        ("15.14.0", "16.20.2", {"node-sass": "6.0.0", "fibers": None}),
        (
            "16.20.2",
            "17.9.1",
            {
                "node-sass": "7.0.0",
                "webpack": "5.61.0",
                "react-scripts": "5.0.0",
                "@vue/cli-service": "5.0.0",
            },
        ),
        ("17.9.1", "18.20.8", {"node-sass": "8.0.0", "bcrypt": "6.0.0"}),
        ("18.20.8", "20.19.0", {"node-sass": "9.0.0"}),
        ("20.19.0", "22.12.0", {"node-sass": None}),
        ("22.12.0", "24.0.0", {}),
    ],
)
def test_a_package_needs_the_release_that_is_made_for_the_node(
    old: str, new: str, needs: dict[str, str | None]
) -> None:
    found = [change for change in changes_between(old, new) if change.packages]

    assert {change.packages[0]: change.works_from for change in found} == needs


def test_a_lock_file_of_the_new_form_is_of_no_concern() -> None:
    found = {change.lock_below for change in changes_between("14.21.3", "16.20.2")}

    assert found == {2, None}
