"""Names that are right pass as they are; the rest is quoted or refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from migrator.errors import MigrationError
from migrator.render import quote

from .hostile import hostile


@pytest.mark.parametrize(
    ("check", "name"),
    [
        (quote.image, "mongo:3.6"),
        (quote.image, "node:8.17.0-stretch-slim"),
        (quote.image, "registry.example.org:5000/team/app_one:v1"),
        (quote.image, f"node@sha256:{'0' * 64}"),
        (quote.os_package, "libstdc++6"),
        (quote.os_package, "g++"),
        (quote.os_package, "imagemagick=8:6.9.11"),
        (quote.npm_package, "gulp-cli"),
        (quote.npm_package, "@angular/cli@1.7.4"),
        (quote.npm_package, "JSONStream"),
        (quote.npm_package, "gulp@3.9.1"),
        (quote.service, "postgres"),
        (quote.service, "process-1"),
        (quote.path, "db/init dir/schema.sql"),
        (quote.path, "."),
        (quote.variable, "npm_config_registry"),
    ],
)
def test_a_usual_name_passes_unchanged(check: Callable[[str], str], name: str) -> None:
    assert check(name) == name


@pytest.mark.parametrize(
    ("check", "name"),
    [
        (quote.image, "Mongo"),
        (quote.image, ""),
        (quote.image, "node:"),
        (quote.image, "a b"),
        (quote.os_package, "-y"),
        (quote.os_package, "curl;reboot"),
        (quote.npm_package, "--global"),
        (quote.npm_package, "x y"),
        (quote.npm_package, "../x"),
        (quote.service, "-x"),
        (quote.path, "../x"),
        (quote.path, "/etc/passwd"),
        (quote.path, "a/../../b"),
        (quote.path, "a\nb"),
        (quote.variable, "A=B"),
        (quote.variable, "1A"),
    ],
)
def test_a_name_that_does_not_fit_is_refused(check: Callable[[str], str], name: str) -> None:
    with pytest.raises(MigrationError):
        check(name)


def test_a_range_of_versions_is_one_word_for_the_shell() -> None:
    assert quote.npm_package("npm@>=3") == "'npm@>=3'"


@pytest.mark.parametrize(
    ("port", "text"),
    [
        ((None, 8080, 80, "tcp"), "8080:80"),
        ((None, None, 80, "tcp"), "80"),
        (("127.0.0.1", 8080, 80, "udp"), "127.0.0.1:8080:80/udp"),
        (("127.0.0.1", None, 80, "tcp"), "127.0.0.1::80"),
        (("::1", 8080, 80, "tcp"), "[::1]:8080:80"),
    ],
)
def test_a_port_is_written_in_the_short_form(
    port: tuple[str | None, int | None, int, str], text: str
) -> None:
    assert quote.published_port(*port) == text


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
