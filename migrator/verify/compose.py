"""The compose files are YAML, and what they refer to is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from migrator.verify.check import Check, judged

_NAME = "compose files hold together"


def check_compose(texts: Mapping[str, str]) -> Check:
    """Every service has an image or a build, and knows the services and volumes it names."""
    if "compose.yaml" not in texts:
        return Check(_NAME, "skipped", ("no compose file was written",))
    try:
        main = yaml.safe_load(texts["compose.yaml"])
        override = yaml.safe_load(texts["compose.override.yaml"])
    except yaml.YAMLError as error:
        return Check(_NAME, "failed", (f"not YAML: {error}",))
    return judged(_NAME, [*_problems(main), *_strangers(main, override), *_missing(main, texts)])


def services(text: str) -> dict[str, Any]:
    """The services of a compose file; none when it is not YAML, which has a check of its own."""
    try:
        document = yaml.safe_load(text)
    except yaml.YAMLError:
        return {}
    found: dict[str, Any] = document["services"] if document else {}
    return found


def _problems(document: dict[str, Any]) -> Iterator[str]:
    known, volumes = document["services"], document.get("volumes", {})
    for name, service in known.items():
        if not {"build", "image"} & set(service):
            yield f"{name} has neither an image nor a build"
        for other, wait in service.get("depends_on", {}).items():
            if other not in known:
                yield f"{name} waits for {other}, which is not there"
            elif wait["condition"] == "service_healthy" and "healthcheck" not in known[other]:
                yield f"{name} waits for {other} to be healthy, which nothing checks"
        for mount in service.get("volumes", []):
            source = mount.split(":")[0]
            if not source.startswith(("/", "./")) and source not in volumes:
                yield f"{name} mounts {source}, which is not declared"


def _strangers(main: dict[str, Any], override: dict[str, Any]) -> Iterator[str]:
    for name in override["services"]:
        if name not in main["services"]:
            yield f"compose.override.yaml has {name}, which compose.yaml has not"


def _missing(document: dict[str, Any], texts: Mapping[str, str]) -> Iterator[str]:
    for name, service in document["services"].items():
        build = service.get("build")
        path = build.get("dockerfile", "Dockerfile") if build else None
        if path is not None and path not in texts:
            yield f"{name} is built by {path}, which was not written"
