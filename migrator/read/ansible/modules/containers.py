"""Containers that the machine itself runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from migrator.read.ansible.modules.registry import Action, Arguments, module, option, run
from migrator.read.ansible.values import as_text, listed
from migrator.read.shell.texts import join
from migrator.values import Text


@module("docker_container", "docker", "podman_container")
def container(given: Arguments) -> Iterator[Action]:
    """`docker_container: name=db image=mongo:3 ports=… env=…` as `docker run`."""
    name = given.text("name")
    if given.absent or given.word("state") == "stopped":
        yield run("docker", "stop", name)
        return
    words: list[Text] = ["docker", "run", "-d", *option("--name", name)]
    for argument, flag in (("ports", "-p"), ("published_ports", "-p"), ("volumes", "-v")):
        for value in given.texts(argument):
            words += [flag, value]
    environment: Any = given.value("env")
    for key, value in environment.items() if isinstance(environment, Mapping) else ():
        words += ["-e", join([str(key), "=", as_text(value)])]
    command = [as_text(word) for word in listed(given.value("command"))]
    yield run(*words, given.text("image"), *command)


@module("docker_image", "docker_image_pull", "docker_image_build")
def image(given: Arguments) -> Iterator[Action]:
    build = given.value("build")
    folder = build.get("path") if isinstance(build, Mapping) else given.value("path")
    if folder is not None:
        yield run("docker", "build", *option("-t", given.text("name")), as_text(folder))
    else:
        yield run("docker", "pull", given.text("name"))


@module("docker_compose", "docker_compose_v2")
def compose(given: Arguments) -> Iterator[Action]:
    yield run("docker-compose", "up", "-d", cwd=given.text("project_src"))


@module("docker_network", "docker_volume", "docker_login", "docker_prune")
def surroundings(given: Arguments) -> Iterator[Action]:
    yield run("docker", "network", "create", given.text("name", "network_name", "volume_name"))
