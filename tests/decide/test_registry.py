"""The registry that images are pulled from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from migrator.decide.registry import Registry, registry_of, unused_digests
from migrator.plan import App, Fetch, ReverseProxy
from migrator.questions import Answers, Place
from tests.render.plans import express, native_postgres

DIGEST = f"sha256:{'0' * 64}"
PROXY = ReverseProxy("nginx", [80], 3000, None, service="proxy", image="nginx:1.28")
FETCH = Fetch("node:16.20.2", {}, [])


def application() -> App:
    found = express().app
    assert found is not None
    assert found.image is not None
    return replace(found, image=replace(found.image, node_from="node:0.10.48"), fetch=FETCH)


@pytest.mark.parametrize(
    ("mirror", "digests", "name"),
    [
        (None, {}, "redis:7"),
        ("hub.local", {}, "hub.local/redis:7"),
        (None, {"redis:7": DIGEST}, f"redis:7@{DIGEST}"),
        ("hub.local", {"redis:7": DIGEST}, f"hub.local/redis:7@{DIGEST}"),
        (None, {"redis:6": DIGEST}, "redis:7"),
    ],
)
def test_the_mirror_stands_before_and_the_digest_behind(
    mirror: str | None, digests: dict[str, str], name: str
) -> None:
    assert Registry(mirror, digests).name("redis:7") == name


def test_every_image_of_a_plan_comes_from_the_registry() -> None:
    registry = Registry("hub.local")
    app, proxy = registry.app(application()), registry.proxy(PROXY)

    assert app.image is not None
    assert app.fetch is not None
    assert proxy is not None
    assert [app.image.base, app.image.node_from, app.fetch.image, proxy.image] == [
        "hub.local/node:18.20.8-bookworm-slim",
        "hub.local/node:0.10.48",
        "hub.local/node:16.20.2",
        "hub.local/nginx:1.28",
    ]
    services = native_postgres().services
    assert [registry.service(each).image for each in services] == [
        f"hub.local/{each.image}" for each in services
    ]


def test_what_has_no_image_gets_none() -> None:
    registry = Registry("hub.local")
    bare = replace(application(), image=None)

    assert registry.app(bare) == bare
    assert registry.proxy(None) is None
    assert registry.proxy(replace(PROXY, image=None)) == replace(PROXY, image=None)


def pinned(*names: str) -> Answers:
    return Answers(
        {f"image.digest.{name}": DIGEST for name in names},
        places={"image.digest.mysql:8": Place("migrator.yaml", 4)},
    )


def test_a_digest_of_an_image_that_is_used_is_not_warned_of() -> None:
    services = native_postgres().services
    names = ("node:18.20.8-bookworm-slim", "node:0.10.48", "node:16.20.2", "nginx:1.28")
    answers = pinned(*names, *(each.image for each in services))

    assert list(unused_digests(answers, application(), services, PROXY)) == []
    assert registry_of(answers).digests.keys() >= set(names)


def test_a_digest_of_another_image_is_warned_of_with_its_place() -> None:
    found = list(unused_digests(pinned("mysql:8", "mongo:4"), None, [], None))

    assert [(each.message.split()[3], each.source, each.line) for each in found] == [
        ("mongo:4", None, None),
        ("mysql:8", "migrator.yaml", 4),
    ]
    bare = replace(application(), image=None, fetch=None)
    no_image = replace(PROXY, image=None)
    assert len(list(unused_digests(pinned("mysql:8"), bare, [], no_image))) == 1
