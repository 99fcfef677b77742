"""What lands in compose beside the application does its work: proxy, scheduler, set-up."""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.engine import docker
from tests.lab.migrated import SAMPLES, Migrated, migrate

pytestmark = pytest.mark.lab


def _started(name: str, scratch: Path) -> Iterator[Migrated]:
    copy = migrate(SAMPLES / name, scratch / name)
    copy.missing_services()
    try:
        for container in copy.start():
            copy.wait_until_healthy(container)
        yield copy
    finally:
        copy.compose("down", "--volumes", "--rmi", "local", "--timeout", "5")


@pytest.fixture(scope="module")
def proverbs(engine: None, scratch: Path) -> Iterator[Migrated]:
    yield from _started("nginx-systemd", scratch)


@pytest.fixture(scope="module")
def notes(engine: None, scratch: Path) -> Iterator[Migrated]:
    yield from _started("notes-postgres", scratch)


def test_the_proxy_takes_its_configuration_without_a_warning(proverbs: Migrated) -> None:
    proxy = proverbs.compose("ps", "--quiet", "proxy")
    said = docker("exec", proxy, "nginx", "-t")

    assert "warn" not in said
    assert "test is successful" in said


def test_the_proxy_serves_the_folder_and_passes_on_the_rest(proverbs: Migrated) -> None:
    with urllib.request.urlopen("http://localhost:8080/static/style.css", timeout=10) as answer:
        served = answer.headers
    with urllib.request.urlopen("http://localhost:8080/health", timeout=10) as answer:
        passed = answer.read()

    # The sample's site lets the style sheet be kept for an hour.
    assert served["Cache-Control"] == "max-age=3600"
    assert b"ok" in passed


def test_a_job_runs_when_its_minute_comes(proverbs: Migrated) -> None:
    deadline = time.monotonic() + 75
    while "Proverb of the minute" not in (logs := proverbs.compose("logs", "scheduler")):
        assert time.monotonic() < deadline, logs
        time.sleep(2)

    assert "1 jobs" in logs
    assert "done: node announce.js" in proverbs.compose("logs", "scheduler")


def test_the_set_up_has_ended_well_before_the_application_starts(notes: Migrated) -> None:
    setup = notes.compose("ps", "--all", "--quiet", "setup")
    app = notes.compose("ps", "--quiet", "app")
    ended = docker("inspect", "--format", "{{.State.ExitCode}} {{.State.FinishedAt}}", setup)
    began = docker("inspect", "--format", "{{.State.StartedAt}}", app)

    assert ended.split()[0] == "0"
    assert ended.split()[1] < began
    assert "as the application expects it" in notes.compose("logs", "setup")
