"""Every sample's release: built by Docker, started by compose, looked into while it runs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from lab.engine import docker
from tests.lab.answers import ask_until, expected_answers
from tests.lab.migrated import Migrated

pytestmark = pytest.mark.lab

HADOLINT = Path(sys.executable).with_name("hadolint")
COMPILERS = ("gcc", "g++", "cc", "c++", "clang", "make")


@pytest.fixture(scope="module")
def release(migrated: Migrated) -> Migrated:
    """The sample with its release image built."""
    migrated.build()
    return migrated


@pytest.fixture(scope="module")
def containers(release: Migrated) -> list[str]:
    """The ids of the sample's running application containers, healthy where they can be."""
    if release.missing_services():
        # Not healthy without its database, so only its answer can be waited for.
        return release.start("--no-deps", *release.applications())
    containers = release.start()
    for container in containers:
        release.wait_until_healthy(container)
    return containers


def _in_image(image: str, script: str) -> str:
    """Run a shell script in a fresh container of an image; return what it prints."""
    return docker("run", "--rm", "--entrypoint", "sh", image, "-c", script)


def test_its_dockerfiles_are_clean_under_hadolint(migrated: Migrated) -> None:
    ended = subprocess.run(
        [HADOLINT, *migrated.dockerfiles()],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert ended.stdout + ended.stderr == ""
    assert ended.returncode == 0


@pytest.mark.parametrize("development", [False, True], ids=["release", "development"])
def test_compose_takes_its_files_without_a_warning(migrated: Migrated, development: bool) -> None:
    said = migrated.compose("config", "--quiet", development=development)

    assert said == ""


def test_the_test_stage_builds_by_itself(migrated: Migrated) -> None:
    migrated.build("--target", "test")


def test_it_answers_where_the_vagrantfile_promises(
    sample: str, release: Migrated, containers: list[str]
) -> None:
    expected = expected_answers(sample)
    answer = expected.without_services if release.missing_services() else expected.release

    status, text = ask_until(answer)

    assert status == answer.status, text
    assert answer.text in text


def test_tini_is_its_init_and_nothing_runs_as_root(containers: list[str]) -> None:
    for container in containers:
        processes = docker("top", container, "-eo", "uid,pid,comm").splitlines()[1:]
        users = {line.split()[0] for line in processes}

        assert docker("exec", container, "cat", "/proc/1/comm") == "tini"
        assert "0" not in users, processes


def test_it_has_no_development_dependency(release: Migrated) -> None:
    manifest_path = release.directory / release.plan["app"]["dir"] / "package.json"
    manifest = json.loads(manifest_path.read_text(encoding="utf-8"))
    # npm's own modules are below /usr/local; some folders are closed to the image's user.
    installed = _in_image(
        release.image,
        "find / -xdev -path /usr/local -prune -o -type d -path '*/node_modules/*' -print"
        " 2>/dev/null; true",
    )
    modules = {line.rpartition("/node_modules/")[2] for line in installed.splitlines()}

    assert modules >= set(manifest.get("dependencies", {}))
    assert modules.isdisjoint(manifest.get("devDependencies", {}))


def test_it_has_no_compiler(release: Migrated) -> None:
    found = _in_image(
        release.image, f"for name in {' '.join(COMPILERS)}; do command -v $name; done; true"
    )

    assert found == ""


def test_it_ends_on_sigterm_before_it_is_killed(release: Migrated, containers: list[str]) -> None:
    for container in containers:
        docker("stop", "--time", "10", container)
        code = docker("inspect", "--format", "{{.State.ExitCode}}", container)
        docker("start", container)

        assert code != "137"
