"""Stand-ins for the official images of backing services, made of Debian's packages.

Debian has one version of each server, so `redis:5` and `redis:7` hold the same
one here. What a test learns from them is that names, ports, credentials, init
scripts and health checks fit together; not how an old server behaves.
"""

from __future__ import annotations

from collections.abc import Callable

from lab.debian_images import STANDINS, ensure_debian
from lab.engine import build

SUITE = "bookworm"

Arguments = dict[str, str]


def _major(tag: str) -> int | None:
    first = tag.split("-")[0].split(".")[0]
    return int(first) if first.isdigit() else None


def _postgres(tag: str) -> Arguments:
    major = _major(tag)
    return {"PASSWORD_ENCRYPTION": "md5"} if major is not None and major < 14 else {}


def _mysql(tag: str) -> Arguments:
    return {"WITHOUT": "mariadb"}


def _mariadb(tag: str) -> Arguments:
    major = _major(tag)
    return {"WITHOUT": "mysql"} if major is None or major >= 11 else {}


def _rabbitmq(tag: str) -> Arguments:
    return {"MANAGEMENT": "yes"} if tag.endswith("management") else {}


def _as_it_is(tag: str) -> Arguments:
    return {}


# Official image -> folder below standins/, and the build arguments that a tag asks for.
SERVICES: dict[str, tuple[str, Callable[[str], Arguments]]] = {
    "mariadb": ("mysql", _mariadb),
    "memcached": ("memcached", _as_it_is),
    "mysql": ("mysql", _mysql),
    "nginx": ("nginx", _as_it_is),
    "postgres": ("postgres", _postgres),
    "rabbitmq": ("rabbitmq", _rabbitmq),
    "redis": ("redis", _as_it_is),
}


def make_service_image(name: str, tag: str) -> None:
    """Build the stand-in for `NAME:TAG`."""
    folder, arguments = SERVICES[name]
    build(STANDINS / folder, f"{name}:{tag}", BASE=ensure_debian(SUITE), **arguments(tag))
