"""The lab itself: its stand-ins are no kinder than the images they stand for."""

from __future__ import annotations

import pytest

from lab.engine import attempt, docker
from lab.images import NeverExisted, NoStandIn, dockerfile_references, ensure_image
from lab.node_tags import node_image

pytestmark = pytest.mark.lab


def _in_image(reference: str, script: str) -> tuple[int, str]:
    ended = attempt("run", "--rm", "--entrypoint", "sh", ensure_image(reference), "-c", script)
    return ended.returncode, ended.stdout


@pytest.mark.parametrize("tag", ["8-bullseye", "14-bookworm-slim", "9.11.0", "8.99.0", "newest"])
def test_a_node_tag_that_never_existed_is_not_made(tag: str) -> None:
    with pytest.raises(NeverExisted):
        ensure_image(f"node:{tag}")


def test_a_service_tag_that_never_existed_is_not_made() -> None:
    with pytest.raises(NeverExisted):
        ensure_image("postgres:9.7")


def test_a_node_tag_in_the_format_that_engines_refuse_is_not_made() -> None:
    with pytest.raises(NeverExisted):
        ensure_image("node:0.10.40-slim")


@pytest.mark.parametrize("reference", ["mongo:3.6", "node:18-alpine", "redis:7-alpine"])
def test_an_image_that_cannot_be_made_is_said_so(reference: str) -> None:
    with pytest.raises(NoStandIn):
        ensure_image(reference)


def test_a_moving_tag_is_the_last_release_of_its_line() -> None:
    image = node_image("8")

    assert image is not None
    assert (image.node, image.npm, image.suite) == ("8.17.0", "6.13.4", "stretch")


def test_apt_fails_on_an_archived_release(engine: None) -> None:
    code, output = _in_image("node:8.17.0-slim", "apt-get update && apt-get install --yes tini")

    assert code != 0
    assert "404" in output


def test_apt_works_on_a_served_release(engine: None) -> None:
    code, output = _in_image(
        "debian:bookworm-slim", "apt-get update && apt-get install --yes tini && tini --version"
    )

    assert code == 0, output


def test_a_node_stand_in_has_the_node_and_npm_of_its_tag(engine: None) -> None:
    _, output = _in_image("node:8.17.0-slim", "node --version && npm --version && id -u node")

    assert output.split() == ["v8.17.0", "6.13.4", "1000"]


def test_a_slim_stand_in_has_no_compiler(engine: None) -> None:
    code, _ = _in_image("node:8.17.0-slim", "command -v gcc || command -v make")

    assert code != 0


def test_npm_reaches_its_registry_from_the_oldest_node(engine: None) -> None:
    code, output = _in_image("node:0.10.48-slim", "cd /tmp && npm install ejs@0.8.8")

    assert code == 0, output


def test_a_stand_in_is_made_once(engine: None) -> None:
    ensure_image("debian:bookworm-slim")
    before = docker("image", "inspect", "--format", "{{.Id}}", "debian:bookworm-slim")

    ensure_image("debian:bookworm-slim")

    assert docker("image", "inspect", "--format", "{{.Id}}", "debian:bookworm-slim") == before


def test_references_are_what_a_dockerfile_pulls_and_no_stage() -> None:
    dockerfile = """\
# FROM comment:1
ARG SUITE=bookworm
FROM --platform=linux/amd64 debian:${SUITE}-slim AS base
COPY --from=node:8.17.0-slim /usr/local /usr/local
FROM base AS test
COPY --chown=node:node --from=base /app /app
RUN --mount=type=bind,from=busybox:1,target=/x \\
    true
FROM scratch
"""

    assert dockerfile_references(dockerfile) == [
        "debian:bookworm-slim",
        "node:8.17.0-slim",
        "busybox:1",
    ]
