"""Public container images by name and tag."""

from __future__ import annotations

import pytest

from migrator.knowledge.docker_images import node_of_image, service_of_image
from migrator.knowledge.services import kinds
from migrator.knowledge.tables import table


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("mongo:3.2", ("mongodb", "3.2")),
        ("docker.io/library/postgres:9.6-alpine", ("postgresql", "9.6")),
        ("redis", ("redis", None)),
        ("redis:alpine", ("redis", None)),
        ("mysql@sha256:0123", ("mysql", None)),
        ("wurstmeister/kafka:2.12-2.3.0", ("kafka", None)),
    ],
)
def test_a_known_image_is_a_service(image: str, expected: tuple[str, str | None]) -> None:
    assert service_of_image(image) == expected


@pytest.mark.parametrize(
    "image", ["", ":", "my-mongo", "team/redis:3", "localhost:5000/mongo:3.2", "node:6"]
)
def test_another_image_is_no_service(image: str) -> None:
    assert service_of_image(image) is None


def test_a_node_image_has_the_version_of_its_tag() -> None:
    assert [node_of_image(name) for name in ("node:6-slim", "node", "node:lts", "nodered")] == [
        "6",
        "",
        "",
        None,
    ]


def test_every_kind_of_the_table_is_a_kind_of_service() -> None:
    assert set(table("docker_images")["kinds"]) <= set(kinds())
