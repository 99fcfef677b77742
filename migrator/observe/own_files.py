"""The evidence of the application's own files: versions, scripts, processes, code."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from migrator.detectors.interfaces import observe_interfaces
from migrator.detectors.process_files import observe_process_files
from migrator.detectors.project_files import (
    observe_development,
    observe_dockerfiles,
    observe_exposed,
    observe_script_ports,
    observe_scripts,
    observe_survey,
    observe_versions,
)
from migrator.evidence import DevelopmentPackageLoaded, Evidence, Origin
from migrator.infer.start import from_provisioning, script_of
from migrator.knowledge.platforms import is_build_file
from migrator.read.containers import ContainerFiles
from migrator.read.javascript import (
    Survey,
    always_loaded,
    development_servers,
    entries_of,
    script_ports,
    survey,
)
from migrator.read.javascript.modules import Modules
from migrator.read.package_scripts import script_commands
from migrator.read.project import NotReadable, Project
from migrator.read.synced_folders import GuestPaths
from migrator.read.version_files import declared_versions
from migrator.situation import Application

MAX_ENTRIES = 6
_BUILT = frozenset({"dist", "build", "out", "lib", "compiled", "release"})
_LOADS = re.compile(r"\brequire\s*\(|^import\b", re.MULTILINE)
_EXPORTS = re.compile(r"\bexports\b|^export\b|\b(?:document|window)\.", re.MULTILINE)


@dataclass(frozen=True)
class OwnFiles:
    """What the application's files tell.

    `sources` are those its code consists of, `server` the usual entry file whose code
    listens, else a main that is a program; both are relative to the application's folder.
    """

    evidence: tuple[Evidence, ...] = ()
    sources: tuple[str, ...] = ()
    server: str | None = None


def observe_application(
    project: Project,
    application: Application,
    provisioning: Sequence[Evidence],
    paths: Mapping[str, GuestPaths],
    containers: ContainerFiles,
) -> OwnFiles:
    """Look at the application's own files; its code is followed from what is started."""
    directory, manifest = application.directory, application.manifest
    found = list(observe_versions(declared_versions(project, directory, manifest)))
    found += observe_process_files(project, directory)
    if manifest is not None:
        scripts = script_commands(project, directory, manifest)
        found += observe_scripts(scripts, manifest.path, directory)
    entries = _started_files(project, application, [*provisioning, *found], paths)
    surveyed, server = _surveyed(project, application, entries)
    found += observe_survey(surveyed)
    found += _used_interfaces(project, surveyed)
    found += _loaded_development(project, application, entries, surveyed)
    found += observe_development(development_servers(project, directory), manifest)
    if manifest is not None:
        found += observe_script_ports(script_ports(manifest), manifest)
    found += observe_dockerfiles(containers.dockerfiles)
    found += observe_exposed(containers, directory)
    sources = [posixpath.relpath(path, directory) for path in surveyed.files]
    inside = tuple(path for path in sources if not path.startswith(".."))
    return OwnFiles(tuple(found), inside, server)


def _surveyed(
    project: Project, application: Application, started: Sequence[str]
) -> tuple[Survey, str | None]:
    """Survey what is started; where nothing is, the first usual entry file that listens.

    The second value names that file, or else the main file that is a program by itself.
    """
    directory = application.directory
    if started:
        return survey(project, directory, started), None
    first: Survey | None = None
    for name in application.entry_files[:MAX_ENTRIES]:
        surveyed = survey(project, directory, [f"{directory}/{name}"])
        if surveyed.listening:
            return surveyed, name
        first = first or surveyed
    alone = _main_program(project, application)
    return first or survey(project, directory, _through_scripts(project, application)), alone


def _main_program(project: Project, application: Application) -> str | None:
    """The manifest's main when loading it can only be to run it: it exports nothing.

    A library's main exports; what a browser loads speaks of its window; a package with
    programs of its own is a tool that people call.
    """
    manifest = application.manifest
    main = manifest.main if manifest is not None and not manifest.bin else None
    for name in application.entry_files[:MAX_ENTRIES]:
        if main is None or name not in {main, f"{main}.js"} or is_build_file(name):
            continue
        try:
            text = project.text(posixpath.normpath(f"{application.directory}/{name}"))
        except NotReadable:
            return None
        loads, exports = _LOADS.search(text), _EXPORTS.search(text)
        return name if loads is not None and exports is None else None
    return None


def _used_interfaces(project: Project, surveyed: Survey) -> Iterator[Evidence]:
    """What the code uses of Node that is gone from later releases."""
    for path in surveyed.files:
        try:
            yield from observe_interfaces(path, project.text(path))
        except NotReadable:  # the survey has said so
            continue


def _loaded_development(
    project: Project, application: Application, started: Sequence[str], surveyed: Survey
) -> Iterator[Evidence]:
    """What the started files always load, and a release without development packages lacks."""
    manifest = application.manifest
    if manifest is None:
        return
    used = {use.name for use in surveyed.packages} & manifest.only_development
    usual = [posixpath.join(application.directory, name) for name in application.entry_files]
    for entry in map(posixpath.normpath, [*started, *usual] if used else ()):
        for use in always_loaded(project, application.directory, entry, frozenset(used)):
            origin = Origin(use.file, use.line, use.name)
            loaded = DevelopmentPackageLoaded(use.name, entry)
            yield Evidence(None, loaded, origin, "javascript.always")


def _started_files(
    project: Project,
    application: Application,
    evidence: Sequence[Evidence],
    paths: Mapping[str, GuestPaths],
) -> list[str]:
    """The files of the project that something starts, or that are built to what it starts."""
    directory, modules = application.directory, Modules(project)
    started = []
    for start in from_provisioning(evidence, paths):
        script = script_of(start)
        inside = posixpath.relpath(start.directory or directory, directory)
        if script is not None and not inside.startswith(".."):
            path = posixpath.normpath(posixpath.join(inside, script))
            resolved = (modules.resolve(f"./{name}", directory) for name in _sources_of(path))
            started.append(next((file for file in resolved if file is not None), None))
    return list(dict.fromkeys(path for path in started if path is not None))


def _sources_of(script: str) -> list[str]:
    """A script, and where the source of a built one may lie: `dist/a.js` is made of `src/a.ts`."""
    folder, _, rest = script.partition("/")
    if folder not in _BUILT or not rest:
        return [script]
    stem = posixpath.splitext(rest)[0]
    return [script, *dict.fromkeys((f"src/{stem}".replace("src/src/", "src/"), stem))]


def _through_scripts(project: Project, application: Application) -> list[str]:
    """The files that `npm start` leads to through other scripts."""
    found = entries_of("npm start", project, application.directory, application.manifest)
    return [entry.file for entry in found if entry.file is not None]
