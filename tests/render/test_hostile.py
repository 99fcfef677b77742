"""No value of a plan can inject an instruction, a key, a tag or a terminal sequence."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import yaml
from hypothesis import given, settings

from migrator.errors import MigrationError
from migrator.plan import App, BuildSecret, EnvironmentVariable, InitScript, Plan, PublishedPort
from migrator.render import plan_json, render

from .hostile import hostile
from .plans import express, native_postgres

FEW = settings(max_examples=25, deadline=None)


def files(plan: Plan) -> dict[str, str]:
    return {file.path: file.text for file in render(plan)}


def instructions(dockerfile: str) -> list[str]:
    """The instructions as BuildKit reads them: comments out, continued lines joined."""
    lines = [line for line in dockerfile.split("\n") if not line.lstrip().startswith("#")]
    return [line for line in "\n".join(lines).replace("\\\n", "").split("\n") if line.strip()]


def app_of(plan: Plan) -> App:
    assert plan.app is not None
    return plan.app


def safe(text: str) -> bool:
    """Whether a terminal shows every character and acts on none."""
    return all(character.isprintable() or character == "\n" for character in text)


@FEW
@given(hostile)
def test_free_text_stays_in_its_comment(text: str) -> None:
    plan = native_postgres()
    app = app_of(plan)
    image = app.image
    assert image is not None
    evidence = [replace(line, source=text, text=text) for line in plan.evidence]
    hacked = replace(
        plan,
        project=replace(plan.project, name=text),
        app=replace(app, name=text, machine=text, start_why=text, image=replace(image, why=text)),
        evidence=evidence,
    )

    expected = files(plan)
    found = files(hacked)

    assert instructions(found["Dockerfile"]) == instructions(expected["Dockerfile"])
    assert yaml.safe_load(found["compose.yaml"]) == yaml.safe_load(expected["compose.yaml"])
    assert all(safe(body) for body in found.values())


@FEW
@given(hostile)
def test_a_comment_at_the_top_is_no_directive_of_the_parser(text: str) -> None:
    plan = express()
    hacked = replace(plan, app=replace(app_of(plan), name=f"syntax={text}"))
    first = files(hacked)["Dockerfile"].split("\n")[0]

    assert not re.fullmatch(r"#\s*[a-zA-Z][a-zA-Z0-9]*\s*=.*", first)


@FEW
@given(hostile, hostile)
def test_the_start_command_keeps_its_arguments(one: str, two: str) -> None:
    plan = express()
    hacked = replace(plan, app=replace(app_of(plan), start=["node", one, two]))
    lines = instructions(files(hacked)["Dockerfile"])

    assert lines[:-1] == instructions(files(plan)["Dockerfile"])[:-1]
    assert json.loads(lines[-1].removeprefix("CMD ")) == ["node", one, two]


@FEW
@given(hostile)
def test_an_argument_of_a_test_is_one_word_or_refused(text: str) -> None:
    plan = express()
    hacked = replace(plan, app=replace(app_of(plan), lint=["npx", text]))
    try:
        lines = instructions(files(hacked)["Dockerfile"])
    except MigrationError:
        assert not text.isprintable()
        return

    (lint,) = [line for line in lines if line.startswith("RUN npx")]

    assert shlex.split(lint) == ["RUN", "npx", text]
    assert len(lines) == len(instructions(files(plan)["Dockerfile"]))


@FEW
@given(hostile)
def test_a_value_of_the_environment_arrives_as_it_is(text: str) -> None:
    plan = replace(express(), environment=[EnvironmentVariable("VALUE", text, False)])
    environment = yaml.safe_load(files(plan)["compose.yaml"])["services"]["app"]["environment"]

    assert list(environment) == ["VALUE"]
    assert environment["VALUE"].replace("$$", "$") == text.replace("$$", "$")
    assert "$" not in environment["VALUE"].replace("$$", "")


@FEW
@given(hostile)
def test_a_development_command_keeps_its_arguments(text: str) -> None:
    plan = express()
    hacked = replace(plan, app=replace(app_of(plan), dev_start=["npm", text]))
    service = yaml.safe_load(files(hacked)["compose.override.yaml"])["services"]["app"]

    assert service["command"] == ["npm", text.replace("$", "$$")]


@FEW
@given(hostile)
def test_the_plan_document_can_be_read_back_and_shown(text: str) -> None:
    plan = replace(express(), environment=[EnvironmentVariable("VALUE", text, False)])
    document = plan_json(plan)

    assert json.loads(document)["environment"][0]["value"] == text
    assert safe(document)


def _packages(plan: Plan, text: str) -> Plan:
    return replace(plan, os_packages=replace(plan.os_packages, runtime=[text]))


def _globals(plan: Plan, text: str) -> Plan:
    return replace(plan, app=replace(app_of(plan), build_globals=[text]))


def _image(plan: Plan, text: str) -> Plan:
    image = app_of(plan).image
    assert image is not None
    return replace(plan, app=replace(app_of(plan), image=replace(image, base=text)))


def _node_from(plan: Plan, text: str) -> Plan:
    image = app_of(plan).image
    assert image is not None
    return replace(plan, app=replace(app_of(plan), image=replace(image, node_from=text)))


def _service_image(plan: Plan, text: str) -> Plan:
    return replace(plan, services=[replace(plan.services[0], image=text)])


def _service_name(plan: Plan, text: str) -> Plan:
    return replace(plan, services=[replace(plan.services[0], name=text)])


def _volume(plan: Plan, text: str) -> Plan:
    return replace(plan, services=[replace(plan.services[0], volume=text)])


def _volume_path(plan: Plan, text: str) -> Plan:
    return replace(plan, services=[replace(plan.services[0], volume_path=text)])


def _script_name(plan: Plan, text: str) -> Plan:
    return replace(plan, services=[replace(plan.services[0], init_scripts=[InitScript(text, "x")])])


def _script_path(plan: Plan, text: str) -> Plan:
    script = InitScript("x.sql", path=text)
    return replace(plan, services=[replace(plan.services[0], init_scripts=[script])])


def _host_ip(plan: Plan, text: str) -> Plan:
    return replace(plan, ports=[PublishedPort(1, 2, "app", text)])


def _protocol(plan: Plan, text: str) -> Plan:
    return replace(plan, ports=[PublishedPort(1, 2, "app", None, text)])


def _variable(plan: Plan, text: str) -> Plan:
    return replace(plan, environment=[EnvironmentVariable(text, "x", False)])


def _secret(plan: Plan, text: str) -> Plan:
    return replace(plan, environment=[EnvironmentVariable(text, None, True)])


def _manifest(plan: Plan, text: str) -> Plan:
    return replace(plan, app=replace(app_of(plan), copy_before_install=[text]))


def _folder(plan: Plan, text: str) -> Plan:
    return replace(plan, app=replace(app_of(plan), dir=text))


def _artefact(plan: Plan, text: str) -> Plan:
    return replace(plan, app=replace(app_of(plan), artefacts=[text]))


def _build_secret(plan: Plan, text: str) -> Plan:
    return replace(plan, app=replace(app_of(plan), install_secrets=[BuildSecret(text, "a")]))


def _build_variable(plan: Plan, text: str) -> Plan:
    secret = BuildSecret("a", variable=text)
    return replace(plan, app=replace(app_of(plan), install_secrets=[secret]))


def _secret_file(plan: Plan, text: str) -> Plan:
    secret = BuildSecret("npmrc", path=text)
    return replace(plan, app=replace(app_of(plan), install_secrets=[secret]))


# Each change with a value that fits.
NAMES: list[tuple[Callable[[Plan, str], Plan], str]] = [
    (_packages, "curl"),
    (_globals, "gulp"),
    (_image, "node:8"),
    (_node_from, "node:8"),
    (_service_image, "mongo:3.6"),
    (_service_name, "database"),
    (_volume, "data"),
    (_volume_path, "/data"),
    (_script_name, "x.sql"),
    (_script_path, "x.sql"),
    (_host_ip, "127.0.0.1"),
    (_protocol, "udp"),
    (_variable, "VALUE"),
    (_secret, "VALUE"),
    (_manifest, "package.json"),
    (_folder, "app"),
    (_artefact, "dist"),
    (_build_secret, "npmrc"),
    (_build_variable, "NPM_TOKEN"),
    (_secret_file, "web/.npmrc"),
]


def shape(dockerfile: str) -> list[str]:
    return [line.split()[0] for line in instructions(dockerfile)]


@pytest.mark.parametrize(("change", "usual"), NAMES, ids=[one.__name__ for one, _ in NAMES])
@settings(max_examples=25, deadline=None)
@given(text=hostile)
def test_a_name_that_does_not_fit_its_grammar_is_refused(
    change: Callable[[Plan, str], Plan], usual: str, text: str
) -> None:
    expected = files(change(native_postgres(), usual))
    try:
        found = files(change(native_postgres(), text))
    except MigrationError as error:
        assert safe(error.message)
        return

    assert shape(found["Dockerfile"]) == shape(expected["Dockerfile"])
    assert set(yaml.safe_load(found["compose.yaml"])) == {"services", "volumes", "secrets"}
    assert all(safe(body) for body in found.values())


@pytest.mark.parametrize("number", ["80", 0, 65536, True, 8080.0])
def test_what_is_no_port_is_refused(number: Any) -> None:
    plan = replace(express(), ports=[PublishedPort(number, 3000, "app")])

    with pytest.raises(MigrationError, match="port"):
        render(plan)


@FEW
@given(hostile)
def test_a_text_around_a_secret_arrives_as_it_is(text: str) -> None:
    url = EnvironmentVariable("URL", None, True, [text, "SECRET", text])
    plan = replace(express(), environment=[url])
    found = files(plan)
    value = yaml.safe_load(found["compose.yaml"])["services"]["app"]["environment"]["URL"]
    secret = "${SECRET:?see .env.example}"

    assert value == f"{text.replace('$', '$$')}{secret}{text.replace('$', '$$')}"
    assert "SECRET=" in found[".env.example"]
