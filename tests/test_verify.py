"""What is written is checked before anyone builds it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migrator.render import RenderedFile, render
from migrator.verify import verify
from migrator.verify.check import Check
from tests.render.plans import PLANS, express, native_postgres


def changed(path: str, old: str, new: str) -> dict[str, Check]:
    """The checks by name, after a change of one file of a sound migration."""
    files = render(native_postgres())
    assert any(file.path == path and old in file.text for file in files)
    soiled = [
        replace(file, text=file.text.replace(old, new)) if file.path == path else file
        for file in files
    ]
    return {check.name: check for check in verify(soiled)}


@pytest.mark.parametrize("name", PLANS)
def test_a_typical_plan_passes_every_check(name: str) -> None:
    problems = [problem for check in verify(render(PLANS[name]())) for problem in check.problems]

    assert problems == []


@pytest.mark.parametrize(
    ("path", "old", "new", "problem"),
    [
        ("compose.yaml", "image: postgres:10", "image: postgres:9999", "never was"),
        ("Dockerfile", "node:8.17.0-stretch-slim /usr", "node:8.17.0-trixie /usr", "never was"),
        ("compose.yaml", "      postgres:\n", "      mysql:\n", "is not there"),
        ("compose.yaml", "  postgres-data:\n", "  other-data:\n", "is not declared"),
        ("compose.yaml", "    healthcheck:", "    x-healthcheck:", "which nothing checks"),
        ("compose.yaml", "services:", "services: [", "not YAML"),
        ("compose.override.yaml", "  app:\n", "  other:\n", "which compose.yaml has not"),
        ("compose.yaml", "      target: release", "      dockerfile: x", "was not written"),
        ("Dockerfile", "USER 1000\n# bin", "USER root\n# bin", "runs as root"),
        ("Dockerfile", "AS test", "AS check", "its stages are"),
        ("Dockerfile", 'CMD ["node", "bin/www"]', "CMD node bin/www", "not in exec form"),
        ("Dockerfile", 'CMD ["node", "bin/www"]', 'CMD ["node"]', "without a file"),
        ("Dockerfile", '"/usr/bin/tini", ', "", "through the init"),
        ("compose.yaml", "POSTGRES_USER: ledger", "POSTGRES_PASSWORD: hunter2", "a secret"),
    ],
)
def test_a_mistake_is_found(path: str, old: str, new: str, problem: str) -> None:
    found = [text for check in changed(path, old, new).values() for text in check.problems]

    assert any(problem in text for text in found), found


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("compose.yaml", "image: postgres:10", "image: postgres:10.4"),
        ("compose.yaml", "image: postgres:10", "image: postgres:16-alpine"),
        ("compose.yaml", "image: postgres:10", "image: registry.example/team/postgres:9999"),
        ("compose.yaml", "        condition: service_healthy", "        {}"),
        ("compose.yaml", "image: postgres:10", "image: postgres:10\n    tmpfs: /tmp"),
        ("compose.override.yaml", "services:", "services:\n  mail:\n    image: mailhog/mailhog"),
    ],
)
def test_what_a_person_may_well_have_changed_is_no_mistake(path: str, old: str, new: str) -> None:
    problems = [text for check in changed(path, old, new).values() for text in check.problems]

    assert problems == []


@pytest.mark.parametrize(
    ("path", "text", "problem"),
    [
        ("compose.yaml", "", "compose.yaml has no services"),
        ("compose.yaml", "- app\n", "compose.yaml has no services"),
        ("compose.yaml", "services: {app: 3}\n", "the service app is no mapping"),
        ("compose.yaml", "services: {app: {build: ., depends_on: [db]}}\n", "waits for db"),
        ("compose.yaml", "services: {app: {image: 5, volumes: [data:/d]}}\n", "mounts data"),
        ("compose.override.yaml", "services: []\n", "compose.override.yaml has no services"),
        ("Dockerfile", "FROM\nCOPY\nUSER\nCMD\n", "runs as root"),
        ("Dockerfile", "FROM --platform=linux/amd64 node:0.0.7\n", "node:0.0.7, which never was"),
    ],
)
def test_a_file_of_another_shape_is_a_problem_and_no_fault(
    path: str, text: str, problem: str
) -> None:
    files = [
        replace(file, text=text) if file.path == path else file
        for file in render(native_postgres())
    ]

    assert any(problem in found for check in verify(files) for found in check.problems)


def test_an_override_file_need_not_be_there() -> None:
    files = [file for file in render(native_postgres()) if file.path != "compose.override.yaml"]

    assert [check.outcome for check in verify(files)] == ["passed"] * 4


@given(st.data())
@settings(max_examples=60)
def test_no_damage_to_a_file_ends_the_checks(data: st.DataObject) -> None:
    files = render(native_postgres())
    at = data.draw(st.integers(0, len(files) - 1))
    text = files[at].text
    start, stop = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    piece = data.draw(st.sampled_from(["", "[", "{}", ": ", "- x\n", "&a *a", "~", "\n", "FROM\n"]))
    damaged = replace(files[at], text=text[:start] + piece + text[stop:])

    assert len(verify([*files[:at], damaged, *files[at + 1 :]])) == 4


def test_a_secret_is_named_by_its_line_and_not_shown() -> None:
    checks = changed("compose.yaml", "DB_HOST: postgres", "DB_PASSWORD: hunter2")

    assert "hunter2" not in str(checks)


def test_checks_of_what_was_not_written_are_skipped() -> None:
    files = render(replace(express(), app=None, status="not-node"))

    assert [check.outcome for check in verify(files)] == ["skipped", "skipped", "skipped", "passed"]


def test_a_file_that_is_no_dockerfile_is_not_read_as_one() -> None:
    checks = verify([RenderedFile("migration/report.md", "FROM nowhere:1\n")])

    assert all(check.outcome != "failed" for check in checks)
