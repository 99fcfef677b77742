"""The survey as a whole: what is reached, what is not read, and that nothing crashes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from migrator.read.javascript import PackageUse, Survey, Unread, survey
from migrator.read.javascript.scan import scan
from migrator.read.project import Project


def surveyed(root: Path, files: dict[str, str], *entries: str) -> Survey:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return survey(Project(root), ".", entries or ["app.js"])


def test_files_are_those_that_the_entries_lead_to(tmp_path: Path) -> None:
    files = {
        "app.js": "require('./routes');\nimport('./late.mjs');\nexport * from './more';",
        "routes/index.js": "var users = require( './users' );",
        "routes/users.js": "",
        "late.mjs": "",
        "more.js": "",
        "unused.js": "",
    }

    reached = surveyed(tmp_path, files).files

    assert reached == ("app.js", "routes/index.js", "late.mjs", "more.js", "routes/users.js")


def test_packages_are_named_with_their_line(tmp_path: Path) -> None:
    files = {
        "app.js": "const m = require('mongoose');\nimport x from '@scope/pkg/deep';\nlisten();",
        "lib.js": "require('lodash/get')",
    }

    packages = surveyed(tmp_path, {**files, "index.js": "require('./lib')"}, "app.js", "index.js")

    assert packages.packages == (
        PackageUse("mongoose", "app.js", 1),
        PackageUse("@scope/pkg", "app.js", 2),
        PackageUse("lodash", "lib.js", 1),
    )


@pytest.mark.parametrize(
    ("files", "entry", "unread"),
    [
        ({"app.coffee": "x"}, "app.coffee", Unread("app.coffee", "it is CoffeeScript")),
        (
            {"app.js": "require('./c.json')", "c.json": "{x}"},
            "app.js",
            Unread("c.json", "line 1, column 2: expecting property name enclosed in double quotes"),
        ),
        ({"app.js": "a\0b"}, "app.js", Unread("app.js", "it is a binary file")),
        (
            {"app.js": "x;" * 300_000},
            "app.js",
            Unread("app.js", "it is larger than 512 KiB"),
        ),
    ],
)
def test_what_cannot_be_read_is_said(
    tmp_path: Path, files: dict[str, str], entry: str, unread: Unread
) -> None:
    assert surveyed(tmp_path, files, entry).unread == (unread,)


def test_an_entry_that_is_not_there_leads_nowhere(tmp_path: Path) -> None:
    found = surveyed(tmp_path, {}, "missing.js", "../outside.js", "/etc/passwd")

    assert (found.files, found.listening, found.unread) == ((), (), ())


def test_nothing_outside_the_repository_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "secret.js").write_text("app.listen(1)")
    inner = tmp_path / "repository"
    inner.mkdir()
    (inner / "link.js").symlink_to(tmp_path / "secret.js")
    code = "require('../secret');\nrequire(__dirname + '/../secret');\nrequire('./link');"

    found = surveyed(inner, {"app.js": code})

    assert found.files == ("app.js",)
    assert found.listening == ()


@pytest.mark.parametrize(
    "code",
    [
        *("(" * 5000, "[" * 5000, "a." * 5000, "{" * 3000 + "}" * 3000, "a=" * 3000 + "1"),
        "app.listen(" + "1+" * 3000 + "1)",
        "app.listen(" + "f(" * 500 + ")" * 500 + ")",
        "var a = b, b = a;\napp.listen(a);",
        "function f() { return f(); }\napp.listen(f());",
        "var o = { ...o };\napp.listen(o.port);",
        "exports.port = require('./app').port;\napp.listen(exports.port);",
        "app.listen('9'.repeat(1e9));\napp.listen(1e999);\napp.listen(0x);\napp.listen(08);",
        "app.listen(" + "9" * 5000 + ");\napp.listen('" + "9" * 5000 + "');",
        "const {" + "a: {" * 100 + "}" * 100 + "} = process.env;",
        "var s = '\\ud800\\u{110000}\\xZZ';\napp.listen(s);",
        "if (a) " * 1000 + "app.listen(3000)",
    ],
)
def test_hostile_code_is_survived(tmp_path: Path, code: str) -> None:
    surveyed(tmp_path, {"app.js": code})


CODE = """const { PORT = 3000 } = process.env, c = require('./c');
app.set('port', normalizePort(PORT || c.web.port)); /* why */
function normalizePort(v) { if (isNaN(v)) { return v; } return parseInt(v, 10); }
mongoose.connect(process.env.DB || `mongodb://localhost:${c.db}/x`, { host: 'localhost' });
class A extends B { port = 1; constructor(p = 2) { this.s.listen(p ? this.port : p); } }
http.createServer(app).listen(app.get('port'), '0.0.0.0', () => console.log('http://localhost'));
"""


@pytest.mark.parametrize("seed", range(150))
def test_mutated_code_is_survived(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    code = CODE
    for _ in range(chance.randint(1, 12)):
        start = chance.randrange(len(code))
        piece = code[start : start + chance.randint(0, 30)]
        at = chance.randrange(len(code))
        code = code[:at] + chance.choice([piece, "", "{", ")", "'", "`", ".", "="]) + code[at + 3 :]

    surveyed(tmp_path, {"app.js": code, "c.json": '{"web": {"port": 80}, "db": [1]}'})


@pytest.mark.parametrize(
    ("text", "requests"),
    [
        ("var a = require('./a');\nvar b = require(\"b\")", [("./a", 1), ("b", 2)]),
        ("import a from './a';\nimport './b'", [("./a", 1), ("./b", 2)]),
        ("export { a } from './a';", [("./a", 1)]),
        ("// require('./a')\n/* require('./b')\n require('./c') */", []),
        ("gulp.src('src/**/*.js');\nrequire('./a')", [("./a", 2)]),
        ("grequire('./a'); x.require('./b'); _require('./c')", []),
        ("var text = 'from here';", []),
        ("require()", []),
        ("require('./routes')(app)", [("./routes", 1)]),
    ],
)
def test_requests_are_found_without_parsing(text: str, requests: list[tuple[str, int]]) -> None:
    scanned = scan(text)

    assert [(request.name, request.line) for request in scanned.requests] == requests
    assert not scanned.needs_syntax


@pytest.mark.parametrize(
    "text", ["app.listen(3)", "require(name)", "require('./a')(80)", "use(process.env.A)"]
)
def test_what_a_search_cannot_tell_needs_syntax(text: str) -> None:
    assert scan(text).needs_syntax
