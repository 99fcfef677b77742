"""What the project's own files tell."""

from __future__ import annotations

from migrator.detectors.project_files import observe_dockerfiles, observe_exposed
from migrator.evidence import NodeDeclared, PortExposed
from migrator.read.containers import ContainerFiles, read_compose, read_dockerfile


def declared(text: str) -> list[NodeDeclared]:
    """The Node versions that a Dockerfile asks for."""
    found = observe_dockerfiles([read_dockerfile(text, "Dockerfile")])
    return [item.observation for item in found if isinstance(item.observation, NodeDeclared)]


def test_a_dockerfile_of_the_repository_names_its_node() -> None:
    assert declared("FROM node:18-alpine\n") == [NodeDeclared("docker", "18")]


def test_a_dockerfile_on_another_image_or_a_moving_tag_names_none() -> None:
    assert declared("FROM python:3\n") == []
    assert declared("FROM node:lts\n") == []


def exposed(dockerfiles: dict[str, str], compose: dict[str, str], directory: str) -> list[int]:
    """The ports that a person's container files give the application in `directory`."""
    files = ContainerFiles(
        tuple(read_dockerfile(text, path) for path, text in dockerfiles.items()),
        tuple(each for path, text in compose.items() for each in read_compose(text, path)),
    )
    found = observe_exposed(files, directory)
    return [item.observation.port for item in found if isinstance(item.observation, PortExposed)]


def test_container_files_of_a_person_give_the_port() -> None:
    assert exposed({"Dockerfile": "FROM debian\nEXPOSE 8080\n"}, {}, ".") == [8080]
    assert exposed({"api/Dockerfile": "FROM node:8\nEXPOSE 80/tcp\n"}, {}, "api") == [80]
    built = "web:\n  build: .\n  ports: ['8000:3000']\n"
    assert exposed({}, {"docker-compose.yml": built}, ".") == [3000]
    from_variable = "web:\n  build: ./image\n  environment:\n    PORT: 9000\n"
    assert exposed({}, {"docker/fig.yml": from_variable}, ".") == [9000]


def test_container_files_of_something_else_give_none() -> None:
    assert exposed({"db/Dockerfile": "FROM postgres\nEXPOSE 5432\n"}, {}, ".") == []
    assert exposed({}, {"docker-compose.yml": "db:\n  image: mongo\n  ports: [27017]\n"}, ".") == []
    assert exposed({}, {"docker-compose.yml": "w:\n  build: .\n  ports: ['$P:$P']\n"}, ".") == []
