"""The `docker` provisioner and provider: images pulled or built, and containers that run."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping

from migrator.machine import Machine, Provisioner
from migrator.read.recording import Recording, Setting
from migrator.trace import Trace
from migrator.values import Text, Unknown, Value

# Vagrant adds these two to every container unless `daemonize` and `restart` say otherwise.
DETACHED = "-d"


def follow_docker(setting: Setting) -> Trace:
    """Tell `pull_images`, `build_image` and `run` as the docker commands Vagrant itself uses.

    The order is Vagrant's: images are built and pulled first, then the containers start.
    """
    recording = Recording(setting.project, setting.guest, setting.state)
    at = setting.provisioner.at
    options = setting.provisioner.options
    commands = [*_builds(options), *_pulls(options), *_containers(options)]
    for argv in commands:
        text = " ".join(str(word) for word in argv)
        recording.command(recording.unit(at.source, at.line, at.line, text), argv)
    if not commands:
        unit = recording.unit(at.source, at.line, at.line, "docker")
        recording.command(unit, ("docker", "version"))
    return recording.trace()


def from_provider(machine: Machine) -> tuple[Provisioner, ...]:
    """What a docker provider starts in the place of a machine, told as a provisioner.

    With provisioners of its own, the container is only the system that they set up.
    """
    built_in = (one for one in machine.providers if one.name in ("virtualbox", "docker"))
    provider = next(built_in, None)
    if provider is None or provider.name != "docker" or machine.provisioners:
        return ()
    given = provider.options
    if given.get("build_dir") is not None:
        return (_docker(machine, {"build_images": (given["build_dir"],)}),)
    if given.get("image") is None:
        return ()
    name = given.get("name")
    container = {"image": given["image"], "args": _arguments(given), "cmd": given.get("cmd")}
    name = name if isinstance(name, str) else machine.name
    return (_docker(machine, {"containers": {name: container}}),)


def _docker(machine: Machine, options: Mapping[str, Value]) -> Provisioner:
    return Provisioner("docker", machine.at, options=options)


def _arguments(given: Mapping[str, Value]) -> tuple[Value, ...]:
    """The words of `docker run` that the provider's settings stand for."""
    words: list[Value] = []
    for setting, option in (("ports", "-p"), ("volumes", "-v"), ("links", "--link")):
        for value in _items(given.get(setting)):
            words += [option, value]
    variables = given.get("env")
    for name, value in variables.items() if isinstance(variables, Mapping) else ():
        words += ["-e", value if isinstance(value, Unknown) else f"{name}={value}"]
    return (*words, *_items(given.get("create_args")))


def _items(value: Value) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _text(value: Value) -> Text:
    return value if isinstance(value, Unknown) else str(value)


def _words(value: Value) -> list[Text]:
    """The words of an `args` option: a text is a shell command's, a list is taken as it is."""
    if isinstance(value, str):
        try:
            return list(shlex.split(value))
        except ValueError:
            return list(value.split())
    if isinstance(value, tuple):
        return [_text(word) for word in value]
    return [] if value is None else [_text(value)]


def _builds(options: Mapping[str, Value]) -> Iterator[tuple[Text, ...]]:
    for item in _items(options.get("build_images")):
        path, given = item if isinstance(item, tuple) and len(item) == 2 else (item, None)
        more = given if isinstance(given, Mapping) else {}
        yield ("docker", "build", *_words(more.get("args")), _text(path))


def _pulls(options: Mapping[str, Value]) -> Iterator[tuple[Text, ...]]:
    for image in _items(options.get("images")):
        yield ("docker", "pull", _text(image))


def _containers(options: Mapping[str, Value]) -> Iterator[tuple[Text, ...]]:
    containers = options.get("containers")
    for name, given in containers.items() if isinstance(containers, Mapping) else ():
        more = given if isinstance(given, Mapping) else {}
        words: list[Text] = ["docker", "run", "--name", name.replace("/", "-")]
        words += [] if more.get("daemonize") is False else [DETACHED]
        words += [*_words(more.get("args")), _text(more.get("image", name))]
        yield (*words, *_words(more.get("cmd")))
