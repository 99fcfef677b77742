"""Container files that a repository already has."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.read.containers import (
    ComposeService,
    Dockerfile,
    Stage,
    read_compose,
    read_containers,
    read_dockerfile,
)
from migrator.read.project import Project

MULTI_STAGE = """# syntax=docker/dockerfile:1
ARG NODE_VERSION=8.17.0
FROM node:${NODE_VERSION}-slim AS base
EXPOSE 1
CMD ["nothing"]
from base as release
WORKDIR /app
USER node
RUN apt-get update \\
  # why
  && apt-get install -y git
EXPOSE 3000 9229/tcp
CMD ["node", "server.js"]
"""


def test_a_dockerfile_of_several_stages() -> None:
    assert read_dockerfile(MULTI_STAGE, "Dockerfile") == Dockerfile(
        path="Dockerfile",
        stages=(Stage("node:8.17.0-slim", "base", 3), Stage("base", "release", 6)),
        node="8.17.0-slim",
        exposed=(3000, 9229),
        command=("node", "server.js"),
        directory="/app",
        user="node",
    )


@pytest.mark.parametrize(
    ("image", "node"),
    [
        ("node:0.10", "0.10"),
        ("node", "latest"),
        ("docker.io/library/node:12", "12"),
        ("node:12@sha256:ab", "12"),
        ("ubuntu:14.04", None),
        ("example.org:5000/node", None),
        ("nodered/node-red:3", None),
        ("google/nodejs", None),
    ],
)
def test_the_official_image_tells_the_version_of_node(image: str, node: str | None) -> None:
    assert read_dockerfile(f"FROM {image}", "Dockerfile").node == node


@pytest.mark.parametrize(
    ("written", "command"),
    [
        ('CMD ["npm", "start"]', ("npm", "start")),
        ("CMD node a.js && b", ("sh", "-c", "node a.js && b")),
        ("CMD [node, a]", ("sh", "-c", "[node, a]")),
        ("# CMD node a.js", ()),
        ("RUN echo CMD", ()),
    ],
)
def test_the_command_in_both_forms(written: str, command: tuple[str, ...]) -> None:
    assert read_dockerfile(f"FROM node:4\n{written}", "Dockerfile").command == command


@pytest.mark.parametrize("text", ["", "# FROM node:8", "FROM", "FROM a AS a\nFROM a"])
def test_a_dockerfile_without_node(text: str) -> None:
    assert read_dockerfile(text, "Dockerfile").node is None


SERVICES = """
web:
  build: .
  command: node app.js
  ports: ["8080:8080", 3000]
  environment:
    - PORT=8080
    - SECRET
db:
  image: mongo:3.6
"""
EXPECTED = (
    ComposeService(
        *("web", "fig.yml", None, "."),
        command=("node", "app.js"),
        ports=("8080:8080", "3000"),
        environment={"PORT": "8080", "SECRET": None},
    ),
    ComposeService("db", "fig.yml", "mongo:3.6"),
)


def test_services_of_a_fig_file() -> None:
    assert read_compose(SERVICES, "fig.yml") == EXPECTED


def test_services_of_a_compose_file() -> None:
    indented = SERVICES.replace("\n", "\n  ")

    assert (
        read_compose(f"version: '3'\nservices:\n{indented}\nvolumes: {{}}", "fig.yml") == EXPECTED
    )


@pytest.mark.parametrize(
    "text", ["", "- a", "a: [", "version: '2'", "services: []", "services: {web: null}", "a: b"]
)
def test_a_compose_file_without_services(text: str) -> None:
    assert read_compose(text, "docker-compose.yml") == ()


def test_a_repositorys_container_files_are_found_wherever_they_are(tmp_path: Path) -> None:
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "Dockerfile").write_text("FROM node:6")
    (tmp_path / "docker-compose.yml").write_text("services: {db: {image: redis}}")
    (tmp_path / "Dockerfile.md").write_text("")
    (tmp_path / "notes.yml").write_text("services: {x: {image: y}}")

    found = read_containers(Project(tmp_path))

    assert [(file.path, file.node) for file in found.dockerfiles] == [("api/Dockerfile", "6")]
    assert [service.name for service in found.services] == ["db"]


def test_a_file_that_made_room_counts_and_one_that_waits_does_not(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile.before-migrator").write_text("FROM node:6")
    (tmp_path / "Dockerfile.migrator-new").write_text("FROM node:8")
    (tmp_path / "compose.yaml.before-migrator").write_text("services: {db: {image: redis}}")
    (tmp_path / "compose.yaml.migrator-new").write_text("services: {app: {image: node}}")

    found = read_containers(Project(tmp_path))

    assert [file.path for file in found.dockerfiles] == ["Dockerfile.before-migrator"]
    assert [service.name for service in found.services] == ["db"]


@given(st.text(alphabet='FROM as:@$ARG={}[]"\\\n#CMD-aservices '))
def test_garbage_is_read(text: str) -> None:
    read_dockerfile(text, "Dockerfile")
    read_compose(text, "fig.yml")
