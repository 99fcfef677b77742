"""The image a service gets for the version the VM has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.knowledge.distributions import distribution_version, os_of_release
from migrator.knowledge.service_images import image_for, service_tag_exists
from migrator.knowledge.services import definition, kinds
from migrator.knowledge.tables import table


@pytest.mark.parametrize(
    ("kind", "version", "image"),
    [
        ("mongodb", "2.6.10", "mongo:2.6"),
        ("mongodb", "3.6.3", "mongo:3.6"),
        ("mongodb", "3", "mongo:3.6"),
        ("postgresql", "9.3", "postgres:9.3"),
        ("postgresql", "10.4", "postgres:10"),
        ("redis", "3.0.6", "redis:3.0"),
        ("redis", "2.8.4", "redis:2.8"),
        ("mysql", "5.7.21-0ubuntu0.16.04.1", "mysql:5.7"),
        ("mysql", "5.5", "mysql:5.5"),
        ("mariadb", "10.0", "mariadb:10.0"),
        ("memcached", "1.4.14", "memcached:1.4"),
        ("rabbitmq", "3.6.10", "rabbitmq:3.6"),
        ("elasticsearch", "6", "elasticsearch:6.8.23"),
        ("elasticsearch", "1.7.3", "elasticsearch:1.7"),
    ],
)
def test_the_line_of_the_vm_is_taken(kind: str, version: str, image: str) -> None:
    found = image_for(kind, version)

    assert found is not None
    assert (found.image, found.exact, found.note) == (image, True, None)


@pytest.mark.parametrize(
    ("kind", "version", "image", "reason"),
    [
        ("mongodb", "2.4.9", "mongo:2.6", "engines refuse"),
        ("postgresql", "8.4", "postgres:9.1", "engines refuse"),
        ("redis", "2.2.12", "redis:2.8", "no image of 2.2.12"),
        ("mysql", "5.1", "mysql:5.5", "no image of 5.1"),
        ("postgresql", "99", "postgres:18", "no image of 99"),
        ("mongodb", None, "mongo:7.0", "no source names the version"),
        ("minio", None, "minio/minio:latest", "not pinned"),
    ],
)
def test_another_line_is_taken_only_with_its_reason(
    kind: str, version: str | None, image: str, reason: str
) -> None:
    found = image_for(kind, version)

    assert found is not None
    assert (found.image, found.exact) == (image, False)
    assert found.note is not None and reason in found.note


def test_a_variant_is_a_suffix_of_the_tag() -> None:
    found = image_for("rabbitmq", "3.6.10", "management")

    assert found is not None
    assert found.image == "rabbitmq:3.6-management"


def test_a_variant_that_the_image_does_not_have_changes_nothing() -> None:
    assert image_for("redis", "5.0.7", "management") == image_for("redis", "5.0.7")


def test_an_unknown_kind_has_no_image() -> None:
    assert image_for("oracle", "11") is None


def test_the_version_of_every_release_of_every_distribution_has_an_image_that_exists() -> None:
    knowledge = table("distributions")["packages"]

    for id, packages in knowledge.items():
        for package in set(packages) & set(kinds()):
            for release in packages[package]:
                version = distribution_version(os_of_release(id, release), package)
                found = image_for(package, version)
                assert found is not None
                assert service_tag_exists(found.image), found


def test_every_service_has_an_image_with_a_known_tag_or_says_so() -> None:
    for kind in kinds():
        found, known = image_for(kind, None), definition(kind)
        assert found is not None and known is not None
        assert found.version == known.default_version
        assert service_tag_exists(found.image)


@pytest.mark.parametrize(
    "image", ["mongo:3.6", "rabbitmq:3.6-management", "elasticsearch:6.8.23", "minio/minio:latest"]
)
def test_tags_that_can_be_pulled(image: str) -> None:
    assert service_tag_exists(image)


@pytest.mark.parametrize(
    "image",
    [
        "redis:5.0-management",
        "mongo:latest",
        "mongo:2.4",
        "postgres:8.4",
        "mongo:99",
        "oracle:11",
        "mongo",
    ],
)
def test_tags_that_cannot_be_pulled(image: str) -> None:
    assert not service_tag_exists(image)


def test_the_table_names_its_sources() -> None:
    assert all(each["standing"] in {"seen", "known"} for each in table("service_tags")["sources"])


@given(st.sampled_from(kinds()), st.text(max_size=20))
def test_no_version_is_an_error(kind: str, version: str) -> None:
    assert image_for(kind, version) is not None
