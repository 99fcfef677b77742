"""package.json as npm understands it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.read.manifest import Malformed, ManifestNotReadable, read_manifest

EXPRESS = """{
  "name": "todo",
  "private": true,
  "main": "server.js",
  "scripts": {
    "start": "node server.js"
  },
  "dependencies": {"express": "^4.0.0"},
  "devDependencies": {"mocha": "*"},
  "engines": {
    "node": ">=4"
  }
}"""


def test_a_manifest_says_what_runs_and_what_it_needs() -> None:
    manifest = read_manifest(EXPRESS, "package.json")

    assert manifest.name == "todo"
    assert manifest.private
    assert manifest.main == "server.js"
    assert manifest.scripts == {"start": "node server.js"}
    assert manifest.requires("express") == "^4.0.0"
    assert manifest.requires("mocha") == "*"
    assert manifest.engines == {"node": ">=4"}


def test_every_entry_has_its_line() -> None:
    manifest = read_manifest(EXPRESS, "package.json")

    assert manifest.line("scripts", "start") == 6
    assert manifest.line("engines", "node") == 11


def test_what_the_manifest_does_not_say_is_absent() -> None:
    manifest = read_manifest("{}", "package.json")

    assert (manifest.name, manifest.main, manifest.private) == (None, None, False)
    assert manifest.requires("express") is None
    assert manifest.line("engines", "node") is None
    assert manifest.malformed == ()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({"node": ">= 0.6"}, {"node": ">= 0.6"}),
        (["node >=0.6", "npm 1"], {"node": ">=0.6", "npm": "1"}),
        ("node >= 0.6.0 < 0.11", {"node": ">= 0.6.0 < 0.11"}),
        ([], {}),
        (3, {}),
    ],
)
def test_engines_in_every_form_that_npm_ever_took(written: object, read: object) -> None:
    assert read_manifest(json.dumps({"engines": written}), "package.json").engines == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("cli.js", {"tool": "cli.js"}),
        ({"a": "a.js", "b": "b.js"}, {"a": "a.js", "b": "b.js"}),
        (None, {}),
    ],
)
def test_programs_in_both_forms(written: object, read: object) -> None:
    text = json.dumps({"name": "@scope/tool", "bin": written})

    assert read_manifest(text, "package.json").bin == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (["packages/*"], ("packages/*",)),
        ({"packages": ["a", 1]}, ("a",)),
        ({"nohoist": ["b"]}, ()),
        ({"packages": "a"}, ()),
    ],
)
def test_workspaces_in_both_forms(written: object, read: object) -> None:
    assert read_manifest(json.dumps({"workspaces": written}), "p").workspaces == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({"bundledDependencies": ["a"]}, ("a",)),
        ({"bundleDependencies": True}, ("*",)),
        ({"bundleDependencies": False}, ()),
        ({}, ()),
    ],
)
def test_bundled_dependencies_under_both_names(written: object, read: object) -> None:
    assert read_manifest(json.dumps(written), "package.json").bundled == read


def test_config_holds_texts_as_npm_passes_them_on() -> None:
    manifest = read_manifest('{"config": {"port": 8080, "tls": false, "deep": {}}}', "p")

    assert manifest.config == {"port": "8080", "tls": "false"}


def test_a_value_of_a_wrong_type_counts_as_absent_and_is_named() -> None:
    text = '{"name": 3,\n"scripts": {\n"start": ["node"], "test": "mocha"},\n"volta": "8"}'

    manifest = read_manifest(text, "package.json")

    assert manifest.scripts == {"test": "mocha"}
    assert manifest.malformed == (
        Malformed("name", 1, "a text is expected"),
        Malformed("scripts.start", 3, "a text is expected"),
        Malformed("volta", 4, "an object is expected"),
    )


def test_an_empty_list_stands_for_no_dependencies() -> None:
    assert read_manifest('{"dependencies": []}', "package.json").malformed == ()


def test_a_manifest_that_is_not_json_names_its_line_and_the_way_out() -> None:
    with pytest.raises(ManifestNotReadable) as caught:
        read_manifest('{\n  "name": "x",\n}', "web/package.json")

    assert caught.value.message == (
        "web/package.json:2:14 is not valid JSON: a comma after the last entry, which JSON "
        "does not allow."
    )
    assert "web/package.json" in caught.value.next


def test_a_manifest_that_holds_no_object_is_not_readable() -> None:
    with pytest.raises(ManifestNotReadable, match="it holds no object"):
        read_manifest("[]", "package.json")


KEYS = st.sampled_from(
    ["name", "bin", "scripts", "dependencies", "engines", "config", "workspaces", "os"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


@given(st.dictionaries(KEYS, VALUES))
def test_values_of_any_type_never_crash(document: dict[str, object]) -> None:
    manifest = read_manifest(json.dumps(document), "package.json")

    assert all(isinstance(text, str) for text in manifest.scripts.values())


def test_a_package_has_the_line_of_the_group_that_it_is_in() -> None:
    text = '{\n"dependencies": {\n"a": "1"},\n"devDependencies": {\n"b": "2",\n"a": "3"}\n}'
    manifest = read_manifest(text, "package.json")

    lines = [manifest.line_of_package(name) for name in ("a", "b", "c")]
    assert lines == [3, 5, None]
