"""A registry's credentials reach an installation, and neither an image nor its history."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.engine import EngineError, docker
from tests.lab.migrated import SAMPLES, Migrated, migrate

pytestmark = pytest.mark.lab

TOKEN = "3f9e8d7c-1111-2222-3333-444455556666"
NPMRC = (
    "save-exact=true\n"
    f"//registry.example.org/:_authToken={TOKEN}\n"
    "//other.example.org/:_authToken=${NPM_TOKEN}\n"
)
# What the installation itself finds; npm runs the script where the credentials are.
SEEN = 'grep -q _authToken .npmrc && test -n "$NPM_TOKEN" && echo the credentials are here'


@pytest.fixture(scope="module")
def private(engine: None, scratch: Path) -> Iterator[Migrated]:
    source = scratch / "private-registry"
    shutil.copytree(SAMPLES / "hello-express", source)
    (source / ".npmrc").write_text(NPMRC, encoding="utf-8")
    copy = migrate(source, scratch / "copy" / "private-registry")
    dockerfile = copy.directory / "Dockerfile"
    text = dockerfile.read_text(encoding="utf-8")
    dockerfile.write_text(text.replace("    npm ci", f"    {SEEN} && npm ci"), encoding="utf-8")
    yield copy
    copy.compose("down", "--rmi", "local", "--timeout", "5")


def test_the_installation_has_the_credentials_and_what_is_kept_has_none(
    private: Migrated, tmp_path: Path
) -> None:
    private.compose("build", "app")
    image = f"lab-{private.name}-app"
    docker("save", "--output", str(tmp_path / "image.tar"), image)

    assert SEEN in (private.directory / "Dockerfile").read_text(encoding="utf-8")
    saved = (tmp_path / "image.tar").read_bytes()
    assert b"package.json" in saved and TOKEN.encode() not in saved and b"lab-secret" not in saved
    assert ".npmrc" not in docker("run", "--rm", "--entrypoint", "ls", image, "-a").split()
    assert TOKEN not in docker("history", "--no-trunc", image)


def test_a_build_without_them_says_what_is_missing(private: Migrated) -> None:
    with pytest.raises(EngineError, match="npmrc"):
        private.build("--no-cache", "--target", "dependencies")
