"""Credentials of registries in a project's .npmrc."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.read.npmrc import RegistryAccess, access_in

WRITTEN = [
    "//npm.example.org/:_authToken=npm_abc",
    "_auth = dXNlcjpwYXNz",
    '//h/:_password="cGFzcw"',
    "//h/:_password=${USER_NAME}cGFzcw",
    "registry=https://ann:cGFzcw@npm.example.org/",
]


def test_a_token_from_the_environment_is_known_by_its_name() -> None:
    text = (
        "; company\n@company:registry=https://npm.example.org/\n"
        "//npm.example.org/:_authToken=${NPM_TOKEN}\nsave-exact = true\n"
    )

    assert access_in(text, ".npmrc") == RegistryAccess(".npmrc", 3, ("NPM_TOKEN",))


@pytest.mark.parametrize("text", WRITTEN)
def test_a_credential_in_the_file_is_noticed_and_not_kept(text: str) -> None:
    read = access_in(text, ".npmrc")

    assert read is not None and read.is_written
    assert "abc" not in repr(read) and "dXNl" not in repr(read) and "cGFz" not in repr(read)


@pytest.mark.parametrize(
    ("value", "variables"),
    [
        ("${A}", ("A",)),
        ("${A?}", ("A",)),
        ("${A:-}", ("A",)),
        ("${A}:${B}", ("A", "B")),
        ("${A}${A}", ("A",)),
    ],
)
def test_every_variable_is_asked_for_once(value: str, variables: tuple[str, ...]) -> None:
    assert access_in(f"_auth={value}", "p") == RegistryAccess("p", 1, variables)


def test_a_variable_of_another_setting_is_needed_too() -> None:
    read = access_in("registry=${REGISTRY}\n_auth=${A}\n", ".npmrc")

    assert read == RegistryAccess(".npmrc", 2, ("REGISTRY", "A"))


def test_what_a_build_has_of_its_own_is_not_taken_from_the_host() -> None:
    read = access_in("cache=${HOME}/.npm\n_auth=${A}\nprefix=${PATH}${PWD}${USER}\n", ".npmrc")

    assert read == RegistryAccess(".npmrc", 2, ("A",))


@pytest.mark.parametrize(
    "text",
    [
        *("", "# _auth=abc", "; _authToken=abc", "save=true\nnonsense", "loglevel=warn"),
        *("registry=https://npm.example.org/", "//npm.example.org/:always-auth=true", "_auth="),
        *("registry=${REGISTRY}", "email=ann@example.org", "_author=ann", "keyfile=/etc/key"),
    ],
)
def test_ordinary_settings_are_no_credential(text: str) -> None:
    assert access_in(text, ".npmrc") is None


@given(st.text(alphabet="@:=/_authToken${}registry\n #;-"))
def test_garbage_is_read(text: str) -> None:
    access_in(text, ".npmrc")
