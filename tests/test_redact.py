"""Secrets are masked in every excerpt, and nothing else is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.redact import names_a_secret, redact, resembles_a_key

SECRETS = [
    ("login --secret id/3a9f,1", "login --secret ***,1"),
    ("export DB_PASSWORD=hunter2", "export DB_PASSWORD=***"),
    ("export DB_PASSWORD='hunter2 x'", "export DB_PASSWORD='***'"),
    ('apiKey: "hunter2",', 'apiKey: "***",'),
    ('"password": "hunter2"', '"password": "***"'),
    (":password => 'hunter2'", ":password => '***'"),
    ("mongodb://app:hunter2@localhost/app", "mongodb://app:***@localhost/app"),
    ("redis://:hunter2@localhost", "redis://:***@localhost"),
    ("mysql -u root -phunter2 app < dump.sql", "mysql -u root -p*** app < dump.sql"),
    ("mysqladmin --password=hunter2 ping", "mysqladmin --password=*** ping"),
    ("vault login --token hunter2", "vault login --token ***"),
    (
        "CREATE USER app IDENTIFIED BY 'hunter2';",
        "CREATE USER app IDENTIFIED BY '***';",
    ),
    ("CREATE ROLE app LOGIN PASSWORD 'hunter2'", "CREATE ROLE app LOGIN PASSWORD '***'"),
    ("requirepass hunter2", "requirepass ***"),
    ("redis-cli -a hunter2 ping", "redis-cli -a *** ping"),
    ("sshpass -p hunter2 ssh host", "sshpass -p *** ssh host"),
    (
        "debconf mysql-server/root_password password hunter2",
        "debconf mysql-server/root_password password ***",
    ),
    ("curl -u me:hunter2 https://example.org", "curl -u me:*** https://example.org"),
    ('echo "vagrant:hunter2" | sudo chpasswd', 'echo "vagrant:***" | sudo chpasswd'),
    ("rabbitmqctl add_user app hunter2", "rabbitmqctl add_user app ***"),
    ("Authorization: Bearer hunter2hunter2", "Authorization: Bearer ***"),
    ("aws AKIAABCDEFGHIJKLMNOP", "aws ***"),
    (
        "-----BEGIN RSA PRIVATE KEY-----\nMIIhunter2\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----***-----END RSA PRIVATE KEY-----",
    ),
]

HARMLESS = [
    "docker build --secret id=npmrc,src=.npmrc --secret id=NPM_TOKEN,env=NPM_TOKEN .",
    "export DB_PASSWORD=$SECRET_FROM_VAULT",
    "mysql -u root -p$MYSQL_PASSWORD app",
    "curl -sL https://deb.example.org/setup_8.x | bash -",
    "apt-get install -y libpam-passwdqc",
    "passwd -l root",
    "git clone git@github.com:example/app.git",
    "const port = process.env.PORT || 3000",
    "password: process.env.DB_PASSWORD",
    "DB_PASSWORD_FILE=/run/secrets/db",
    'MYSQL_ALLOW_EMPTY_PASSWORD: "yes"',
    "use the following credentials:",
    "password: ***",
    'rabbitmqctl add_user "$USER" "$PASSWORD"',
    "compass compile --output-style compressed",
    "bypass=1",
    "mysql -u root -p app",
    "ssh -p 2222 vagrant@localhost",
    "http://localhost:3000/@vite",
]


@pytest.mark.parametrize(("text", "expected"), SECRETS, ids=[text[:30] for text, _ in SECRETS])
def test_a_secret_is_masked(text: str, expected: str) -> None:
    assert redact(text) == expected


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_secret_stays_readable(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize(("text", "expected"), SECRETS, ids=[text[:30] for text, _ in SECRETS])
def test_masking_twice_changes_nothing(text: str, expected: str) -> None:
    assert redact(redact(text)) == expected


@pytest.mark.parametrize(
    "name", ["DB_PASSWORD", "apiKey", "AUTH_TOKEN", "SESSION_SECRET", "PWD_DB", "BYPASS_TOKEN"]
)
def test_a_name_of_a_secret_is_known(name: str) -> None:
    assert names_a_secret(name)


@pytest.mark.parametrize("name", ["PATH", "COMPASS", "BYPASS", "TOKEN_URL", "PASSWORD_FILE", "KEY"])
def test_a_name_of_something_else_is_not(name: str) -> None:
    assert not names_a_secret(name)


@given(st.text(max_size=300))
def test_any_text_can_be_masked(text: str) -> None:
    assert isinstance(redact(text), str)


@pytest.mark.parametrize("value", ["a" * 300_000, "1" * 300_000, "a-" * 150_000])
def test_a_long_value_without_a_key_is_read_at_once(value: str) -> None:
    began = time.process_time()

    assert not resembles_a_key("NAME", value)
    assert time.process_time() - began < 1
