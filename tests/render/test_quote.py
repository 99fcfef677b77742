"""Names that are right pass as they are; the rest is quoted or refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from migrator.errors import MigrationError
from migrator.render import names, quote

from .hostile import hostile


@pytest.mark.parametrize(
    ("check", "name"),
    [
        (names.image, "mongo:3.6"),
        (names.image, "node:8.17.0-stretch-slim"),
        (names.image, "registry.example.org:5000/team/app_one:v1"),
        (names.image, f"node@sha256:{'0' * 64}"),
        (names.os_package, "libstdc++6"),
        (names.os_package, "g++"),
        (names.os_package, "imagemagick=8:6.9.11"),
        (names.npm_package, "gulp-cli"),
        (names.npm_package, "@angular/cli@1.7.4"),
        (names.npm_package, "JSONStream"),
        (names.npm_package, "gulp@3.9.1"),
        (names.service, "postgres"),
        (names.service, "process-1"),
        (names.path, "db/init dir/schema.sql"),
        (names.path, "."),
        (names.variable, "npm_config_registry"),
    ],
)
def test_a_usual_name_passes_unchanged(check: Callable[[str], str], name: str) -> None:
    assert check(name) == name


@pytest.mark.parametrize(
    ("check", "name"),
    [
        (names.image, "Mongo"),
        (names.image, ""),
        (names.image, "node:"),
        (names.image, "a b"),
        (names.os_package, "-y"),
        (names.os_package, "curl;reboot"),
        (names.npm_package, "--global"),
        (names.npm_package, "x y"),
        (names.npm_package, "../x"),
        (names.service, "-x"),
        (names.path, "../x"),
        (names.path, "/etc/passwd"),
        (names.path, "a/../../b"),
        (names.path, "a\nb"),
        (names.variable, "A=B"),
        (names.variable, "1A"),
    ],
)
def test_a_name_that_does_not_fit_is_refused(check: Callable[[str], str], name: str) -> None:
    with pytest.raises(MigrationError):
        check(name)


def test_a_range_of_versions_is_one_word_for_the_shell() -> None:
    assert names.npm_package("npm@>=3") == "'npm@>=3'"


@pytest.mark.parametrize(
    ("port", "text"),
    [
        ((None, 8080, 80, "tcp"), "8080:80"),
        ((None, None, 80, "tcp"), "80"),
        (("127.0.0.1", 8080, 80, "udp"), "127.0.0.1:8080:80/udp"),
        (("127.0.0.1", None, 80, "tcp"), "127.0.0.1::80"),
        (("::1", 8080, 80, "tcp"), "[::1]:8080:80"),
        (("localhost", 8080, 80, "tcp"), "127.0.0.1:8080:80"),
        (("", 8080, 80, "tcp"), "8080:80"),
    ],
)
def test_a_port_is_written_in_the_short_form(
    port: tuple[str | None, int | None, int, str], text: str
) -> None:
    assert names.published_port(*port) == text


@pytest.mark.parametrize(
    ("sources", "text"),
    [
        (["package.json", "yarn.lock"], "package.json yarn.lock ./"),
        (["a b.json"], '["a b.json", "./"]'),
        (["[id].js"], '["[[]id].js", "./"]'),
        (["-x"], '["-x", "./"]'),
    ],
)
def test_copy_takes_names_literally(sources: list[str], text: str) -> None:
    assert quote.copy_paths(sources, "./") == text


@pytest.mark.parametrize("word", ["yes", "No", "null", "true", "1", "1e3", "0x1", "", "~", "12:30"])
def test_what_yaml_would_read_as_something_else_is_quoted(word: str) -> None:
    assert yaml.safe_load(quote.yaml(word)) == word


@pytest.mark.parametrize("word", ["production", "postgres:10", "./db", "http://queue:5672/x"])
def test_a_plain_word_stays_bare(word: str) -> None:
    assert quote.yaml(word) == word


@given(hostile | st.text(max_size=20))
def test_every_text_comes_back_from_yaml(text: str) -> None:
    shown = text.encode("utf-8", "replace").decode("utf-8").replace("$", "$$")

    assert yaml.safe_load(quote.yaml(text)) == shown
    assert yaml.safe_load(quote.yaml_list([text])) == [shown]


@given(hostile | st.text(max_size=200))
def test_a_comment_is_one_short_line(text: str) -> None:
    line = quote.comment(text)

    assert line.isprintable()
    assert len(line) <= 100
    assert not line.endswith("\\")


@pytest.mark.parametrize("command", [[], ["--mount=type=secret", "x"], ["echo", "a\nb"]])
def test_a_command_that_run_would_misread_is_refused(command: list[str]) -> None:
    with pytest.raises(MigrationError):
        quote.shell(command)


@pytest.mark.parametrize(
    ("path", "line"),
    [("db/schema.sql", "db/schema.sql"), ("!x", "/!x"), ("#x", "/#x"), ("a[1].sql", "a[[]1].sql")],
)
def test_an_ignored_path_means_only_itself(path: str, line: str) -> None:
    assert quote.ignore_pattern(path) == line
