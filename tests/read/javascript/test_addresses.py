"""Hard-coded addresses in the code and its configuration."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.read.javascript import WrittenAddress, survey
from migrator.read.javascript.addresses import Address, address_in
from migrator.read.project import Project


def addresses(root: Path, code: str, **files: str) -> list[WrittenAddress]:
    (root / "app.js").write_text(code)
    for name, text in files.items():
        (root / name.replace("__", ".")).write_text(text)
    return list(survey(Project(root), ".", ["app.js"]).addresses)


@pytest.mark.parametrize(
    ("code", "host", "port", "hint", "variable"),
    [
        ("connect('mongodb://localhost:27017/db')", "localhost", 27017, "mongodb", None),
        ("var u = 'redis://10.0.0.5'", "10.0.0.5", None, "redis", None),
        ("var u = 'postgres://db.example.org/x'", "db.example.org", None, "postgres", None),
        ("var u = 'mongodb://127.0.0.1,127.0.0.2/x'", "127.0.0.1", None, "mongodb", None),
        ("get('http://localhost:9200')", "localhost", 9200, None, None),
        ("var es = '192.168.33.10:9200'", "192.168.33.10", 9200, None, None),
        ("var ip = '172.31.8.1'", "172.31.8.1", None, None, None),
        (
            "require('redis').createClient(6379, 'localhost')",
            *("localhost", 6379, "redis", None),
        ),
        ("require('redis').createClient()", "localhost", None, "redis", None),
        (
            "require('mysql').createConnection({ host: 'localhost', user: 'u' })",
            *("localhost", None, "mysql", None),
        ),
        (
            "new Sequelize('db', 'u', 'p', { host: 'localhost', dialect: 'postgres' })",
            *("localhost", None, "postgres", None),
        ),
        (
            "new Pool({ host: process.env.DB_HOST || 'localhost', port: 5433 })",
            *("localhost", 5433, None, "DB_HOST"),
        ),
        (
            "var o = { port: 8080, redis: { host: '127.0.0.1' } }",
            *("127.0.0.1", None, None, None),
        ),
        (
            "var u = process.env.DB_URL || 'mongodb://localhost/db'",
            *("localhost", None, "mongodb", "DB_URL"),
        ),
        ("var dbHost = '127.0.0.1'", "127.0.0.1", None, None, None),
        ("const u = `mongodb://localhost:27017/${name}`", "localhost", 27017, "mongodb", None),
        ("const h = 'localhost'; const u = `amqp://${h}`", "localhost", None, "amqp", None),
    ],
)
def test_an_address_is_found(
    tmp_path: Path,
    code: str,
    host: str,
    port: int | None,
    hint: str | None,
    variable: str | None,
) -> None:
    found = addresses(tmp_path, code)

    assert [(a.host, a.port, a.hint, a.variable) for a in found] == [(host, port, hint, variable)]


@pytest.mark.parametrize("path", ["/vagrant", "/vagrant/uploads", "/home/vagrant/.ssh/id"])
def test_a_path_of_the_guest_is_found(tmp_path: Path, path: str) -> None:
    found = addresses(tmp_path, f"use('{path}')")

    assert [(a.kind, a.text) for a in found] == [("guest-path", path)]


@pytest.mark.parametrize(
    "code",
    [
        "app.listen(3000, '127.0.0.1')",
        "console.log('http://localhost:3000')",
        "if (req.hostname === 'localhost') { next() }",
        "// mongodb://localhost/db",
        "var text = 'runs on localhost'",
        "var u = 'https://example.org/localhost'",
        "var version = '10.2.3'",
        "var ip = '8.8.8.8'",
        "bind('0.0.0.0')",
        "var path = '/vagrantish'",
        "var names = ['localhost']",
        "connect(`mongodb://${host}/db`)",
        "require('redis').createClient(process.env.REDIS_URL)",
    ],
)
def test_what_is_no_hard_coded_address(tmp_path: Path, code: str) -> None:
    assert addresses(tmp_path, code) == []


def test_credentials_are_masked(tmp_path: Path) -> None:
    found = addresses(tmp_path, "connect('mongodb://root:hunter2@localhost/db')")

    assert [a.text for a in found] == ["mongodb://root:***@localhost/db"]


def test_an_address_in_a_configuration_file_has_its_line(tmp_path: Path) -> None:
    config = '{\n  "db": {\n    "host": "localhost",\n    "port": 3306}}'

    assert addresses(tmp_path, "require('./config')", config__json=config) == [
        WrittenAddress("localhost", "config.json", 3, "service", "localhost", 3306, "db")
    ]


def test_a_configuration_file_that_nothing_loads_says_nothing(tmp_path: Path) -> None:
    assert addresses(tmp_path, "", config__json='{"host": "localhost"}') == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("jdbc:mysql://localhost:3306/x", Address("service", "localhost", 3306, "mysql")),
        ("mongodb://localhost:port/x", Address("service", "localhost", None, "mongodb")),
        ("localhost:80", Address("service", "localhost", 80, bare=True)),
        ("localhost:port", None),
        ("http://example.org", None),
        ("http://[::1", None),
        ("999.168.0.1", None),
        ("192.168.0.1" * 100, None),
    ],
)
def test_what_a_text_says(text: str, address: Address | None) -> None:
    assert address_in(text) == address
