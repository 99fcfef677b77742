"""Container files that a repository already has: hints, and what must not be overwritten.

Dockerfiles as their reference describes them, compose files of every age: with
`services:`, or as fig and Compose's first format wrote them, without.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from string import Template

from migrator.container_names import BEFORE, COMPOSE_NAMES, NEW
from migrator.ports import port_of
from migrator.read.process_files.definition import logical_lines, words_of
from migrator.read.project import NotReadable, Project
from migrator.yaml_text import NotYaml, read_yaml

MAX_SERVICES = 100


@dataclass(frozen=True)
class Stage:
    """One FROM: the image as written with its ARG defaults filled in, and the stage's name."""

    image: str
    name: str | None
    line: int

    @property
    def tag(self) -> str | None:
        """What stands after the image's name: `node:8-slim` is on 8-slim."""
        return self.image.rpartition("/")[2].partition("@")[0].partition(":")[2] or None


@dataclass(frozen=True)
class Dockerfile:
    """An existing Dockerfile. What is not of a stage's own is the last stage's.

    `command` and `entrypoint` are words; a text that a shell runs is ("sh", "-c", text).
    `node` is the tag of the official Node image that the last stage builds on, if it does.
    """

    path: str
    stages: tuple[Stage, ...] = ()
    node: str | None = None
    exposed: tuple[int, ...] = ()
    command: tuple[str, ...] = ()
    entrypoint: tuple[str, ...] = ()
    directory: str | None = None
    user: str | None = None


@dataclass(frozen=True)
class ComposeService:
    """One service of a compose file; `build` is its context, `ports` are as written."""

    name: str
    path: str
    image: str | None = None
    build: str | None = None
    command: tuple[str, ...] = ()
    ports: tuple[str, ...] = ()
    environment: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class ContainerFiles:
    """Every container file of a repository that could be read.

    `overtaken` says that a compose.yaml of this tool's takes the place of those at the root.
    """

    dockerfiles: tuple[Dockerfile, ...] = ()
    services: tuple[ComposeService, ...] = ()
    overtaken: bool = False


def read_containers(project: Project) -> ContainerFiles:
    """Read the repository's Dockerfiles and compose files, in the order of their paths.

    With them those that had to make room (`NAME.before-migrator`), and none that waits for
    room (`NAME.migrator-new`).
    """
    dockerfiles: list[Dockerfile] = []
    services: list[ComposeService] = []
    for path in project.files():
        name = posixpath.basename(path).removesuffix(BEFORE)
        is_dockerfile = name == "Dockerfile" or name.startswith("Dockerfile.")
        is_dockerfile = is_dockerfile and not name.endswith((".md", NEW))
        if not is_dockerfile and name not in COMPOSE_NAMES:
            continue
        try:
            text = project.text(path)
        except NotReadable:
            continue
        if is_dockerfile:
            dockerfiles.append(read_dockerfile(text, path))
        else:
            services += read_compose(text, path)
    return ContainerFiles(tuple(dockerfiles), tuple(services))


def read_dockerfile(text: str, path: str) -> Dockerfile:
    """Read a Dockerfile's stages and what its last stage says; other lines are left out."""
    stages: list[Stage] = []
    arguments: dict[str, str] = {}
    last: dict[str, str] = {}
    ports: list[int] = []
    for line, instruction, rest in _instructions(text):
        if instruction == "ARG" and not stages:
            name, _, value = rest.partition("=")
            arguments[name] = value.strip("\"'")
        elif instruction == "FROM":
            stages.append(_stage(rest, arguments, line))
            last.clear()
            ports.clear()
        elif instruction == "EXPOSE":
            numbers = (port_of(word.partition("/")[0]) for word in rest.split())
            ports += [number for number in numbers if number is not None]
        else:
            last[instruction] = rest
    return Dockerfile(
        path,
        tuple(stages),
        _node(stages),
        tuple(ports),
        _command(last.get("CMD", "")),
        _command(last.get("ENTRYPOINT", "")),
        last.get("WORKDIR"),
        last.get("USER"),
    )


def _instructions(text: str) -> Iterator[tuple[int, str, str]]:
    """Each instruction's line, name and the rest; comments are left out inside one, too."""
    lines = text.splitlines()
    for position, line in enumerate(lines):
        if line.lstrip().startswith("#"):
            continued = position > 0 and lines[position - 1].endswith("\\")
            lines[position] = "\\" if continued else ""
    for number, line in logical_lines("\n".join(lines)):
        name, _, rest = line.strip().partition(" ")
        if name:
            yield number, name.upper(), rest.strip()


def _stage(rest: str, arguments: Mapping[str, str], line: int) -> Stage:
    words = [word for word in rest.split() if not word.startswith("--")]
    image = Template(words[0]).safe_substitute(arguments) if words else ""
    named = len(words) > 2 and words[1].lower() == "as"
    return Stage(image, words[2] if named else None, line)


def _node(stages: list[Stage]) -> str | None:
    """The Node image's tag under the last stage, through the stages it builds on."""
    named = {stage.name: stage for stage in stages if stage.name}
    stage = stages[-1] if stages else None
    for _ in stages:
        if stage is None or stage.image not in named or named[stage.image] is stage:
            break
        stage = named[stage.image]
    if stage is None or stage.image.partition("@")[0].partition(":")[0] not in _NODE_IMAGES:
        return None
    return stage.tag or "latest"


_NODE_IMAGES = frozenset({"node", "docker.io/node", "library/node", "docker.io/library/node"})


def _command(text: str) -> tuple[str, ...]:
    """The exec form's words; the shell form as what a shell is given."""
    if text.startswith("["):
        try:
            words = json.loads(text)
        except (ValueError, RecursionError):
            words = None
        if isinstance(words, list):
            return tuple(word for word in words if isinstance(word, str))
    return ("sh", "-c", text) if text else ()


def read_compose(text: str, path: str) -> tuple[ComposeService, ...]:
    """Read a compose file's services; one that is not YAML has none."""
    try:
        value = read_yaml(text)
    except NotYaml:
        return ()
    if not isinstance(value, dict):
        return ()
    services = value.get("services", {} if "version" in value else value)
    if not isinstance(services, dict):
        return ()
    return tuple(
        _service(str(name), entry, path)
        for name, entry in list(services.items())[:MAX_SERVICES]
        if isinstance(entry, dict)
    )


def _service(name: str, entry: Mapping[object, object], path: str) -> ComposeService:
    build = entry.get("build")
    context = build.get("context", ".") if isinstance(build, dict) else build
    command = entry.get("command")
    ports = entry.get("ports")
    return ComposeService(
        name=name,
        path=path,
        image=_text(entry.get("image")),
        build=_text(context),
        command=words_of(command) if isinstance(command, str) else _texts(command),
        ports=_texts(ports),
        environment=_environment(entry.get("environment")),
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _texts(value: object) -> tuple[str, ...]:
    entries = value if isinstance(value, list) else []
    return tuple(str(entry) for entry in entries[:MAX_SERVICES] if isinstance(entry, str | int))


def _environment(value: object) -> dict[str, str | None]:
    """A mapping, or a list of `NAME=value`; a name alone comes from the host."""
    if isinstance(value, dict):
        plain = (str, int, float)
        return {str(k): str(v) if isinstance(v, plain) else None for k, v in value.items()}
    pairs = (text.partition("=") for text in _texts(value))
    return {name: setting if equals else None for name, equals, setting in pairs}
