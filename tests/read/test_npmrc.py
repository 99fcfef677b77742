"""Registries and credentials of a project's own settings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.read.npmrc import Registry, read_npmrc, read_yarnrc


def test_a_scope_of_its_own_registry_with_a_token_from_the_environment() -> None:
    read = read_npmrc(
        "; company\n@company:registry=https://npm.example.org/\n"
        "//npm.example.org/:_authToken=${NPM_TOKEN}\nsave-exact = true\n",
        ".npmrc",
    )

    assert read.registries == (Registry("@company", "https://npm.example.org/", 2),)
    assert read.token_variables == ("NPM_TOKEN",)
    assert read.needs_credentials
    assert not read.has_written_credentials
    assert read.settings == {"save-exact": "true"}


@pytest.mark.parametrize(
    "text",
    ["//npm.example.org/:_authToken=npm_abc", "_auth = dXNlcjpwYXNz", '//h/:_password="cGFzcw"'],
)
def test_a_credential_in_the_file_is_noticed_and_not_kept(text: str) -> None:
    read = read_npmrc(text, ".npmrc")

    assert read.has_written_credentials
    assert "abc" not in repr(read) and "dXNl" not in repr(read) and "cGFz" not in repr(read)


@pytest.mark.parametrize(
    "text", ["", "# registry=https://a", "save=true\nnonsense", "loglevel=warn"]
)
def test_ordinary_settings_name_no_registry(text: str) -> None:
    read = read_npmrc(text, ".npmrc")

    assert read.registries == ()
    assert not read.needs_credentials


def test_yarn_names_scopes_and_servers_in_yaml() -> None:
    read = read_yarnrc(
        "nodeLinker: node-modules\nnpmRegistryServer: https://all.example.org\n"
        "npmScopes:\n  company:\n    npmRegistryServer: https://npm.example.org\n"
        "    npmAuthToken: ${NPM_TOKEN:-none}\n",
        ".yarnrc.yml",
    )

    assert read.registries == (
        Registry(None, "https://all.example.org", None),
        Registry("@company", "https://npm.example.org", None),
    )
    assert read.token_variables == ("NPM_TOKEN",)
    assert read.settings == {"nodeLinker": "node-modules"}


@pytest.mark.parametrize("text", ["", "- a", "a: [", "npmScopes: [a]", "npmScopes: {a: b}"])
def test_yarn_settings_without_registries(text: str) -> None:
    assert read_yarnrc(text, ".yarnrc.yml").registries == ()


@given(st.text(alphabet="@:=/_authToken${}registry\n #;-"))
def test_garbage_is_read(text: str) -> None:
    read_npmrc(text, ".npmrc")
    read_yarnrc(text, ".yarnrc.yml")
