"""Containers that the VM itself runs: they become services as they are."""

from __future__ import annotations

from collections.abc import Iterator

from migrator.detectors.arguments import Arguments, known, split
from migrator.detectors.registry import recognises, recognises_download
from migrator.detectors.run import unreadable
from migrator.evidence import (
    DatabaseCreated,
    DatabaseUser,
    Furniture,
    NodeInstalled,
    Observation,
    ServiceInstalled,
    Unreadable,
)
from migrator.knowledge.docker_images import node_of_image, service_of_image
from migrator.knowledge.services import definition
from migrator.trace import Command
from migrator.values import Text

_GLOBAL_WITH_VALUE = ("-H", "--host", "--config", "-l", "--log-level", "--context")
# Switches of `docker run`; every other of its options takes the next word as its value.
_SWITCHES = frozenset(
    "-d --detach -i --interactive -t --tty -it -ti -id -di -td -dt -dit -itd -tid -P --publish-all "
    "--rm --privileged --init --read-only --no-healthcheck --sig-proxy --oom-kill-disable --quiet "
    "-q --disable-content-trust --help".split()
)
_FILES = ("-f", "--file", "-p", "--project-name", "--project-directory", "--profile")


@recognises("docker", "podman")
def docker(command: Command) -> Iterator[Observation]:
    """Read `docker run -d -p 27017:27017 mongo:3.2`, `docker pull redis`, `docker build .`."""
    words = _after_options(command.argv[1:])
    if words[:1] == ["container"] or words[:1] == ["image"]:
        words = words[1:]
    match words:
        case ["run" | "create", *rest]:
            yield from _run(rest)
        case ["pull", *rest]:
            found = [found for word in rest for found in _image(word, {})]
            yield from found if not any(map(_is_unknown, found)) else [_FETCHED]
        case ["build" | "buildx", *rest]:
            shown = " ".join(known(rest))
            yield Unreadable("container image", f"it is built by the VM: {shown}")
        case ["compose" | "stack", *rest]:
            yield from _compose(rest)
        case _:
            yield Furniture("housekeeping of the VM's container engine")


_FETCHED = Furniture("fetches an image; nothing starts from it here")


def _is_unknown(observation: Observation) -> bool:
    return isinstance(observation, Unreadable) and observation.what == "container"


def _after_options(words: tuple[Text, ...]) -> list[Text]:
    """The words from the subcommand on."""
    rest = list(words)
    while rest and isinstance(rest[0], str) and rest[0].startswith("-"):
        takes_value = rest[0] in _GLOBAL_WITH_VALUE
        rest = rest[2:] if takes_value else rest[1:]
    return rest


def _run(words: list[Text]) -> Iterator[Observation]:
    """The image is the first word that is neither an option nor an option's value."""
    variables: dict[str, str] = {}
    pending = ""
    for word in words:
        text = str(word)
        if pending:
            _note_variable(pending, text, variables)
            pending = ""
        elif text.startswith("-") and isinstance(word, str):
            name, has_value, value = text.partition("=")
            if has_value:
                _note_variable(name, value, variables)
            elif text not in _SWITCHES:
                pending = text
        else:
            yield from _image(word, variables)
            return
    yield Unreadable("container", "it names no image")


def _note_variable(option: str, value: str, variables: dict[str, str]) -> None:
    if option in ("-e", "--env"):
        name, _, content = value.partition("=")
        variables[name] = content


def _image(image: Text, variables: dict[str, str]) -> Iterator[Observation]:
    if not isinstance(image, str):
        yield unreadable("container image", image)
        return
    service = service_of_image(image)
    node = node_of_image(image)
    if service is not None:
        kind, version = service
        yield ServiceInstalled(kind, version, f"the VM runs it from the image {image}")
        yield from _accounts(kind, variables)
    elif node is not None:
        yield NodeInstalled("docker", node or "latest")
    elif not image.startswith("-"):
        yield Unreadable("container", f"what is in the image {image} is not known here")


def _accounts(kind: str, variables: dict[str, str]) -> Iterator[Observation]:
    """The database and the account that an image makes on its first start."""
    known_service = definition(kind)
    if known_service is None:
        return
    accounts = known_service.accounts
    database = variables.get(accounts.database or "")
    user = variables.get(accounts.user or "")
    if database:
        yield DatabaseCreated(kind, database, user)
    if user:
        yield DatabaseUser(kind, user, database, accounts.password in variables)


@recognises("docker-compose", "fig", "podman-compose")
def compose(command: Command) -> Iterator[Observation]:
    """Read `docker-compose -f web.yml up -d`."""
    yield from _compose(list(command.argv[1:]))


def _compose(words: list[Text]) -> Iterator[Observation]:
    given: Arguments = split(words, _FILES)
    verb = given.operands[0] if given.operands else ""
    if verb in {"up", "run", "start", "create", "build", "pull", "deploy"}:
        name = given.options.get("-f") or given.options.get("--file") or "its own compose file"
        yield Unreadable("containers", f"the VM starts those of {name}; join them by hand")
    else:
        yield Furniture("housekeeping of the VM's container engine")


@recognises("dockerd", "docker-machine", "boot2docker")
def engine(command: Command) -> Iterator[Observation]:
    """Starting the engine in the VM."""
    yield Furniture("the container engine of the host runs the containers")


@recognises_download(r"get\.docker\.(com|io)|docker/compose/releases|coreos-docker")
def docker_installer(command: Command) -> Iterator[Observation]:
    """The engine's installation script."""
    yield Furniture("the container engine of the host runs the containers")
