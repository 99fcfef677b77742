"""The release gets the packages that run, also where no lock file or a hook decides how."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.engine import docker
from tests.lab.migrated import SAMPLES, Migrated, migrate

pytestmark = pytest.mark.lab


def without_a_lock_file(source: Path) -> None:
    (source / "package-lock.json").unlink()


def with_a_hook_of_development(source: Path) -> None:
    """A hook that only a development dependency can run, as front ends are built by one."""
    manifest = json.loads((source / "package.json").read_text("utf-8"))
    manifest["scripts"]["postinstall"] = "mocha --version > made-by-the-hook.txt"
    (source / "package.json").write_text(json.dumps(manifest, indent=2), "utf-8")


@pytest.fixture(scope="module", params=[without_a_lock_file, with_a_hook_of_development])
def release(request: pytest.FixtureRequest, engine: None, scratch: Path) -> Iterator[Migrated]:
    name = request.param.__name__.replace("_", "-")
    source = Path(shutil.copytree(SAMPLES / "pm2-processes", scratch / "source" / name))
    request.param(source)
    copy = migrate(source, scratch / "copy" / name)
    copy.build()
    yield copy
    docker("image", "rm", "--force", copy.image)


def test_what_runs_is_there_and_what_only_tests_need_is_not(release: Migrated) -> None:
    manifest = json.loads((release.directory / "package.json").read_text("utf-8"))
    kept = docker("run", "--rm", "--entrypoint", "ls", release.image, "node_modules").split()

    assert set(manifest["dependencies"]) <= set(kept)
    assert not set(manifest["devDependencies"]) & set(kept)


def test_what_the_hook_made_is_there(release: Migrated) -> None:
    if "hook" in release.name:
        made = docker("run", "--rm", "--entrypoint", "cat", release.image, "made-by-the-hook.txt")
        assert made.strip()
    else:
        assert not (release.directory / "package-lock.json").exists()
