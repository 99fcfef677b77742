"""Processes that units, jobs, Procfiles and ecosystem files describe."""

from __future__ import annotations

import itertools
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from migrator.detectors.arguments import known_lines
from migrator.detectors.process import script_process
from migrator.detectors.registry import for_program, recognises_file
from migrator.evidence import EnvironmentSet, Evidence, Observation, Origin, ProcessStarted
from migrator.read.javascript.command_lines import command_line, split_commands
from migrator.read.javascript.constants import exported_value
from migrator.read.process_files import ProcessDefinition, read_pm2, read_process_file
from migrator.read.project import NotReadable, Project
from migrator.trace import Command, GuestFile
from migrator.values import Unknown

_PROJECT_FILES = (
    *("Procfile", "nodemon.json", "app.json"),
    *(f"{name}.json" for name in ("process", "processes", "pm2", "ecosystem")),
    *(f"{name}.{end}" for name in ("process", "pm2", "ecosystem") for end in ("yml", "yaml")),
)
_ECOSYSTEMS = ("ecosystem.config.js", "ecosystem.config.cjs", "pm2.config.js", "ecosystem.js")
_REDIRECT = re.compile(r"\d?[<>]")
# A release runs what production runs; a VM's own choice of environment is in its `--env`.
_PREFERRED_ENVIRONMENT = "production"


@recognises_file(
    r"/(etc|lib|usr/lib)/systemd/system/[^/]+\.service|/home/[^/]+/\.config/systemd/user/.+\.service"
    r"|/etc/init/[^/]+\.conf|/etc/init\.d/[^/]+|/etc/supervisor.*\.(conf|ini)|/etc/supervisord\.conf"
    r"|/etc/supervisord\.d/.+|.*/(ecosystem[^/]*|pm2[^/]*|process)\.(json|ya?ml)"
)
def process_file(
    file: GuestFile, others: Mapping[str, GuestFile]
) -> Iterator[tuple[int, Observation]]:
    """Read a unit, job or program section that provisioning leaves in the guest."""
    for definition in read_process_file("\n".join(known_lines(file.content)), file.path):
        settings = dict(definition.environment)
        for path in definition.environment_files:
            settings.update(_environment_file(others.get(path.lstrip("-"))))
        found = list(_processes(definition, settings))
        yield from ((definition.line - 1, process) for process in found)
        if found:
            for name, value in settings.items():
                yield definition.line - 1, EnvironmentSet(name, value, scope=file.path)


def _environment_file(file: GuestFile | None) -> dict[str, str]:
    """The assignments of a unit's EnvironmentFile."""
    if file is None:
        return {}
    pairs = [
        line.strip().removeprefix("export ").partition("=") for line in known_lines(file.content)
    ]
    return {
        name: value.strip().strip("\"'")
        for name, has_value, value in pairs
        if has_value and name.isidentifier()
    }


def _processes(
    definition: ProcessDefinition, settings: Mapping[str, str]
) -> Iterator[ProcessStarted]:
    """The Node processes of a definition, through whatever shell or runner it names."""
    shell = definition.shell or ""
    lines = [command_line(definition.argv)] if definition.argv and "\n" not in shell else []
    directory = definition.directory
    for line in lines or [one for text in shell.splitlines() for one in split_commands(text)]:
        if line.words[:1] == ("cd",) and len(line.words) == 2:
            directory = line.words[1]
        words = tuple(itertools.takewhile(lambda word: not _REDIRECT.match(word), line.words))
        for observation in _recognised(words, directory):
            yield replace(
                observation,
                manager=definition.manager,
                directory=definition.directory or observation.directory,
                user=definition.user,
                environment={**settings, **line.environment, **observation.environment},
                development=definition.watch or observation.development,
                name=definition.name,
                restart=definition.restart,
                instances=definition.instances,
            )


def _recognised(words: tuple[str, ...], directory: str | None) -> Iterator[ProcessStarted]:
    if not words:
        return
    command = Command(argv=words, unit=0, source="", line=0, cwd=directory or "")
    yield from script_process(command)
    for detector in for_program(words[0].rpartition("/")[2]):
        for observation in detector.run(command):
            if isinstance(observation, ProcessStarted):
                yield observation


def observe_process_files(project: Project, directory: str) -> Iterator[Evidence]:
    """The processes that files beside the application's package.json describe."""
    for name in (*_PROJECT_FILES, *_ECOSYSTEMS):
        path = name if directory == "." else f"{directory}/{name}"
        for definition in _definitions(project, path):
            settings = {
                **definition.environment,
                **definition.environments.get(_PREFERRED_ENVIRONMENT, {}),
            }
            for process in _last_of_chain(definition, list(_processes(definition, settings))):
                where = _joined(directory, process.directory)
                seen = replace(process, directory=where, manager=_manager(process.manager))
                shown = " ".join(process.argv)
                origin = Origin(path, definition.line, shown)
                yield Evidence(None, seen, origin, by="process_files.project")


def _joined(directory: str, below: str | Unknown | None) -> str:
    """A process's own folder, written relative to its file; one of the guest tells nothing."""
    if not isinstance(below, str) or below.startswith("/"):
        return directory
    path = posixpath.normpath(posixpath.join(directory, below))
    return directory if path.startswith("..") else path


def _last_of_chain(
    definition: ProcessDefinition, found: list[ProcessStarted]
) -> list[ProcessStarted]:
    """`migrate && serve` runs the second; the first has ended by then."""
    return found[-1:] if "&&" in (definition.shell or "") else found


def _manager(manager: str | None) -> str | None:
    """A Procfile's platform is no process manager of the VM."""
    return None if manager == "procfile" else manager


def _definitions(project: Project, path: str) -> tuple[ProcessDefinition, ...]:
    if not project.is_file(path):
        return ()
    try:
        if path.endswith((".js", ".cjs")):
            return read_pm2(exported_value(project, path), path, 1)
        return read_process_file(project.text(path), path)
    except NotReadable:
        return ()
