"""What a person should know although nobody has to decide it."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection, Iterator

from migrator.container_names import BEFORE, COMPOSE, COMPOSE_NAMES
from migrator.decide.development import development_warnings
from migrator.evidence import SOURCE_CODE, AddressWritten, PortListened, ProcessStarted, Unreadable
from migrator.infer.seen import seen
from migrator.knowledge.node_images import nearest_lts_image
from migrator.knowledge.services import service_of_client
from migrator.model import NodeConclusion
from migrator.plan import App, Warning
from migrator.ports import LOOPBACK
from migrator.read.containers import ContainerFiles
from migrator.read.manifest import Manifest
from migrator.redact import redact
from migrator.situation import Situation

_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?(?:[^\s@/]*@)?(?P<host>[\w.-]+)", re.IGNORECASE)
# RFC 6761 and 6762, and what people call the machines of their own networks.
_OWN_ENDINGS = frozenset(
    {"localhost", "local", "test", "invalid", "example", "internal", "lan", "home", "dev", "loc",
     "vm", "box", "vagrant", "docker", "corp", "private", "intranet", "localdomain"}
)  # fmt: skip


def warnings_of(situation: Situation, app: App | None, node: NodeConclusion) -> Iterator[Warning]:
    """Yield the warnings about a repository and its application."""
    config = situation.repository.config
    for doubt in config.doubts:
        message = f"{doubt.what}: {doubt.why}."
        yield Warning("vagrantfile-not-followed", message, doubt.at.source, doubt.at.line)
    for branch in config.host_branches:
        message = f"{branch.what}: {branch.why}."
        yield Warning("depends-on-host", message, branch.at.source, branch.at.line)
    provisioned = situation.repository.provisioned
    for source, line, why in dict.fromkeys(
        problem for followed in provisioned for problem in followed.problems
    ):
        yield Warning("provisioning-not-followed", _sentence(why), source, line)
    for error in situation.unreadable_manifests:
        yield Warning("manifest-not-json", error.message, error.path, error.line)
    if situation.other_vagrantfiles:
        others = ", ".join(situation.other_vagrantfiles)
        yield Warning("several-vagrantfiles", f"Not read: {others}.", None, None)
    yield from existing_container_files(situation.containers)
    if app is not None:
        yield from _about_app(situation, app, node)


def _sentence(why: str) -> str:
    """A reason as a sentence: `it is not valid shell` gets its capital."""
    return f"{f'I{why[1:]}' if why.startswith('it ') else why}."


def _about_app(situation: Situation, app: App, node: NodeConclusion) -> Iterator[Warning]:
    chosen = node.chosen
    origin = chosen.evidence.origin if chosen is not None and chosen.evidence else None
    place, line = (origin.place, origin.line) if origin else (None, None)
    if app.node.version is not None and app.image is None:
        yield Warning("node-without-image", _without_image(app.node.version), place, line)
    if app.node.eol is not None:
        message = f"Node {app.node.version} has had no security fixes since {app.node.eol}."
        yield Warning("node-eol", message, place, line)
    if chosen is not None and chosen.symbolic:
        day = (
            situation.committed.isoformat() if situation.committed else "this tool's release table"
        )
        message = f"`{chosen.spec}` means another version every day; {chosen.version} is of {day}."
        yield Warning("node-symbolic", message, place, line)
    if app.package_manager.lockfile is None and situation.application is not None:
        manifest = situation.application.manifest
        if manifest is not None:
            yield Warning("no-lockfile", _without_lock_file(app), manifest.path, None)
    access = situation.application.access if situation.application is not None else None
    if access is not None and access.is_written:
        message = (
            "A credential of a package registry stands in the repository. The build gets the file "
            "as a secret, and no image has it; who reads the repository has it all the same. "
            "Replace it, and write ${NPM_TOKEN} there instead."
        )
        yield Warning("registry-credential", message, access.path, access.line)
    if app.test_left_out is not None:
        message = f"The image is built without the project's tests: {app.test_left_out}."
        yield Warning("tests-left-out", message, None, None)
    yield from development_warnings(situation, app)
    yield from _unread(situation)
    yield from _made(situation)
    yield from _hard_coded(situation)
    for port, item in seen(situation.evidence, PortListened):
        is_loopback = port.host in LOOPBACK and port.host_variable is None
        if port.port == app.port and is_loopback:
            message = f"The application listens on {port.host} only, which a container hides."
            yield Warning("listens-on-loopback", message, item.origin.place, item.origin.line)


def _without_image(version: str) -> str:
    message = (
        f"No image of Node {version} can be pulled, so no Dockerfile and no compose file are "
        "written. Name another release with app.node in migrator.yaml or with --node"
    )
    nearest = nearest_lts_image(version)
    return f"{message}; --node-policy nearest-lts takes {nearest}." if nearest else f"{message}."


def _without_lock_file(app: App) -> str:
    if app.install_before is None:
        return "There is no lock file: two builds may install different versions."
    return (
        f"There is no lock file: the build installs nothing published from {app.install_before} "
        "on, the day after the last commit. A lock file would name the versions."
    )


def _unread(situation: Situation) -> Iterator[Warning]:
    """What of the application's own files was left out of every conclusion."""
    for found, item in seen(situation.evidence, Unreadable):
        if found.what == SOURCE_CODE:
            message = f"Not read: {found.why}. What it listens on and connects to is not known."
            yield Warning("code-not-read", message, item.origin.place, item.origin.line)
    application = situation.application
    if application is None or application.manifest is None:
        return
    for entry in application.manifest.malformed:
        message = f"`{redact(entry.key)}` counts as absent: {entry.why}."
        yield Warning("manifest-entry-ignored", message, application.manifest.path, entry.line)


def _made(situation: Situation) -> Iterator[Warning]:
    """Files of the application that provisioning wrote, which no image has."""
    folder = situation.application.directory if situation.application is not None else "."
    for path, origin in sorted(situation.made.items()):
        if folder == "." or path.startswith(f"{folder}/"):
            message = (
                f"Provisioning writes {path}, which is not in the repository and so in no image. "
                "Put it there, or mount it, if the application reads it."
            )
            yield Warning("file-made-by-provisioning", message, origin.place, origin.line)


def _hard_coded(situation: Situation) -> Iterator[Warning]:
    """Addresses and guest paths that stand in the code and that no variable overrides.

    A port of the application's own processes is at localhost in the container, too. What a
    process file gives a variable is no part of the code.
    """
    given = {
        (item.origin.place, value)
        for start, item in seen(situation.evidence, ProcessStarted)
        for value in start.environment.values()
    }
    own = {port.port for port, _ in seen(situation.evidence, PortListened)}
    for address, item in seen(situation.evidence, AddressWritten):
        is_own = address.port in own and any(host in address.text for host in LOOPBACK)
        is_given = (item.origin.place, address.text) in given
        if address.variable is not None or is_own or is_given:
            continue
        shown = redact(address.text)
        if address.kind == "guest-path":
            message = f"{shown} is a path of the VM; the application lies in /app in the image."
        elif _is_elsewhere(address.text):
            message = (
                f"{shown} is an address outside of the VM, which the containers go on using; a "
                "variable would let each of them have its own."
            )
        else:
            message = (
                f"{shown} is an address of the VM, where a container finds only itself; "
                "read it from a variable, and set that to the service's name."
            )
        yield Warning("hard-coded-address", message, item.origin.place, item.origin.line)


def _is_elsewhere(address: str) -> bool:
    """Whether an address is of the internet: a name with a public ending, or such an IP."""
    found = _HOST.match(address)
    host = found["host"].rstrip(".").lower() if found is not None else ""
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        ending = host.rpartition(".")[2]
        return "." in host and ending.isalpha() and ending not in _OWN_ENDINGS


def existing_container_files(files: ContainerFiles) -> Iterator[Warning]:
    """Container files that somebody wrote before: they are kept, and may know more."""
    for dockerfile in files.dockerfiles:
        node = f" on node:{dockerfile.node}" if dockerfile.node else ""
        yield _existing(dockerfile.path, node, files)
    for path in sorted({service.path for service in files.services}):
        names = ", ".join(service.name for service in files.services if service.path == path)
        yield _existing(path, f", with {names}", files)


def _existing(path: str, what: str, files: ContainerFiles) -> Warning:
    """One file of a person's, and whether it has its place still."""
    if path.endswith(BEFORE):
        message = f"{path.removesuffix(BEFORE)} existed already{what}; it is kept as {path}."
        return Warning("replaced-container-file", message, path, None)
    if files.overtaken and path in COMPOSE_NAMES:
        message = f"{path} exists already{what}; {COMPOSE} takes its place."
        return Warning("replaced-container-file", message, path, None)
    message = f"{path} exists already{what}; it is not overwritten."
    return Warning("existing-container-file", message, path, None)


def missing_services(manifest: Manifest | None, provided: Collection[str]) -> Iterator[Warning]:
    """Services that the application has a client for and that no machine runs."""
    told: set[str] = set()
    for package in manifest.dependencies if manifest is not None else ():
        kind = service_of_client(package)
        if kind is None or kind in provided or kind in told:
            continue
        told.add(kind)
        message = f"The application has a client for {kind} ({package}), and no machine runs it."
        line = manifest.line("dependencies", package) if manifest is not None else None
        yield Warning("service-missing", message, manifest.path if manifest else None, line)
