"""The development set-up: `docker compose up` with nothing else, as a developer types it."""

from __future__ import annotations

import pytest

from tests.lab.answers import ask_until, expected_answers
from tests.lab.migrated import Migrated

pytestmark = pytest.mark.lab


@pytest.fixture(scope="module")
def developing(migrated: Migrated) -> Migrated:
    """The sample running with its folder mounted and all its dependencies."""
    services = migrated.applications() if migrated.missing_services() else []
    alone = ["--no-deps"] if services else []
    migrated.start(*alone, *services, development=True)
    return migrated


def test_it_answers_as_the_release_does(sample: str, developing: Migrated) -> None:
    expected = expected_answers(sample)
    answer = expected.without_services if developing.missing_services() else expected.development

    status, text = ask_until(answer)

    assert status == answer.status, f"{text}\n{developing.logs()}"
    assert answer.text in text


def test_no_file_of_the_mounted_folder_changes_its_owner(developing: Migrated) -> None:
    # The engine itself makes an empty node_modules, as root, to mount the image's own there.
    files = [path for path in developing.directory.rglob("*") if path.is_file()]

    assert {path.stat().st_uid for path in files} == {1000}
