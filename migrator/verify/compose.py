"""The compose files are YAML, and what they refer to is there.

A person may have changed them: every form of the Compose Specification is read, and what
is of another shape is a problem to report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from migrator.container_names import COMPOSE, OVERRIDE
from migrator.verify.check import Check, judged
from migrator.yaml_text import NotYaml, read_yaml

_NAME = "compose files hold together"


def check_compose(texts: Mapping[str, str]) -> Check:
    """Every service has an image or a build, and knows the services and volumes it names."""
    if COMPOSE not in texts:
        return Check(_NAME, "skipped", ("no compose file was written",))
    problems = [*_malformed(COMPOSE, texts[COMPOSE])]
    if OVERRIDE in texts:
        problems += _malformed(OVERRIDE, texts[OVERRIDE])
    if problems:
        return judged(_NAME, problems)
    main, override = texts[COMPOSE], texts.get(OVERRIDE, "")
    return judged(_NAME, [*_problems(main), *_strangers(main, override), *_missing(main, texts)])


def services(text: str) -> dict[str, dict[str, Any]]:
    """The services of a compose file that are mappings; their shape has a check of its own."""
    return {
        name: service
        for name, service in _mapping(_document(text), "services").items()
        if isinstance(service, dict)
    }


def _document(text: str) -> object:
    try:
        return read_yaml(text)
    except NotYaml:
        return None


def _mapping(value: object, key: str) -> dict[str, Any]:
    """The mapping under a key; empty where there is none, or something else."""
    inner = value.get(key) if isinstance(value, dict) else None
    return inner if isinstance(inner, dict) else {}


def _malformed(path: str, text: str) -> Iterator[str]:
    try:
        document = read_yaml(text)
    except NotYaml as error:
        yield f"{path} is not YAML: {error}"
        return
    known = document.get("services") if isinstance(document, dict) else None
    if not isinstance(known, dict):
        yield f"{path} has no services"
        return
    for name, service in known.items():
        if not isinstance(service, dict):
            yield f"{path}: the service {name} is no mapping"


def _problems(text: str) -> Iterator[str]:
    known, volumes = services(text), _mapping(_document(text), "volumes")
    for name, service in known.items():
        if not {"build", "image", "extends"} & set(service):
            yield f"{name} has neither an image nor a build"
        for other, condition in _awaited(service.get("depends_on")):
            if other not in known:
                yield f"{name} waits for {other}, which is not there"
            elif condition == "service_healthy" and "healthcheck" not in known[other]:
                yield f"{name} waits for {other} to be healthy, which nothing checks"
        for source in _named_volumes(service.get("volumes")):
            if source not in volumes:
                yield f"{name} mounts {source}, which is not declared"


def _awaited(depends_on: object) -> Iterator[tuple[str, object]]:
    """The services waited for and until when, in the short form or the long one."""
    if isinstance(depends_on, dict):
        for other, wait in depends_on.items():
            yield str(other), wait.get("condition") if isinstance(wait, dict) else None
    elif isinstance(depends_on, list):
        yield from ((str(other), None) for other in depends_on)


def _named_volumes(mounts: object) -> Iterator[str]:
    """The volumes that a service mounts by name; folders and anonymous volumes have none."""
    for mount in mounts if isinstance(mounts, list) else ():
        if isinstance(mount, dict):
            if mount.get("type") == "volume" and "source" in mount:
                yield str(mount["source"])
        elif (parts := str(mount).split(":"))[1:] and not parts[0].startswith(("/", ".", "~", "$")):
            yield parts[0]


def _strangers(main: str, override: str) -> Iterator[str]:
    known = services(main)
    for name, service in services(override).items():
        if name not in known and not _stands_alone(service):
            yield f"{OVERRIDE} has {name}, which {COMPOSE} has not"


def _stands_alone(service: Mapping[str, Any]) -> bool:
    """Whether it is complete: a service that only developers have, not a change of another."""
    build = service.get("build")
    return "image" in service or isinstance(build, str) or "context" in _mapping(service, "build")


def _missing(text: str, texts: Mapping[str, str]) -> Iterator[str]:
    for name, service in services(text).items():
        build = service.get("build")
        parts = build if isinstance(build, dict) else {"context": build}
        path = parts.get("dockerfile", "Dockerfile")
        # What a person builds from another folder or address is not ours to judge.
        if build and parts.get("context", ".") in {".", "./"} and path not in texts:
            yield f"{name} is built by {path}, which was not written"
