"""What the project's own files tell."""

from __future__ import annotations

from migrator.detectors.project_files import observe_dockerfiles
from migrator.evidence import NodeDeclared
from migrator.read.containers import read_dockerfile


def declared(text: str) -> list[NodeDeclared]:
    """The Node versions that a Dockerfile asks for."""
    found = observe_dockerfiles([read_dockerfile(text, "Dockerfile")])
    return [item.observation for item in found if isinstance(item.observation, NodeDeclared)]


def test_a_dockerfile_of_the_repository_names_its_node() -> None:
    assert declared("FROM node:18-alpine\n") == [NodeDeclared("docker", "18")]


def test_a_dockerfile_on_another_image_or_a_moving_tag_names_none() -> None:
    assert declared("FROM python:3\n") == []
    assert declared("FROM node:lts\n") == []
