"""Which files the generated test has Node parse."""

from __future__ import annotations

from dataclasses import replace

from migrator.plan import App
from migrator.render.smoke import parse_commands
from tests.render.plans import express


def with_entries(*names: str) -> App:
    app = express().app
    assert app is not None
    return replace(app, entry_files=list(names))


def test_an_entry_without_an_ending_is_javascript() -> None:
    commands = parse_commands(with_entries("bin/www", "app.js"))

    assert [command[-1] for command in commands] == ["bin/www", "app.js"]


def test_what_node_does_not_parse_itself_is_left_out() -> None:
    assert parse_commands(with_entries("config.json", "src/main.ts", "app.coffee")) == ()
