"""How often a process runs, and whether it is started again when it ends."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml

from migrator.decide.application import restarts
from migrator.decide.instances import instance_warnings, with_replicas
from migrator.model import StartCommand
from migrator.plan import App, PublishedPort
from migrator.render import render
from tests.render.plans import express


def app(instances: int | None) -> App:
    found = express().app
    assert found is not None
    return replace(found, instances=instances)


def test_a_process_behind_a_proxy_has_as_many_containers() -> None:
    scaled = with_replicas(app(4), [PublishedPort(8080, 80, "proxy")])
    text = {file.path: file.text for file in render(replace(express(), app=scaled, ports=[]))}

    assert yaml.safe_load(text["compose.yaml"])["services"]["app"]["deploy"] == {"replicas": 4}
    assert list(instance_warnings([scaled])) == []


def test_a_published_port_belongs_to_one_container() -> None:
    single = with_replicas(app(4), [PublishedPort(3000, 3000, "app")])
    (warning,) = instance_warnings([single])

    assert single.replicas == 1
    assert warning.message.startswith("pm2 ran 4 processes of app")


def test_a_process_for_each_processor_is_told() -> None:
    (warning,) = instance_warnings([with_replicas(app(0), [])])

    assert "a process for each processor" in warning.message


@pytest.mark.parametrize("instances", [None, 1])
def test_one_process_is_one_container_without_a_word(instances: int | None) -> None:
    single = with_replicas(app(instances), [])

    assert single.replicas == 1
    assert list(instance_warnings([single])) == []


@pytest.mark.parametrize(
    ("said", "manager", "expected"),
    [
        (None, "pm2", True),
        (None, None, False),
        (False, "systemd", False),
        (True, "sysvinit", True),
    ],
)
def test_what_a_unit_says_counts_more_than_who_reads_it(
    said: bool | None, manager: str | None, expected: bool
) -> None:
    assert restarts(StartCommand(("node", "a.js"), manager, restart=said), manager) is expected
