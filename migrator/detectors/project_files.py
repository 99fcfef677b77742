"""What the project's own files tell: declared versions, package scripts, the code itself."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import replace

from migrator.detectors.process import script_process
from migrator.detectors.registry import for_program
from migrator.evidence import (
    DOTENV_SCOPE,
    SOURCE_CODE,
    AddressWritten,
    DevelopmentServer,
    EnvironmentSet,
    Evidence,
    NodeDeclared,
    Observation,
    Origin,
    PortExposed,
    PortListened,
    ProcessStarted,
    Unreadable,
    VariableRead,
)
from migrator.knowledge.frameworks import (
    framework_of_command,
    frameworks_of,
    is_development_command,
)
from migrator.ports import port_of
from migrator.read.containers import ContainerFiles, Dockerfile
from migrator.read.javascript import Listening, ScriptPort, Survey
from migrator.read.manifest import Manifest
from migrator.read.package_scripts import APP_FOLDER
from migrator.read.version_files import DeclaredVersion
from migrator.redact import MASK, resembles_a_key
from migrator.trace import Command
from migrator.values import Text, Unknown


def observe_versions(versions: Iterable[DeclaredVersion]) -> Iterator[Evidence]:
    """Version files and the manifest's engines, as evidence."""
    for version in versions:
        yield _evidence(
            NodeDeclared(version.source, version.spec),
            version.path,
            version.line,
            version.spec,
            by="version_files",
        )


def observe_scripts(
    scripts: Iterable[tuple[str, int, tuple[Command, ...]]], manifest: str, directory: str
) -> Iterator[Evidence]:
    """The processes that package scripts start; `directory` is the package's own.

    `cd dist && node server.js` runs in a folder of it.
    """
    for name, line, commands in scripts:
        for command in commands:
            for observation in _processes(command):
                started = replace(
                    observation,
                    directory=_folder(directory, observation.directory),
                    manager=observation.manager,
                    development=observation.development or "dev" in name or name == "watch",
                )
                yield _evidence(
                    started, manifest, line, " ".join(map(str, command.argv)), f"script:{name}"
                )


def _folder(package: str, working: Text | None) -> str:
    """Where a script's command runs, as a folder of the repository."""
    inside = working if isinstance(working, str) else APP_FOLDER
    if not f"{inside}/".startswith(f"{APP_FOLDER}/"):
        return package
    return posixpath.normpath(posixpath.join(package, posixpath.relpath(inside, APP_FOLDER)))


def _processes(command: Command) -> Iterator[ProcessStarted]:
    if not command.argv or isinstance(command.argv[0], Unknown):
        return
    yield from script_process(command)
    for detector in for_program(command.argv[0].rpartition("/")[2]):
        for observation in detector.run(command):
            if isinstance(observation, ProcessStarted):
                yield observation


def _evidence(
    observation: Observation, place: str, line: int | None, excerpt: str, by: str
) -> Evidence:
    return Evidence(None, observation, Origin(place, line, excerpt), by=by)


def observe_survey(survey: Survey) -> Iterator[Evidence]:
    """What the application's code listens on and reads from its environment.

    Web servers come before plain sockets; a port that cannot be told is unreadable, and so
    is a file that the code loads and that could not be read.
    """
    ordered = sorted(survey.listening, key=lambda found: found.kind in {"socket", "debug"})
    for found in ordered:
        port = found.port if found.port is not None else found.default
        place = (found.file, found.line)
        if port is None and found.package is not None:
            port = _default_port(found.package)
        if port is None:
            why = "it depends on values that only the running application has"
            yield _evidence(Unreadable("port", why), *place, "listen", by="javascript.listening")
        else:
            seen = PortListened(port, found.variable, found.host, found.host_variable)
            yield _evidence(seen, *place, f"listen({port})", by="javascript.listening")
    for address in survey.addresses:
        written = AddressWritten(address.text, address.kind, address.port, address.variable)
        by = "javascript.addresses"
        yield _evidence(written, address.file, address.line, address.text, by=by)
    for unread in survey.unread:
        seen_code = Unreadable(SOURCE_CODE, unread.why)
        yield _evidence(seen_code, unread.path, None, unread.path, by="javascript.survey")
    for given in survey.given:
        shown = MASK if resembles_a_key(given.name, given.value) else given.value
        text = f"{given.name}={shown}"
        set_here = EnvironmentSet(given.name, given.value, DOTENV_SCOPE)
        yield _evidence(set_here, given.file, given.line, text, by="javascript.dotenv")
    for use in survey.variables:
        seen_variable = VariableRead(use.name, use.default)
        yield _evidence(seen_variable, use.file, use.line, use.name, by="javascript.environment")


def _default_port(package: str) -> int | None:
    """The port that a framework listens on when nothing tells it another."""
    known = frameworks_of([package])
    return known[0].port if known else None


def observe_script_ports(ports: Iterable[ScriptPort], manifest: Manifest) -> Iterator[Evidence]:
    """Ports that package scripts name, for applications whose code names none.

    Where there is a start script, what only a developer's script sets is not its port.
    """
    serving = [port for port in ports if port.kind != "debug" and "test" not in port.script]
    if "start" in manifest.scripts:
        serving = [port for port in serving if not port.script.startswith(("dev", "watch"))]
    for found in sorted(serving, key=lambda port: not port.script.startswith("start")):
        seen = PortListened(found.port, found.variable, found.host)
        text = f"{found.script}: {found.program} {found.port}"
        yield _evidence(seen, manifest.path, found.line, text, by="javascript.scripts")


def observe_dockerfiles(dockerfiles: Iterable[Dockerfile]) -> Iterator[Evidence]:
    """The Node that a Dockerfile of the repository builds on: somebody has tried it."""
    for found in dockerfiles:
        spec = (found.node or "").partition("-")[0]
        if spec[:1].isdecimal():
            line = found.stages[-1].line if found.stages else None
            seen = NodeDeclared("docker", spec)
            yield _evidence(seen, found.path, line, f"node:{found.node}", by="containers.node")


def observe_exposed(containers: ContainerFiles, directory: str) -> Iterator[Evidence]:
    """The ports that container files at the root or in the application's folder give it.

    Of a compose file those of services that are built there or run a Node image.
    """
    for found in containers.dockerfiles:
        if (posixpath.dirname(found.path) or ".") in {directory, "."}:
            for port in found.exposed:
                text = f"EXPOSE {port}"
                yield _evidence(PortExposed(port), found.path, None, text, by="containers.ports")
    for service in containers.services:
        folder = posixpath.dirname(service.path)
        built = posixpath.normpath(posixpath.join(folder, service.build or "/"))
        image = (service.image or "").rpartition("/")[2].partition(":")[0]
        given = port_of(service.environment.get("PORT") or "")
        if service.build and given is not None:
            text = f"PORT={given}"
            yield _evidence(PortExposed(given), service.path, None, text, "containers.ports")
        elif built in {directory, "."} or image == "node":
            for text in service.ports:
                inside = port_of(text.partition("/")[0].rpartition(":")[2])
                if inside is not None:
                    seen = PortExposed(inside)
                    yield _evidence(seen, service.path, None, text, by="containers.ports")


def observe_development(
    servers: Iterable[Listening], manifest: Manifest | None
) -> Iterator[Evidence]:
    """The ports of development servers: what their configuration names, else their default."""
    named = list(servers)
    for found in named:
        if found.port is not None:
            seen = DevelopmentServer(found.port, found.package)
            text = f"{found.package} {found.port}"
            yield _evidence(seen, found.file, found.line, text, by="javascript.frontends")
    for name, text in (manifest.scripts if manifest and not named else {}).items():
        framework = framework_of_command(text.split()[0]) if text.split() else None
        if framework is not None and framework.port and is_development_command(text):
            seen = DevelopmentServer(framework.port, framework.name)
            line = manifest.line("scripts", name) if manifest else None
            place = manifest.path if manifest else ""
            yield _evidence(seen, place, line, text, by="frameworks.development")
